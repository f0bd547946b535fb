package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of RFC 7644's PATCH that identity providers use: simple, dotted and extension paths, and members by value. */
final class ScimPatch {

    private static final Pattern BY_VALUE = Pattern.compile("(\\w+)\\[value eq \"([^\"]*)\"]");

    private ScimPatch() {}

    static ObjectNode applied(ObjectNode resource, ObjectNode request) {
        boolean patch = Json.strings(request.path("schemas")).contains(Scim.PATCH);
        JsonNode operations = request.path("Operations");
        if (!patch || !operations.isArray() || operations.isEmpty()) {
            throw invalid("invalidSyntax", "a PatchOp with Operations is expected");
        }
        ObjectNode result = resource.deepCopy();
        for (JsonNode operation : operations) {
            apply(result, operation);
        }
        return result;
    }

    private static void apply(ObjectNode resource, JsonNode operation) {
        // Entra ID capitalises the operation.
        String op = operation.path("op").asText().toLowerCase(Locale.ROOT);
        String path = operation.path("path").asText("");
        JsonNode value = operation.path("value");
        if (op.equals("remove")) {
            remove(resource, path, value);
        } else if (!op.equals("add") && !op.equals("replace")) {
            throw invalid("invalidSyntax", "unknown op");
        } else if (path.isEmpty()) {
            value.properties().forEach(field -> set(resource, field.getKey(), field.getValue(), op.equals("add")));
        } else {
            set(resource, path, value, op.equals("add"));
        }
    }

    private static void set(ObjectNode resource, String path, JsonNode value, boolean adding) {
        ObjectNode parent = parent(resource, path);
        String field = leaf(path);
        if (adding && parent.get(field) instanceof ArrayNode present && value.isArray()) {
            value.forEach(item -> addOnce(present, item));
        } else if (parent.get(field) instanceof ObjectNode present && value instanceof ObjectNode object) {
            present.setAll(object);
        } else {
            parent.set(field, value);
        }
    }

    private static void addOnce(ArrayNode members, JsonNode item) {
        for (JsonNode member : members) {
            if (member.path("value").equals(item.path("value"))) {
                return;
            }
        }
        members.add(item);
    }

    private static void remove(ObjectNode resource, String path, JsonNode value) {
        Matcher byValue = BY_VALUE.matcher(path);
        if (byValue.matches()) {
            removeValue(resource.path(byValue.group(1)), byValue.group(2));
        } else if (path.equals("members") && value.isArray()) {
            value.forEach(member ->
                    removeValue(resource.path("members"), member.path("value").asText()));
        } else if (path.isEmpty()) {
            throw invalid("invalidPath", "remove needs a path");
        } else {
            parent(resource, path).remove(leaf(path));
        }
    }

    private static void removeValue(JsonNode array, String value) {
        for (Iterator<JsonNode> items = array.elements(); items.hasNext(); ) {
            if (items.next().path("value").asText().equals(value)) {
                items.remove();
            }
        }
    }

    private static ObjectNode parent(ObjectNode resource, String path) {
        if (path.startsWith(Scim.EXTENSION + ":")) {
            return resource.withObjectProperty(Scim.EXTENSION);
        }
        return path.startsWith("name.") ? resource.withObjectProperty("name") : resource;
    }

    private static String leaf(String path) {
        if (path.startsWith(Scim.EXTENSION + ":")) {
            return path.substring(Scim.EXTENSION.length() + 1);
        }
        return path.startsWith("name.") ? path.substring("name.".length()) : path;
    }

    private static Refused invalid(String scimType, String detail) {
        return new Refused(TalkdeskScimFake.refusal(400, scimType, detail));
    }
}
