package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** LiveChat's group actions. */
final class LiveChatGroups {

    private final VendorContext context;

    LiveChatGroups(VendorContext context) {
        this.context = context;
    }

    Answer answer(String action, ObjectNode body, Call call, SimulatedAccount account) {
        return switch (action) {
            case "list_groups" -> list(body, call, account);
            case "get_group" -> Answer.ok(projected(known(account.visible(), body), body, account));
            case "create_group" -> create(body, account);
            case "update_group" -> update(body, account);
            default -> delete(body, account);
        };
    }

    private Answer list(ObjectNode body, Call call, SimulatedAccount account) {
        Listing listing = Listing.of(call, account.visible().rows(LiveChatModel.GROUPS), any -> true);
        return LiveChatAgents.paged(
                context.settings(), body, listing, "groups", group -> projected(group, body, account));
    }

    private ObjectNode projected(ObjectNode group, ObjectNode body, SimulatedAccount account) {
        ObjectNode shown = account.model().shown(account.visible(), LiveChatModel.GROUPS, group);
        if (!context.settings().on(Setting.FIELDS_GATED)) {
            return shown;
        }
        Set<String> fields = new LinkedHashSet<>(Set.of("id", "name", "language_code"));
        fields.addAll(Json.strings(body.path("fields")));
        return Json.pick(shown, fields);
    }

    private Answer create(ObjectNode body, SimulatedAccount account) {
        String name = Json.text(body, "name");
        if (name.isEmpty() || name.length() > 180) {
            return LiveChatFake.refusal(400, "validation", "name is required, at most 180 characters");
        }
        checkAgents(body, account);
        ObjectNode group = LiveChatModel.group(name);
        JsonNode id = account.put(LiveChatModel.GROUPS, group).path("id");
        applyPriorities(id.asText(), body, account);
        ObjectNode answer = Json.object().set("id", id);
        return Answer.ok(context.settings().is(Setting.SHAPE, "spec") ? answer.put("name", name) : answer);
    }

    /** Agents named in the map get that priority; whether others keep theirs is a setting. */
    private Answer update(ObjectNode body, SimulatedAccount account) {
        ObjectNode group = known(account.truth(), body);
        checkAgents(body, account);
        String id = group.path("id").asText();
        account.touch(LiveChatModel.GROUPS, id);
        if (body.has("name")) {
            account.put(LiveChatModel.GROUPS, group.deepCopy().put("name", Json.text(body, "name")));
        }
        if (body.has("agent_priorities") && context.settings().is(Setting.UPDATE_GROUP, "replace")) {
            for (ObjectNode user : account.truth().nodes(Tables.USERS)) {
                account.replace(LiveChatModel.withPriority(user, id, ""));
            }
        }
        applyPriorities(id, body, account);
        return done();
    }

    private Answer delete(ObjectNode body, SimulatedAccount account) {
        String id = known(account.truth(), body).path("id").asText();
        if (id.equals("0")) {
            return LiveChatFake.refusal(403, "not_allowed", "The General group cannot be deleted");
        }
        account.remove(LiveChatModel.GROUPS, id);
        return done();
    }

    private Answer done() {
        return context.settings().on(Setting.EMPTY_BODIES) ? Answer.empty(200) : Answer.ok(Json.object());
    }

    private static void applyPriorities(String id, ObjectNode body, SimulatedAccount account) {
        body.path("agent_priorities").properties().forEach(entry -> {
            ObjectNode user = account.truth().find(Tables.USERS, entry.getKey()).orElseThrow();
            account.replace(
                    LiveChatModel.withPriority(user, id, entry.getValue().asText()));
        });
    }

    private static void checkAgents(ObjectNode body, SimulatedAccount account) {
        body.path("agent_priorities").properties().forEach(entry -> {
            if (!account.truth().has(Tables.USERS, entry.getKey())) {
                throw new Refused(LiveChatFake.refusal(404, "not_found", "Agent not found"));
            }
            if (!LiveChatModel.PRIORITIES.contains(entry.getValue().asText())) {
                throw new Refused(LiveChatFake.refusal(400, "validation", "Unknown priority"));
            }
        });
    }

    private static ObjectNode known(Tables tables, ObjectNode body) {
        JsonNode id = body.path("id");
        if (!id.isInt()) {
            throw new Refused(LiveChatFake.refusal(400, "validation", "id is an integer"));
        }
        return tables.find(LiveChatModel.GROUPS, id.asText())
                .orElseThrow(() -> new Refused(LiveChatFake.refusal(404, "group_not_found", "Group not found")));
    }
}
