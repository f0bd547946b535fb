package io.rollcall.plugin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Shows what is wrong with settings that are well-formed one by one.
 *
 * @param otherwise the setting that is blamed when a problem names none
 * @param given the settings that an operator wrote, which are wrong rather than a default is
 */
public record SettingsReview(String otherwise, Set<String> given) {
    /** Words with dots inside: settings look like this, a vendor's own words do not. */
    private static final Pattern SETTING = Pattern.compile("[a-z]+(\\.[a-z]+)+");

    /**
     * Looks for a problem when nothing else is wrong, and adds it to the setting that it begins with, else to the first one
     * named that an operator gave, else to the first one named.
     *
     * @param problem finds it, returns null when there is none, or throws a {@link ConfigException} with it
     */
    public Config add(Config config, Supplier<@Nullable String> problem) {
        List<ConfigValue> values = config.configValues();
        if (values.stream().allMatch(value -> value.errorMessages().isEmpty())) {
            String found = found(problem);
            if (found != null) {
                blamed(values, found).addErrorMessage(found);
            }
        }
        return config;
    }

    private static @Nullable String found(Supplier<@Nullable String> problem) {
        try {
            return problem.get();
        } catch (ConfigException misfit) {
            return misfit.getMessage();
        }
    }

    private ConfigValue blamed(List<ConfigValue> values, String problem) {
        Map<String, ConfigValue> byName = new HashMap<>();
        values.forEach(value -> byName.put(value.name(), value));
        String subject = problem.substring(0, Math.max(0, problem.indexOf(' ')));
        if (byName.containsKey(subject)) {
            return byName.get(subject);
        }
        List<String> named = SETTING.matcher(problem)
                .results()
                .map(MatchResult::group)
                .filter(byName::containsKey)
                .toList();
        return named.stream()
                .filter(given::contains)
                .findFirst()
                .or(() -> named.stream().findFirst())
                .map(byName::get)
                .orElseGet(() -> byName.get(otherwise));
    }
}
