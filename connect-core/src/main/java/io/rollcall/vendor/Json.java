package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading JSON whose types a vendor does not keep to. Never throws. */
public final class Json {

    private Json() {}

    /** The text of a string, number or boolean; null when it is anything else, or blank. */
    public static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || !value.isValueNode() || value.isNull() || value.isMissingNode()) {
            return null;
        }
        String text = value.asText();
        return text.isBlank() ? null : text;
    }

    /** The id of an item; null when it has none. Integers count, 0 included. */
    public static @Nullable String id(JsonNode item) {
        JsonNode id = item.get("id");
        return id == null || id.isBoolean() ? null : text(id);
    }

    /** The id that an element of a list of ids stands for, where vendors may put objects with an id instead. */
    public static @Nullable String member(JsonNode element) {
        return element.isObject() ? id(element) : text(element);
    }

    /** A boolean, also one in quotes; null for anything else. */
    public static @Nullable Boolean flag(@Nullable JsonNode value) {
        if (value != null && value.isBoolean()) {
            return value.booleanValue();
        }
        if (value != null && value.isTextual() && value.textValue().matches("(?i)true|false")) {
            return Boolean.valueOf(value.textValue());
        }
        return null;
    }

    /** A whole number, also one in quotes; -1 when it is absent or anything else. */
    public static long count(JsonNode value) {
        boolean whole = value.isTextual() || (value.isIntegralNumber() && value.canConvertToLong());
        return whole ? Math.max(-1, value.asLong(-1)) : -1;
    }

    /** The first of several places, as JSON pointers, that holds an array; null when none does. */
    public static @Nullable JsonNode array(JsonNode body, String... pointers) {
        for (String pointer : pointers) {
            JsonNode value = body.at(pointer);
            if (value.isArray()) {
                return value;
            }
        }
        return null;
    }

    /** JSON text that is the same for equal values: the members of objects sorted by name, arrays in their own order. */
    public static String canonical(JsonNode value) {
        return sorted(value).toString();
    }

    private static JsonNode sorted(JsonNode value) {
        if (value.isObject()) {
            List<String> names = new ArrayList<>();
            value.fieldNames().forEachRemaining(names::add);
            Collections.sort(names);
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (String name : names) {
                object.set(name, sorted(value.path(name)));
            }
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return value;
    }
}
