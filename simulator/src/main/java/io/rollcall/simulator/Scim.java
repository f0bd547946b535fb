package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Talkdesk's users and teams as SCIM resources, and back. */
final class Scim {

    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    static final String EXTENSION = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";
    static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
    static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private Scim() {}

    static ObjectNode user(Tables tables, ObjectNode row) {
        ObjectNode user = Json.object();
        user.putArray("schemas").add(USER).add(EXTENSION);
        user.put("id", Json.text(row, "id"));
        if (row.has(TalkdeskModel.EXTERNAL_ID)) {
            user.set("externalId", row.get(TalkdeskModel.EXTERNAL_ID));
        }
        user.put("userName", Json.text(row, "email"));
        String name = Json.text(row, "name");
        int space = name.indexOf(' ');
        user.putObject("name")
                .put("givenName", space < 0 ? name : name.substring(0, space))
                .put("familyName", space < 0 ? "" : name.substring(space + 1));
        user.put("active", TalkdeskModel.active(row));
        user.putObject("meta")
                .put("resourceType", "User")
                .put("created", Json.text(row, "created_at"))
                .put("lastModified", Json.text(row, "updated_at"))
                .put("location", "/scim/v2/Users/" + Json.text(row, "id"));
        List<String> teams = Json.strings(row.path("teams")).stream()
                .map(id -> TalkdeskModel.nameOf(tables, TalkdeskModel.TEAMS, id))
                .toList();
        user.putObject(EXTENSION)
                .put("rolesString", TalkdeskModel.nameOf(tables, TalkdeskModel.ROLES, Json.text(row, "role")))
                .put("teamsString", String.join(";", teams));
        return user;
    }

    /** The row that a whole SCIM user stands for; what SCIM cannot say stays as in {@code row}. */
    static ObjectNode row(Tables tables, ObjectNode row, ObjectNode user) {
        ObjectNode result = row.deepCopy();
        JsonNode name = user.path("name");
        String full = name.path("givenName").asText("") + " "
                + name.path("familyName").asText("");
        result.put("email", Json.text(user, "userName"))
                .put("name", full.strip())
                .put("status", truth(user.path("active"), true) ? "active" : "inactive");
        if (user.has("externalId")) {
            result.set(TalkdeskModel.EXTERNAL_ID, user.get("externalId"));
        } else {
            result.remove(TalkdeskModel.EXTERNAL_ID);
        }
        JsonNode extension = user.path(EXTENSION);
        if (extension.has("rolesString")) {
            TalkdeskModel.named(
                            tables,
                            TalkdeskModel.ROLES,
                            extension.path("rolesString").asText())
                    .ifPresent(id -> result.put("role", id));
        }
        if (extension.has("teamsString")) {
            ArrayNode teams = Json.array();
            for (String team : extension.path("teamsString").asText().split(";", -1)) {
                TalkdeskModel.named(tables, TalkdeskModel.TEAMS, team.strip()).ifPresent(teams::add);
            }
            result.set("teams", teams);
        }
        return result;
    }

    /** A boolean, which some identity providers send as the text "True" or "False". */
    static boolean truth(JsonNode value, boolean absent) {
        boolean given = !value.isMissingNode() && !value.isNull();
        return given ? value.asText().equalsIgnoreCase("true") : absent;
    }

    static ObjectNode group(Tables tables, ObjectNode team) {
        String id = Json.text(team, "id");
        ObjectNode group = Json.object();
        group.putArray("schemas").add(GROUP);
        group.put("id", id).put("displayName", Json.text(team, "name"));
        ArrayNode members = group.putArray("members");
        for (JsonNode member : VendorModel.members(tables, "teams", id)) {
            tables.find(Tables.USERS, member.asText())
                    .ifPresent(user ->
                            members.addObject().put("value", member.asText()).put("display", Json.text(user, "email")));
        }
        group.putObject("meta").put("resourceType", "Group").put("location", "/scim/v2/Groups/" + id);
        return group;
    }

    static List<String> memberIds(JsonNode members) {
        List<String> ids = new ArrayList<>();
        members.forEach(member -> ids.add(member.path("value").asText()));
        return ids;
    }

    /** A filter of the one form that is supported: an attribute equals a value. */
    record Equal(String attribute, String value) {

        static Optional<Equal> parse(String filter) {
            String[] parts = filter.strip().split("\\s+", 3);
            if (parts.length != 3 || !parts[1].equalsIgnoreCase("eq")) {
                return Optional.empty();
            }
            String value = parts[2];
            if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
                value = value.substring(1, value.length() - 1)
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\");
            }
            return Optional.of(new Equal(parts[0], value));
        }

        boolean matches(ObjectNode resource) {
            for (var field : resource.properties()) {
                if (field.getKey().equalsIgnoreCase(attribute)) {
                    return field.getValue().asText().equalsIgnoreCase(value);
                }
            }
            return false;
        }
    }
}
