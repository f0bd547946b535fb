package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Talkdesk's users, roles, teams and ring groups. A user keeps the id of its role; reads show what the setting says. */
final class TalkdeskModel implements VendorModel {

    static final String ROLES = "roles";
    static final String TEAMS = "teams";
    static final String RING_GROUPS = "ring_groups";
    /** Known to SCIM only; never shown by the REST API. */
    static final String EXTERNAL_ID = "_external_id";

    static final Set<String> WRITABLE =
            Set.of("name", "email", "role", "status", "extension", "ring_groups", "teams", "time_zone", "language");
    private static final List<String> ROLE_IDS = List.of("role-1", "role-2", "role-3");
    private static final List<String> TEAM_IDS = List.of("team-1", "team-2", "team-3");
    private static final List<String> RING_IDS = List.of("ring-1", "ring-2");

    private final Settings settings;

    TalkdeskModel(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void furnish(Tables tables) {
        fill(tables, ROLES, ROLE_IDS, List.of("agent", "supervisor", "admin"));
        fill(tables, TEAMS, TEAM_IDS, List.of("Support Team A", "Support Team B", "Billing"));
        fill(tables, RING_GROUPS, RING_IDS, List.of("Inbound", "Overflow"));
    }

    private static void fill(Tables tables, String table, List<String> ids, List<String> names) {
        for (int i = 0; i < ids.size(); i++) {
            tables.put(table, ids.get(i), Json.object().put("id", ids.get(i)).put("name", names.get(i)));
        }
    }

    @Override
    public ObjectNode draft(Person person) {
        String role = person.every(14) ? "role-3" : person.every(6) ? "role-2" : "role-1";
        ObjectNode draft = Json.object()
                .put("name", person.name())
                .put("email", person.email())
                .put("role", role)
                .put("status", person.every(11) ? "inactive" : "active")
                .put("extension", String.valueOf(4000 + person.number()))
                .put("time_zone", person.every(5) ? "Europe/Berlin" : "America/New_York");
        draft.set("teams", VendorModel.pick(person, TEAM_IDS, 5));
        return draft.set("ring_groups", VendorModel.pick(person, RING_IDS, 7));
    }

    @Override
    public ObjectNode born(Directory directory, ObjectNode attributes, Instant now) {
        String series = "talkdesk-user-" + directory.next(Tables.USERS);
        ObjectNode user = Json.object()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(series.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("name", "")
                .put("email", "")
                .put("role", ROLE_IDS.get(0))
                .put("status", "active")
                .put("extension", "")
                .put("time_zone", "Etc/UTC")
                .put("language", "en-US")
                .put("created_at", now.toString())
                .put("updated_at", now.toString());
        user.set("teams", Json.array());
        user.set("ring_groups", Json.array());
        user.setAll(attributes);
        return withRoleId(directory.truth(), user);
    }

    /** The user with its role as an id, when it was given by name; an unknown role stays as it is. */
    static ObjectNode withRoleId(Tables tables, ObjectNode user) {
        named(tables, ROLES, Json.text(user, "role")).ifPresent(id -> user.put("role", id));
        return user;
    }

    /** The id of the row that has this id or, ignoring case, this name. */
    static Optional<String> named(Tables tables, String table, String idOrName) {
        if (tables.has(table, idOrName)) {
            return Optional.of(idOrName);
        }
        return tables.nodes(table).stream()
                .filter(row -> Json.sameText(row, "name", idOrName))
                .map(row -> Json.text(row, "id"))
                .findFirst();
    }

    static String nameOf(Tables tables, String table, String id) {
        return tables.find(table, id).map(row -> Json.text(row, "name")).orElse(id);
    }

    static Optional<ObjectNode> withEmail(Tables tables, String email) {
        return tables.nodes(Tables.USERS).stream()
                .filter(user -> Json.sameText(user, "email", email))
                .findFirst();
    }

    @Override
    public ObjectNode touched(ObjectNode user, Instant now) {
        return user.deepCopy().put("updated_at", now.toString());
    }

    @Override
    public ObjectNode shown(Tables tables, ObjectNode user) {
        ObjectNode shown = user.deepCopy();
        shown.remove(EXTERNAL_ID);
        if (settings.is(Setting.ROLE_AS, "name")) {
            shown.put("role", nameOf(tables, ROLES, Json.text(user, "role")));
        }
        if (settings.on(Setting.ACTIVE_BOOLEAN)) {
            shown.put("active", active(user)).remove("status");
        }
        return shown;
    }

    static boolean active(ObjectNode user) {
        return Json.text(user, "status").equals("active");
    }

    @Override
    public ObjectNode shown(Tables tables, String table, ObjectNode row) {
        return row.deepCopy();
    }

    @Override
    public Map<String, String> memberships() {
        return Map.of(TEAMS, "teams", RING_GROUPS, "ring_groups");
    }

    @Override
    public JsonNode newId(Directory directory, String table) {
        String prefix = Map.of(ROLES, "role-", TEAMS, "team-").getOrDefault(table, "ring-");
        return TextNode.valueOf(prefix + (100 + directory.next(table)));
    }
}
