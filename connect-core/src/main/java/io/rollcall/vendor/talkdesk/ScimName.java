package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A name in the two parts that Talkdesk requires, where commands have one: up to the first blank, and the rest. A name of one
 * word is both.
 */
record ScimName(String given, String family) {

    static ScimName of(String displayName) {
        String[] parts = displayName.strip().split("\\s+", 2);
        return new ScimName(parts[0], parts.length == 2 ? parts[1] : parts[0]);
    }

    /** Gives a user this name. */
    void put(ObjectNode user) {
        user.putObject("name").put("givenName", given).put("familyName", family);
    }

    /** Whether SCIM's {@code name} is this one. */
    boolean isShownBy(JsonNode name) {
        return given.equals(name.path("givenName").asText())
                && family.equals(name.path("familyName").asText());
    }
}
