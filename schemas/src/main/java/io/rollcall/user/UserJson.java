package io.rollcall.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link User} as compact JSON, the form in which connectors remember what they published.
 *
 * <p>Exact: reading what was written gives an equal user, instants to the nanosecond. Null and empty are left out and
 * members come in the order of the record, so equal users give equal text. Unknown members are ignored and an unknown
 * lifecycle state reads as {@link LifecycleState#UNKNOWN}, so that an older version can read what a newer one wrote.
 */
public final class UserJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private UserJson() {}

    /** The user as a JSON object. */
    public static ObjectNode toJson(User user) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", user.id());
        put(json, "externalId", user.externalId());
        put(json, "userName", user.userName());
        put(json, "displayName", user.displayName());
        if (user.active() != null) {
            json.put("active", user.active());
        }
        json.put("lifecycleState", user.lifecycleState().name());
        put(json, "title", user.title());
        put(json, "preferredLanguage", user.preferredLanguage());
        put(json, "timezone", user.timezone());
        put(json, "emails", user.emails(), UserJson::email);
        put(json, "phoneNumbers", user.phoneNumbers(), UserJson::phone);
        put(json, "roles", user.roles(), UserJson::ref);
        put(json, "groups", user.groups(), UserJson::ref);
        put(json, "created", user.created());
        put(json, "lastModified", user.lastModified());
        put(json, "extensions", user.extensions());
        put(json, "presence", user.presence());
        return json;
    }

    /**
     * The user of a JSON object.
     *
     * @throws IllegalArgumentException if it cannot have been written by {@link #toJson}; the message names the member
     *     and never its value, which is personal data
     */
    public static User fromJson(JsonNode json) {
        JsonNode active = json.get("active");
        return new User(
                required(json, "id"),
                text(json, "externalId"),
                text(json, "userName"),
                text(json, "displayName"),
                active == null ? null : Boolean.valueOf(bool(json, "active")),
                LifecycleState.ofName(required(json, "lifecycleState")),
                text(json, "title"),
                text(json, "preferredLanguage"),
                text(json, "timezone"),
                list(json, "emails", UserJson::email),
                list(json, "phoneNumbers", UserJson::phone),
                list(json, "roles", UserJson::ref),
                list(json, "groups", UserJson::ref),
                instant(json, "created"),
                instant(json, "lastModified"),
                map(json, "extensions"),
                map(json, "presence"));
    }

    /** The user as JSON text without white space. */
    public static String write(User user) {
        return toJson(user).toString();
    }

    /**
     * The user of a JSON text.
     *
     * @throws IllegalArgumentException as {@link #fromJson}, or if the text is not JSON
     */
    public static User read(String text) {
        try {
            return fromJson(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            // Without the cause: its message quotes the text, which is personal data.
            throw new IllegalArgumentException("A stored user is not JSON");
        }
    }

    private static ObjectNode email(Email email) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("value", email.value());
        put(json, "type", email.type());
        json.put("primary", email.primary());
        return json;
    }

    private static Email email(JsonNode json) {
        return new Email(required(json, "value"), text(json, "type"), bool(json, "primary"));
    }

    private static ObjectNode phone(Phone phone) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("value", phone.value());
        put(json, "type", phone.type());
        return json;
    }

    private static Phone phone(JsonNode json) {
        return new Phone(required(json, "value"), text(json, "type"));
    }

    private static ObjectNode ref(Ref ref) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("value", ref.value());
        put(json, "display", ref.display());
        json.put("type", ref.type());
        put(json, "priority", ref.priority());
        return json;
    }

    private static Ref ref(JsonNode json) {
        return new Ref(required(json, "value"), text(json, "display"), required(json, "type"), text(json, "priority"));
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private static <T> void put(ObjectNode json, String name, List<T> values, Function<T, ObjectNode> element) {
        if (!values.isEmpty()) {
            ArrayNode array = json.putArray(name);
            values.forEach(value -> array.add(element.apply(value)));
        }
    }

    private static void put(ObjectNode json, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode object = json.putObject(name);
            values.forEach(object::put);
        }
    }

    private static String required(JsonNode json, String name) {
        String text = text(json, name);
        if (text == null) {
            throw malformed(name, "is missing");
        }
        return text;
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw malformed(name, "is not text");
        }
        return value.textValue();
    }

    private static boolean bool(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null || !value.isBoolean()) {
            throw malformed(name, "is not true or false");
        }
        return value.booleanValue();
    }

    private static @Nullable Instant instant(JsonNode json, String name) {
        String text = text(json, name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw malformed(name, "is not an instant");
        }
    }

    private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> element) {
        JsonNode values = json.path(name);
        if (!values.isMissingNode() && !values.isArray()) {
            throw malformed(name, "is not a list");
        }
        List<T> list = new ArrayList<>();
        values.forEach(value -> list.add(element.apply(value)));
        return list;
    }

    private static Map<String, String> map(JsonNode json, String name) {
        JsonNode values = json.path(name);
        if (!values.isMissingNode() && !values.isObject()) {
            throw malformed(name, "is not an object");
        }
        Map<String, String> map = new TreeMap<>();
        values.fieldNames().forEachRemaining(key -> map.put(key, required(values, key)));
        return map;
    }

    private static IllegalArgumentException malformed(String name, String problem) {
        return new IllegalArgumentException("A stored user cannot be read: member " + name + " " + problem);
    }
}
