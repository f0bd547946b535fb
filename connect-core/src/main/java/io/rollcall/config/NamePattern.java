package io.rollcall.config;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Accepts a name, or a list of names, of a certain form, and tells which. */
public record NamePattern(Pattern pattern) implements ConfigDef.Validator {
    public NamePattern(String regex) {
        this(Pattern.compile(regex));
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        List<?> names = value instanceof List<?> list ? list : value == null ? List.of("") : List.of(value);
        if (!names.stream().allMatch(one -> pattern.matcher(one.toString()).matches())) {
            throw new ConfigException(name, value, "Give it the form " + pattern + ".");
        }
    }

    @Override
    public String toString() {
        return "the form " + pattern;
    }
}
