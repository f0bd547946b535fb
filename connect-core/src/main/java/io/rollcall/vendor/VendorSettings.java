package io.rollcall.vendor;

import io.rollcall.config.SettingGroup;
import io.rollcall.config.VendorUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The few shapes that vendors' settings come in: how they are defined, shown and read back. */
public final class VendorSettings {
    public static final String NAMES_TTL = "names.cache.ttl.ms";

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private final SettingGroup group;
    private final @Nullable String switchKey;
    private final Set<String> positions;

    /** Settings that a user interface always shows, under this vendor's heading. */
    public VendorSettings(ConfigDef definition, String heading) {
        this(new SettingGroup(definition, heading), null, Set.of());
    }

    private VendorSettings(SettingGroup group, @Nullable String switchKey, Set<String> positions) {
        this.group = group;
        this.switchKey = switchKey;
        this.positions = positions;
    }

    /** The same, for settings that only count while another one has one of these values. */
    public VendorSettings when(String key, String... values) {
        return new VendorSettings(group, key, Set.of(values));
    }

    /** One of a few words. */
    public VendorSettings choice(
            String key, String standard, List<String> words, String display, String documentation) {
        return add(
                key, ConfigDef.Type.STRING, standard, new Words(words), Importance.HIGH, display, documentation, words);
    }

    /** Words between commas. */
    public VendorSettings words(String key, List<String> standard, String display, String documentation) {
        return add(
                key, ConfigDef.Type.LIST, standard, new SomeWords(), Importance.LOW, display, documentation, List.of());
    }

    /** An address of the vendor. */
    public VendorSettings url(String key, @Nullable String standard, String display, String documentation) {
        return add(
                key,
                ConfigDef.Type.STRING,
                standard,
                new VendorUrl(),
                Importance.LOW,
                display,
                documentation,
                List.of());
    }

    /** A path below such an address. */
    public VendorSettings path(String key, String standard, String display, String documentation) {
        return add(key, ConfigDef.Type.STRING, standard, new Path(), Importance.LOW, display, documentation, List.of());
    }

    /** A secret. */
    public VendorSettings secret(String key, String display, String documentation) {
        return add(key, ConfigDef.Type.PASSWORD, null, null, Importance.HIGH, display, documentation, List.of());
    }

    /** A text that is not secret and may be left out. */
    public VendorSettings text(
            String key,
            @Nullable String standard,
            ConfigDef.@Nullable Validator form,
            String display,
            String documentation) {
        return add(key, ConfigDef.Type.STRING, standard, form, Importance.HIGH, display, documentation, List.of());
    }

    /** Yes or no. */
    public VendorSettings flag(String key, boolean standard, String display, String documentation) {
        return add(
                key,
                ConfigDef.Type.BOOLEAN,
                standard,
                null,
                Importance.LOW,
                display,
                documentation,
                List.of(true, false));
    }

    /** A number of milliseconds, up to a week. */
    public VendorSettings millis(String key, Duration standard, String display, String documentation) {
        ConfigDef.Range range = ConfigDef.Range.between(0, Duration.ofDays(7).toMillis());
        return add(
                key,
                ConfigDef.Type.LONG,
                standard.toMillis(),
                range,
                Importance.LOW,
                display,
                documentation,
                List.of());
    }

    /** How long the names of these things may be old, the same for every vendor. */
    public VendorSettings namesTtl(String things) {
        return millis(
                NAMES_TTL,
                Duration.ofHours(1),
                "Age of names (ms)",
                "How old the names of " + things
                        + " may be before they are read again, in milliseconds. They are read as"
                        + " whole lists at the begin of a sweep; 0 reads them in every sweep.");
    }

    private VendorSettings add(
            String key,
            ConfigDef.Type type,
            @Nullable Object standard,
            ConfigDef.@Nullable Validator validator,
            Importance importance,
            String display,
            String documentation,
            List<?> values) {
        group.add(
                key,
                type,
                standard,
                validator,
                importance,
                Width.MEDIUM,
                display,
                documentation,
                new Shown(List.copyOf(values), switchKey, positions));
        return this;
    }

    /** The text of a setting without blanks around it; null when it is not set or blank. */
    public static @Nullable String optional(AbstractConfig settings, String key) {
        String value = settings.getString(key);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * The text of a setting that this account needs.
     *
     * @throws ConfigException on {@code key} when it is not set; {@code advice} says what to do
     */
    public static String required(AbstractConfig settings, String key, String advice) {
        String value = optional(settings, key);
        if (value == null) {
            throw new ConfigException(key + " is not set. " + advice);
        }
        return value;
    }

    /**
     * A secret that this account needs.
     *
     * @throws ConfigException on {@code key} when it is not set; {@code advice} says what to do
     */
    public static Password secret(AbstractConfig settings, String key, String advice) {
        Password value = settings.getPassword(key);
        if (value == null || value.value().isBlank()) {
            throw new ConfigException(key + " is not set. " + advice);
        }
        return value;
    }

    /** How long names may be old. */
    public static Duration namesTtl(AbstractConfig settings) {
        return Duration.ofMillis(settings.getLong(NAMES_TTL));
    }

    /** What a user interface offers for a setting, and when it shows it. */
    private record Shown(List<Object> values, @Nullable String switchKey, Set<String> positions)
            implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            return values;
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return switchKey == null || positions.contains(String.valueOf(parsed.get(switchKey)));
        }
    }

    private record Words(List<String> words) implements ConfigDef.Validator {
        @Override
        public void ensureValid(String key, @Nullable Object value) {
            if (value == null || !words.contains(value)) {
                throw new ConfigException(key + " is none of the words it may be. Set it to one of " + this + ".");
            }
        }

        @Override
        public String toString() {
            return String.join(", ", words);
        }
    }

    private record SomeWords() implements ConfigDef.Validator {
        @Override
        public void ensureValid(String key, @Nullable Object value) {
            if (value == null
                    || ((List<?>) value).isEmpty()
                    || ((List<?>) value).stream().anyMatch(word -> ((String) word).isBlank())) {
                throw new ConfigException(
                        key + " names nothing, or nothing between two commas. Name at least one, or leave it out.");
            }
        }

        @Override
        public String toString() {
            return "words between commas";
        }
    }

    private record Path() implements ConfigDef.Validator {
        @Override
        public void ensureValid(String key, @Nullable Object value) {
            if (value == null
                    || !PATH.matcher((String) value).matches()
                    || ((String) value).matches(".*/\\.\\.?(/.*)?")) {
                throw new ConfigException(
                        key + " is not a path. Begin it with a slash, end it without one, and leave out"
                                + " host and query, for example /users.");
            }
        }

        @Override
        public String toString() {
            return "a path such as /users";
        }
    }
}
