package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Olark's REST API below {@code api/v1}: numbered pages of at most 100, a key as Basic user or in the query, no rate headers. */
final class OlarkFake implements VendorFake {

    private static final int PAGE = 100;

    private final VendorContext context;

    OlarkFake(VendorContext context) {
        this.context = context;
    }

    @Override
    public String action(Call call) {
        if (!call.startsWith("api", "v1")) {
            return "unknown";
        }
        Call api = call.below().below();
        Map<String, String> users = Map.of("GET", "list_users", "POST", "create_user");
        Map<String, String> user = Map.of("GET", "get_user", "PUT", "update_user", "DELETE", "delete_user");
        if (api.is(api.method(), "operators")) {
            return users.getOrDefault(api.method(), "unknown");
        } else if (api.is(api.method(), "operators", "*")) {
            return user.getOrDefault(api.method(), "unknown");
        } else if (api.is("GET", "groups")) {
            return "list_groups";
        } else if (api.is("POST", "groups", "*", "operators")) {
            return "add_member";
        } else if (api.is("DELETE", "groups", "*", "operators", "*")) {
            return "remove_member";
        }
        return "unknown";
    }

    @Override
    public Caller caller(Call call) {
        String inQuery = call.query().get("apikey");
        if (inQuery != null) {
            return new Caller("query-key", context.credentials().account(Map.of("apiKey", inQuery)));
        }
        return Credentials.basic(call)
                .map(pair -> new Caller(
                        "basic-key",
                        pair.password().isEmpty()
                                ? context.credentials().account(Map.of("apiKey", pair.user()))
                                : null))
                .orElse(Caller.ANONYMOUS);
    }

    @Override
    public int page(Call call) {
        return action(call).equals("list_users") ? Math.max(1, call.number("page", 1)) : 0;
    }

    @Override
    public Answer answer(Call call, SimulatedAccount account) {
        String last = call.path().get(call.path().size() - 1);
        return switch (action(call)) {
            case "list_users" -> list(call, account);
            case "get_user" -> get(last, account);
            case "create_user" -> create(call.json(), account);
            case "update_user" -> update(last, call.json(), account);
            case "delete_user" -> delete(last, account);
            case "list_groups" -> groups(call, account);
            case "add_member" -> addMember(call, account);
            case "remove_member" -> removeMember(call, account);
            default -> error(call.startsWith("api", "v1", "operators") ? 405 : 404, "", "No such resource");
        };
    }

    @Override
    public Answer error(int status, String code, String detail) {
        return Answer.json(status, Json.object().put("error", detail));
    }

    @Override
    public Map<String, String> rateHeaders(RateWindow.Verdict verdict) {
        return Map.of();
    }

    @Override
    public Map<String, String> journalled(Call call) {
        Map<String, String> query = new TreeMap<>(call.query());
        query.replace("apikey", "***");
        return query;
    }

    private Answer list(Call call, SimulatedAccount account) {
        List<ObjectNode> page = page(call, Listing.of(call, account.visible().rows(Tables.USERS), any -> true));
        return paged(
                call,
                page.stream()
                        .map(user -> context.settings().projected(account.shown(user), Setting.LIST_FIELDS))
                        .toList());
    }

    private Answer groups(Call call, SimulatedAccount account) {
        Tables tables = account.visible();
        List<ObjectNode> page = page(call, Listing.of(call, tables.rows(OlarkModel.GROUPS), any -> true));
        return paged(
                call,
                page.stream()
                        .map(group -> account.model().shown(tables, OlarkModel.GROUPS, group))
                        .toList());
    }

    private List<ObjectNode> page(Call call, Listing listing) {
        int page = context.settings().on(Setting.IGNORE_PAGE) ? 1 : call.number("page", 1);
        return listing.numbered(page, context.settings().pageSize(0, PAGE, PAGE));
    }

