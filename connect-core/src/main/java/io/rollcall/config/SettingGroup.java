package io.rollcall.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Adds settings to one group of a definition, in the order of the calls. */
public final class SettingGroup {
    private final ConfigDef definition;
    private final String name;
    private int order;

    /** Continues the group where an earlier instance for the same definition and name stopped. */
    public SettingGroup(ConfigDef definition, String name) {
        this.definition = definition;
        this.name = name;
        this.order = (int) definition.configKeys().values().stream()
                .filter(key -> name.equals(key.group))
                .count();
    }

    /**
     * Adds a setting.
     *
     * @param defaultValue {@link ConfigDef#NO_DEFAULT_VALUE} when it is required; null when it is optional and unset
     * @param validator also asked about the default, so it has to accept null where that is one
     */
    public SettingGroup add(
            String key,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            Width width,
            String displayName,
            String documentation,
            @Nullable Recommender recommender) {
        definition.define(
                key,
                type,
                defaultValue,
                validator,
                importance,
                documentation,
                name,
                ++order,
                width,
                displayName,
                recommender);
        return this;
    }

    /** Adds a setting without a recommender. */
    public SettingGroup add(
            String key,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            Width width,
            String displayName,
            String documentation) {
        return add(key, type, defaultValue, validator, importance, width, displayName, documentation, null);
    }
}
