package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** LiveChat's agent actions. */
final class LiveChatAgents {

    private static final int PAGE = 1000;

    private final VendorContext context;

    LiveChatAgents(VendorContext context) {
        this.context = context;
    }

    Answer answer(String action, ObjectNode body, Call call, SimulatedAccount account) {
        return switch (action) {
            case "list_users" -> list(body, call, account);
            case "get_user" -> Answer.ok(projected(visible(body, account), body, account));
            case "create_user" -> create(body, account);
            case "update_user" -> update(body, account);
            case "delete_user" -> delete(body, account);
            case "approve_user" -> flag(body, account, "awaiting_approval", false);
            case "suspend_user" -> flag(body, account, "suspended", true);
            default -> flag(body, account, "suspended", false);
        };
    }

    private Answer list(ObjectNode body, Call call, SimulatedAccount account) {
        JsonNode filters = body.path("filters");
        Set<String> groups = new LinkedHashSet<>(Json.strings(filters.path("group_ids")));
        Listing listing = Listing.of(
                call,
                account.visible().rows(Tables.USERS),
                user -> (groups.isEmpty() || inAny(user, groups))
                        && (!filters.has("suspended")
                                || filters.path("suspended").equals(user.path("suspended"))));
        return paged(context.settings(), body, listing, "agents", user -> {
            ObjectNode shown = projected(user, body, account);
            return context.settings().projected(shown, Setting.LIST_FIELDS);
        });
    }

    /** Answers a listing by cursor in the specification's envelope, or whole as the bare array of the public documentation. */
    static Answer paged(
            Settings settings,
            ObjectNode body,
            Listing listing,
            String envelope,
            Function<ObjectNode, ObjectNode> view) {
        if (settings.is(Setting.SHAPE, "bare")) {
            return Answer.ok(Json.array(
                    listing.slice(0, Integer.MAX_VALUE).stream().map(view).toList()));
        }
        Listing.Page page;
        try {
            page = listing.after(
                    body.path("page_id").asText(""),
                    settings.pageSize(body.path("limit").asInt(0), PAGE, PAGE));
        } catch (IllegalArgumentException e) {
            return LiveChatFake.refusal(400, "validation", "Invalid page_id");
        }
        ObjectNode answer = Json.object();
        answer.set(envelope, Json.array(page.items().stream().map(view).toList()));
        if (page.next() != null) {
            answer.put("next_page_id", page.next());
        } else if (settings.is(Setting.LAST_CURSOR, "null")) {
            answer.putNull("next_page_id");
        } else if (settings.is(Setting.LAST_CURSOR, "empty")) {
            answer.put("next_page_id", "");
        }
        return Answer.ok(answer);
    }

    private ObjectNode projected(ObjectNode user, ObjectNode body, SimulatedAccount account) {
        ObjectNode shown = account.shown(user);
        if (!context.settings().on(Setting.FIELDS_GATED)) {
            return shown;
        }
        Set<String> fields = new LinkedHashSet<>(LiveChatModel.BASE_FIELDS);
        fields.addAll(Json.strings(body.path("fields")));
        return Json.pick(shown, fields);
    }

    private Answer create(ObjectNode body, SimulatedAccount account) {
        for (String required : List.of("id", "name")) {
            if (Json.text(body, required).isEmpty()) {
                return LiveChatFake.refusal(400, "validation", required + " is required");
            }
        }
        String id = Json.text(body, "id");
        // A deletion that has not spread yet still occupies the address.
        if (account.truth().has(Tables.USERS, id) || account.visible().has(Tables.USERS, id)) {
            return LiveChatFake.refusal(409, "already_exists", "Agent already exists");
        }
        int seats = context.settings().number(Setting.SEATS);
        if (seats > 0 && account.truth().rows(Tables.USERS).size() >= seats) {
            return LiveChatFake.refusal(403, "limit_reached", "Agent limit reached");
        }
        ObjectNode attributes = checked(body, account);
        account.create(attributes.put("awaiting_approval", true), Integer.MAX_VALUE);
        context.stats().mailed();
        ObjectNode answer = Json.object().put("id", id);
        if (context.settings().is(Setting.SHAPE, "spec")) {
            answer.put("name", Json.text(body, "name")).put("awaiting_approval", true);
        }
        return Answer.ok(answer);
    }

