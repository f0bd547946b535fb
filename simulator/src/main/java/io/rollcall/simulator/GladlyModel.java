package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gladly's agents, teams and inboxes. Agents are never deleted by the API; the admin side can. */
final class GladlyModel implements VendorModel {

    static final String TEAMS = "teams";
    static final String INBOXES = "inboxes";
    static final Set<String> ROLES = Set.of("AGENT", "TEAM_LEAD", "ADMIN", "ANALYST", "TASK");
    static final Set<String> WRITABLE = Set.of(
            "emailAddress",
            "name",
            "role",
            "agentProfile",
            "inboxes",
            "teams",
            "active",
            "phoneNumber",
            "externalId",
            "language");
    private static final List<String> TEAM_IDS = List.of("team_1", "team_2", "team_3");
    private static final List<String> INBOX_IDS = List.of("inbox_1", "inbox_2", "inbox_3");

    private final Settings settings;

    GladlyModel(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void furnish(Tables tables) {
        List<String> teams = List.of("Tier 1 Support", "Tier 2 Support", "Retention");
        List<String> inboxes = List.of("General Support", "Returns", "VIP");
        List<String> channels = List.of("EMAIL", "CHAT", "VOICE");
        for (int i = 0; i < TEAM_IDS.size(); i++) {
            String team = TEAM_IDS.get(i);
            String inbox = INBOX_IDS.get(i);
            tables.put(TEAMS, team, Json.object().put("id", team).put("name", teams.get(i)));
            tables.put(
                    INBOXES,
                    inbox,
                    Json.object().put("id", inbox).put("name", inboxes.get(i)).put("channelType", channels.get(i)));
        }
    }

    @Override
    public ObjectNode draft(Person person) {
        String role =
                person.every(13) ? "ADMIN" : person.every(7) ? "TEAM_LEAD" : person.every(17) ? "ANALYST" : "AGENT";
        ObjectNode draft = Json.object()
                .put("emailAddress", person.email())
                .put("name", person.name())
                .put("role", role)
                .put("active", !person.every(11))
                .put("externalId", "E" + (10_000 + person.number()))
                .put("language", person.every(5) ? "de-DE" : "en-US");
        draft.set("inboxes", VendorModel.pick(person, INBOX_IDS, 3));
        return draft.set("teams", VendorModel.pick(person, TEAM_IDS, 6));
    }

    @Override
    public ObjectNode born(Directory directory, ObjectNode attributes, Instant now) {
        ObjectNode user = Json.object()
                .put("id", String.format("agt_%05d", directory.next(Tables.USERS)))
                .put("emailAddress", "")
                .put("name", "")
                .put("role", "AGENT")
                .put("active", true)
                .put("agentStatus", "OFFLINE")
                .put("createdAt", now.toString())
                .put("updatedAt", now.toString());
        user.set("inboxes", Json.array());
        user.set("teams", Json.array());
        return user.setAll(attributes);
    }

    @Override
    public ObjectNode touched(ObjectNode user, Instant now) {
        return user.deepCopy().put("updatedAt", now.toString());
    }

    @Override
    public ObjectNode shown(Tables tables, ObjectNode user) {
        return user.deepCopy();
    }

    @Override
    public ObjectNode shown(Tables tables, String table, ObjectNode row) {
        // In the public shape the members are on the team, and agents name no teams.
        return table.equals(TEAMS) && settings.is(Setting.SHAPE, "bare")
                ? row.deepCopy().set("agentIds", VendorModel.members(tables, "teams", Json.text(row, "id")))
                : row.deepCopy();
    }

    @Override
    public Map<String, String> memberships() {
        return Map.of(TEAMS, "teams", INBOXES, "inboxes");
    }

    @Override
    public JsonNode newId(Directory directory, String table) {
        return TextNode.valueOf((table.equals(TEAMS) ? "team_" : "inbox_") + (100 + directory.next(table)));
    }
}
