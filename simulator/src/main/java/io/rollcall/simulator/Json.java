package io.rollcall.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The simulator's own JSON; WireMock's relocated Jackson stays inside WireMock. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode object(Map<String, ?> fields) {
        return MAPPER.valueToTree(fields);
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ArrayNode array(Collection<? extends JsonNode> items) {
        return MAPPER.createArrayNode().addAll(items);
    }

    static ArrayNode texts(Collection<String> items) {
        ArrayNode array = array();
        items.forEach(array::add);
        return array;
    }

    static JsonNode tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Parses an object; anything else is a caller's error. */
    static ObjectNode parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("a JSON object is expected");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("malformed JSON: " + e.getOriginalMessage(), e);
        }
    }

    static String text(ObjectNode object, String field) {
        return object.path(field).asText("");
    }

    static boolean sameText(ObjectNode object, String field, String wanted) {
        return text(object, field).equalsIgnoreCase(wanted);
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asText()));
        return strings;
    }

    static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    /** The named fields of {@code source}, in the source's order; those it lacks stay absent. */
    static ObjectNode pick(ObjectNode source, Set<String> fields) {
        return source.deepCopy().retain(fields);
    }

    /** Shallow merge: a JSON null removes the field, anything else replaces it. */
    static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        ObjectNode result = target.deepCopy();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                result.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        return result;
    }
}
