package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A PatchOp of RFC 7644, 3.5.2, in the making. */
final class ScimPatch {
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final ArrayNode operations;

    ScimPatch() {
        body.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:PatchOp");
        operations = body.putArray("Operations");
    }

    ScimPatch replace(String path, String value) {
        return replace(path, JsonNodeFactory.instance.textNode(value));
    }

    ScimPatch replace(String path, JsonNode value) {
        operation("replace", path).set("value", value);
        return this;
    }

    ScimPatch remove(String path) {
        operation("remove", path);
        return this;
    }

    boolean isEmpty() {
        return operations.isEmpty();
    }

    JsonNode body() {
        return body;
    }

    /** One more member of a group. */
    static ScimPatch joining(String userId) {
        ScimPatch patch = new ScimPatch();
        patch.operation("add", "members").putArray("value").addObject().put("value", userId);
        return patch;
    }

    /** One member of a group less. */
    static ScimPatch leaving(String userId) {
        return new ScimPatch().remove("members[" + equal("value", userId) + "]");
    }

    /** A filter of RFC 7644, 3.4.2.2: the value is a JSON string. */
    static String equal(String attribute, String value) {
        return attribute + " eq " + JsonNodeFactory.instance.textNode(value);
    }

    private ObjectNode operation(String op, String path) {
        return operations.addObject().put("op", op).put("path", path);
    }
}
