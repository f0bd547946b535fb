package io.rollcall.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.User;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a consumer is told about a person, without times, in plain values that a test can write down from a vendor's JSON.
 *
 * @param texts text attributes by SCIM name, those without a value left out
 * @param emails addresses
 * @param phones {@code type/number}
 * @param roles ids or, where a vendor has none, names
 * @param groups {@code type/id}, at LiveChat with {@code /priority}
 * @param active null when the vendor does not say
 * @param extensions by vendor name
 */
record Profile(
        Map<String, String> texts,
        Set<String> emails,
        Set<String> phones,
        Set<String> roles,
        Set<String> groups,
        LifecycleState state,
        @Nullable Boolean active,
        Map<String, JsonNode> extensions) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a consumer was told. */
    static Profile of(User user) {
        Map<String, String> texts = new TreeMap<>();
        put(texts, "externalId", user.externalId());
        put(texts, "userName", user.userName());
        put(texts, "displayName", user.displayName());
        put(texts, "title", user.title());
        put(texts, "preferredLanguage", user.preferredLanguage());
        put(texts, "timezone", user.timezone());
        Map<String, JsonNode> extensions = new TreeMap<>();
        user.extensions().forEach((name, text) -> extensions.put(name, tree(text)));
        return new Profile(
                texts,
                set(user.emails().stream().map(Email::value)),
                set(user.phoneNumbers().stream().map(phone -> phone.type() + "/" + phone.value())),
                set(user.roles().stream().map(role -> role.value())),
                set(user.groups().stream()
                        .map(group -> group.type() + "/" + group.value()
                                + (group.priority() == null ? "" : "/" + group.priority()))),
                user.lifecycleState(),
                user.active(),
                extensions);
    }

    /** An empty text is no text. */
    static void put(Map<String, String> texts, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            texts.put(name, text);
        }
    }

    static Set<String> set(Stream<String> values) {
        return values.collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("An extension that is no JSON", e);
        }
    }
}