    private Answer update(ObjectNode body, SimulatedAccount account) {
        ObjectNode user = known(body, account);
        ObjectNode patch = checked(body, account);
        patch.remove("id");
        account.change(Json.text(user, "id"), patch);
        return done();
    }

    private Answer delete(ObjectNode body, SimulatedAccount account) {
        ObjectNode user = known(body, account);
        long administrators = account.truth().nodes(Tables.USERS).stream()
                .filter(LiveChatModel::administers)
                .count();
        if (LiveChatModel.administers(user) && administrators == 1) {
            return LiveChatFake.refusal(403, "not_allowed", "The last administrator cannot be deleted");
        }
        account.delete(Json.text(user, "id"));
        return done();
    }

    private Answer flag(ObjectNode body, SimulatedAccount account, String field, boolean value) {
        if (!context.settings().on(Setting.PRIVATE_ACTIONS)) {
            return LiveChatFake.refusal(403, "authorization", "Missing scope");
        }
        account.change(Json.text(known(body, account), "id"), Json.object().put(field, value));
        return done();
    }

    private Answer done() {
        return context.settings().on(Setting.EMPTY_BODIES) ? Answer.empty(200) : Answer.ok(Json.object());
    }

    /** The body as attributes, refused when it names something that cannot be set. */
    private static ObjectNode checked(ObjectNode body, SimulatedAccount account) {
        ObjectNode attributes = body.deepCopy();
        body.fieldNames().forEachRemaining(field -> {
            if (!field.equals("id") && !LiveChatModel.WRITABLE.contains(field)) {
                throw new Refused(LiveChatFake.refusal(400, "validation", field + " cannot be set"));
            }
        });
        if (body.has("role")) {
            String role = Json.text(body, "role").replace("normal", "agent");
            if (!Set.of("agent", "administrator", "viceowner").contains(role)) {
                throw new Refused(LiveChatFake.refusal(400, "validation", "role cannot be assigned"));
            }
            attributes.put("role", role);
        }
        if (body.has("groups")) {
            attributes.set("groups", memberships(body.path("groups"), account));
        }
        return attributes;
    }

    private static ArrayNode memberships(JsonNode wanted, SimulatedAccount account) {
        ArrayNode memberships = Json.array();
        for (JsonNode group : wanted) {
            String id = group.path("id").asText();
            String priority = group.path("priority").asText("normal");
            if (!account.truth().has(LiveChatModel.GROUPS, id)) {
                throw new Refused(LiveChatFake.refusal(404, "group_not_found", "Group not found"));
            }
            if (!LiveChatModel.PRIORITIES.contains(priority)) {
                throw new Refused(LiveChatFake.refusal(400, "validation", "Unknown priority"));
            }
            memberships.add(LiveChatModel.membership(id, priority));
        }
        return memberships;
    }

    private static ObjectNode visible(ObjectNode body, SimulatedAccount account) {
        return account.visible()
                .find(Tables.USERS, Json.text(body, "id"))
                .orElseThrow(() -> new Refused(LiveChatFake.refusal(404, "not_found", "Agent not found")));
    }

    private static ObjectNode known(ObjectNode body, SimulatedAccount account) {
        return account.truth()
                .find(Tables.USERS, Json.text(body, "id"))
                .orElseThrow(() -> new Refused(LiveChatFake.refusal(404, "not_found", "Agent not found")));
    }

    private static boolean inAny(ObjectNode user, Set<String> groups) {
        for (JsonNode group : user.path("groups")) {
            if (groups.contains(group.path("id").asText())) {
                return true;
            }
        }
        return false;
    }
}
