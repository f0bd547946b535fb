package io.rollcall.command;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Attributes to set: null leaves alone, a value sets, a name in {@code clear} empties.
 *
 * @param email the primary address
 * @param phoneNumber the primary number
 * @param extensions attributes without a SCIM name: {@code <vendor>:<attribute>} to JSON text
 * @param clear SCIM attribute paths to empty
 */
public record UserPatch(
        @Nullable String userName,
        @Nullable String displayName,
        @Nullable String externalId,
        @Nullable String title,
        @Nullable String preferredLanguage,
        @Nullable String timezone,
        @Nullable String email,
        @Nullable String phoneNumber,
        Map<String, String> extensions,
        Set<String> clear) {

    public static final UserPatch NONE =
            new UserPatch(null, null, null, null, null, null, null, null, Map.of(), Set.of());

    public UserPatch {
        extensions = Collections.unmodifiableMap(new TreeMap<>(extensions));
        clear = Collections.unmodifiableSet(new TreeSet<>(clear));
    }

    /** Every path that is set, with its value as the vendor shall have it; an extension's path is {@code extensions.<name>}. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        put(values, "userName", userName);
        put(values, "displayName", displayName);
        put(values, "externalId", externalId);
        put(values, "title", title);
        put(values, "preferredLanguage", preferredLanguage);
        put(values, "timezone", timezone);
        put(values, "email", email);
        put(values, "phoneNumber", phoneNumber);
        extensions.forEach((name, json) -> values.put("extensions." + name, json));
        return values;
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return clear.isEmpty() && values().isEmpty();
    }

    private static void put(Map<String, String> values, String path, @Nullable String value) {
        if (value != null) {
            values.put(path, value);
        }
    }
}
