package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes of a vendor's user object that nobody has taken yet. */
final class JsonFields {
    /** One user must fit into a Kafka record and many into one source offset; no honest one is near this. */
    static final int MAX_CHARS = 128 * 1024;

    private final Map<String, JsonNode> fields = new TreeMap<>();

    private JsonFields() {}

    /** @throws UnreadableUserException if they are absurdly large */
    static JsonFields of(JsonNode user) throws UnreadableUserException {
        JsonFields taken = new JsonFields();
        int total = 0;
        int most = 0;
        String largest = "";
        for (Map.Entry<String, JsonNode> field : user.properties()) {
            taken.put(field.getKey(), field.getValue());
            int size = field.getKey().length() + field.getValue().toString().length();
            total += size;
            if (size > most) {
                most = size;
                largest = field.getKey();
            }
        }
        if (total > MAX_CHARS) {
            String name = largest.substring(0, Math.min(64, largest.length())).replaceAll("[^\\w.:-]", "?");
            throw new UnreadableUserException(
                    "user larger than " + MAX_CHARS + " characters, mostly attribute " + name);
        }
        return taken;
    }

    @Nullable
    JsonNode peek(String name) {
        return fields.get(name);
    }

    /** Takes an attribute under the first of its names that is there. */
    @Nullable
    JsonNode take(String... names) {
        for (String name : names) {
            JsonNode value = fields.remove(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    void drop(String... names) {
        for (String name : names) {
            fields.remove(name);
        }
    }

    void put(String name, JsonNode value) {
        fields.put(name, value);
    }

    /**
     * Takes an attribute under the first of its names that is there, if it can be read; otherwise it stays.
     *
     * @param reading null for a value that it does not understand
     * @param keep given the value; not called for null and blank, which are understood as nothing
     * @return whether the attribute was there and understood
     */
    <T> boolean read(Function<JsonNode, @Nullable T> reading, Consumer<T> keep, String... names) {
        for (String name : names) {
            JsonNode value = fields.get(name);
            if (value == null) {
                continue;
            }
            T understood = reading.apply(value);
            if (understood == null && !isNothing(value)) {
                return false;
            }
            fields.remove(name);
            if (understood != null) {
                keep.accept(understood);
            }
            return true;
        }
        return false;
    }

    /** Reads an array whose every element can be read. */
    static <T> Function<JsonNode, @Nullable List<T>> list(Function<JsonNode, @Nullable T> element) {
        return array -> {
            if (!array.isArray()) {
                return null;
            }
            List<T> list = new ArrayList<>(array.size());
            for (JsonNode item : array) {
                T understood = element.apply(item);
                if (understood == null) {
                    return null;
                }
                list.add(understood);
            }
            return list;
        };
    }

    /** Reads one word, or an array of words. */
    static @Nullable List<String> words(JsonNode value) {
        String word = Json.text(value);
        return word == null ? list(Json::text).apply(value) : List.of(word);
    }

    /** Reads a text with semicolons between its words. */
    static @Nullable List<String> parts(JsonNode value) {
        String text = Json.text(value);
        return text == null
                ? null
                : Stream.of(text.split(";", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    /** What is left, as JSON text under {@code <vendor>:<attribute>}. */
    Map<String, String> extensions(String vendor) {
        Map<String, String> extensions = new TreeMap<>();
        fields.forEach((name, value) -> extensions.put(vendor + ":" + name, Json.canonical(value)));
        return extensions;
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || (value.isTextual() && value.textValue().isBlank());
    }
}
