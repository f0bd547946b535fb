package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * LiveChat's agents and groups. An agent's id is its address; {@code account_id} stays through a rename. Group ids are integers from 0.
 * Membership is kept on the agent and shown on the group as {@code agent_priorities}.
 */
final class LiveChatModel implements VendorModel {

    static final String GROUPS = "groups";
    static final Set<String> BASE_FIELDS = Set.of("id", "account_id", "name", "avatar", "role", "login_status");
    static final Set<String> WRITABLE = Set.of(
            "name",
            "role",
            "avatar_path",
            "job_title",
            "mobile",
            "max_chats_count",
            "groups",
            "notifications",
            "work_scheduler",
            "email_subscriptions");
    static final Set<String> PRIORITIES = Set.of("first", "last", "normal", "supervisor");
    private static final Set<String> ADMINISTRATORS = Set.of("owner", "viceowner", "administrator");

    private final Settings settings;

    LiveChatModel(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void furnish(Tables tables) {
        List<String> names = List.of("General", "Sales", "Support");
        for (int id = 0; id < names.size(); id++) {
            tables.put(GROUPS, String.valueOf(id), group(names.get(id)).put("id", id));
        }
    }

    static ObjectNode group(String name) {
        return Json.object().put("name", name).put("language_code", "en").put("routing_status", "offline");
    }

    @Override
    public ObjectNode draft(Person person) {
        ObjectNode draft = Json.object()
                .put("id", person.email())
                .put("name", person.name())
                .put("role", person.number() % 15 == 0 ? "administrator" : "agent")
                .put("job_title", person.every(4) ? "Shift Lead" : "Support Agent")
                .put("max_chats_count", 3 + person.number() % 5)
                .put("suspended", person.every(11))
                .put("awaiting_approval", person.every(12));
        ArrayNode groups = draft.putArray("groups");
        groups.add(membership("0", "normal"));
        if (person.every(2)) {
            groups.add(membership(person.every(4) ? "1" : "2", person.every(8) ? "first" : "normal"));
        }
        return draft;
    }

    static ObjectNode membership(String group, String priority) {
        return Json.object().put("id", Integer.parseInt(group)).put("priority", priority);
    }

    @Override
    public ObjectNode born(Directory directory, ObjectNode attributes, Instant now) {
        String email = Json.text(attributes, "id");
        if (email.isEmpty()) {
            throw new IllegalArgumentException("an agent's id is its address");
        }
        String series = "livechat-account-" + directory.next(Tables.USERS);
        ObjectNode user = Json.object()
                .put("id", email)
                .put(
                        "account_id",
                        UUID.nameUUIDFromBytes(series.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("name", "")
                .put("role", "agent")
                .put("avatar", "https://cdn.example.com/avatars/default.png")
                .put("login_status", "not accepting chats")
                .put("routing_status", "not_accepting_chats")
                .put("job_title", "")
                .put("mobile", "")
                .put("max_chats_count", 6)
                .put("awaiting_approval", false)
                .put("suspended", false);
        user.set("groups", Json.array());
        user.set("notifications", Json.object().put("new_visitor", true));
        return user.setAll(attributes);
    }

    @Override
    public ObjectNode touched(ObjectNode user, Instant now) {
        return user;
    }

    @Override
    public ObjectNode shown(Tables tables, ObjectNode user) {
        ObjectNode shown = user.deepCopy();
        if (settings.is(Setting.ROLE_DIALECT, "vendor")
                && Json.text(user, "role").equals("agent")) {
            shown.put("role", "normal");
        }
        return shown;
    }

    @Override
    public ObjectNode shown(Tables tables, String table, ObjectNode row) {
        ObjectNode shown = row.deepCopy();
        ObjectNode priorities = shown.putObject("agent_priorities");
        for (ObjectNode user : tables.nodes(Tables.USERS)) {
            for (JsonNode group : user.path("groups")) {
                if (group.path("id").equals(row.path("id"))) {
                    priorities.put(Json.text(user, "id"), group.path("priority").asText());
                }
            }
        }
        return shown;
    }

    @Override
    public Map<String, String> memberships() {
        return Map.of(GROUPS, "groups");
    }

    @Override
    public JsonNode newId(Directory directory, String table) {
        return IntNode.valueOf(10 + directory.next(table));
    }

    @Override
    public ObjectNode withMembership(ObjectNode user, String table, String id, boolean member) {
        return withPriority(user, id, member ? "normal" : "");
    }

    /** The agent with this priority in the group; an empty priority ends the membership. */
    static ObjectNode withPriority(ObjectNode user, String groupId, String priority) {
        ArrayNode groups = Json.array();
        boolean found = false;
        for (JsonNode group : user.path("groups")) {
            if (!group.path("id").asText().equals(groupId)) {
                groups.add(group);
            } else if (!priority.isEmpty()) {
                groups.add(membership(groupId, priority));
                found = true;
            }
        }
        if (!found && !priority.isEmpty()) {
            groups.add(membership(groupId, priority));
        }
        return user.deepCopy().set("groups", groups);
    }

    static boolean administers(ObjectNode user) {
        return ADMINISTRATORS.contains(Json.text(user, "role"));
    }
}