    private static Answer paged(Call call, List<ObjectNode> items) {
        ObjectNode body = Json.object().set("data", Json.array(items));
        body.putObject("meta").put("page", Math.max(1, call.number("page", 1)));
        return Answer.ok(body);
    }

    private Answer get(String id, SimulatedAccount account) {
        ObjectNode user = account.visible()
                .find(Tables.USERS, id)
                .map(account::shown)
                .orElseThrow(() -> new Refused(error(404, "", "Operator not found")));
        return data(200, context.settings().projected(user, Setting.GET_FIELDS));
    }

    private Answer create(ObjectNode wanted, SimulatedAccount account) {
        for (String required : List.of("email", "password")) {
            if (Json.text(wanted, required).isEmpty()) {
                return error(400, "", required + " is required");
            }
        }
        int seats = context.settings().number(Setting.SEATS);
        if (seats > 0 && account.truth().rows(Tables.USERS).size() >= seats) {
            return error(context.settings().number(Setting.SEAT_STATUS), "", "Request could not be completed");
        }
        checkGroups(wanted, account);
        ObjectNode user = account.create(wanted.deepCopy().retain(OlarkModel.FIELDS), Integer.MAX_VALUE);
        return data(201, Json.pick(user, Set.of("id", "email", "nickname")));
    }

    /**
     * Replaces everything: an optional field that is left out goes back to its default, and one that the specification does not name
     * goes.
     */
    private Answer update(String id, ObjectNode wanted, SimulatedAccount account) {
        ObjectNode before = known(id, account);
        checkGroups(wanted, account);
        Set<String> writable = new HashSet<>(OlarkModel.FIELDS);
        before.fieldNames().forEachRemaining(writable::add);
        writable.remove("id");
        ObjectNode sent = wanted.deepCopy().retain(writable);
        ObjectNode user = Json.pick(before, Set.of("id", "username", "email"));
        user.put("nickname", "").put("available", false).set("group_ids", Json.array());
        account.replace(user.setAll(sent));
        ObjectNode echo = Json.object().put("id", id);
        return data(200, echo.setAll(sent));
    }

    private Answer delete(String id, SimulatedAccount account) {
        known(id, account);
        account.delete(id);
        return data(200, Json.object().put("id", id).put("deleted", true));
    }

    private Answer addMember(Call call, SimulatedAccount account) {
        String group = group(call, account);
        String operator = Json.text(call.json(), "operator_id");
        known(operator, account);
        account.join(OlarkModel.GROUPS, group, operator);
        return data(200, membership(group, operator).put("added", true));
    }

    private Answer removeMember(Call call, SimulatedAccount account) {
        String group = group(call, account);
        String operator = call.path().get(5);
        if (!Json.strings(known(operator, account).path("group_ids")).contains(group)) {
            return error(404, "", "Operator is not in the group");
        }
        account.leave(OlarkModel.GROUPS, group, operator);
        return data(200, membership(group, operator).put("removed", true));
    }

    private String group(Call call, SimulatedAccount account) {
        String id = call.path().get(3);
        if (!account.truth().has(OlarkModel.GROUPS, id)) {
            throw new Refused(error(404, "", "Group not found"));
        }
        return id;
    }

    private ObjectNode known(String id, SimulatedAccount account) {
        return account.truth()
                .find(Tables.USERS, id)
                .orElseThrow(() -> new Refused(error(404, "", "Operator not found")));
    }

    private void checkGroups(ObjectNode wanted, SimulatedAccount account) {
        for (JsonNode group : wanted.path("group_ids")) {
            if (!account.truth().has(OlarkModel.GROUPS, group.asText())) {
                throw new Refused(error(400, "", "Unknown group"));
            }
        }
    }

    private static ObjectNode membership(String group, String operator) {
        return Json.object().put("group_id", group).put("operator_id", operator);
    }

    private static Answer data(int status, ObjectNode data) {
        return Answer.json(status, Json.object().set("data", data));
    }
}
