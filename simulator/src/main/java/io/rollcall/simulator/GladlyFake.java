package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Gladly's REST API below {@code api/v1}: cursors, 20 a page and 100 at most, thin list items, no deletion of agents. */
final class GladlyFake implements VendorFake {

    private static final int USUAL = 20;
    private static final int LARGEST = 100;

    private final VendorContext context;

    GladlyFake(VendorContext context) {
        this.context = context;
    }

    @Override
    public String action(Call call) {
        if (!call.startsWith("api", "v1")) {
            return "unknown";
        }
        Call api = call.below().below();
        Map<String, String> agents = Map.of("GET", "list_users", "POST", "create_user");
        Map<String, String> agent = Map.of("GET", "get_user", "PATCH", "update_user");
        if (api.is(api.method(), "agents")) {
            return agents.getOrDefault(api.method(), "unknown");
        } else if (api.is(api.method(), "agents", "*")) {
            return agent.getOrDefault(api.method(), "unknown");
        } else if (api.is("GET", "agents", "*", "availability")) {
            return "get_availability";
        } else if (api.is("GET", "teams")) {
            return "list_teams";
        } else if (api.is("GET", "inboxes")) {
            return "list_inboxes";
        }
        return "unknown";
    }

    @Override
    public Caller caller(Call call) {
        return Credentials.basic(call)
                .map(pair -> new Caller(
                        "basic", context.credentials().account(Map.of("user", pair.user(), "secret", pair.password()))))
                .orElse(Caller.ANONYMOUS);
    }

    @Override
    public int page(Call call) {
        return action(call).equals("list_users") ? Listing.page(call.query().get("cursor")) : 0;
    }

    @Override
    public Answer answer(Call call, SimulatedAccount account) {
        String action = action(call);
        if (Set.of("create_user", "update_user").contains(action)
                && !context.settings().on(Setting.WRITE_API)) {
            return error(405, "", "Method Not Allowed");
        }
        return switch (action) {
            case "list_users" -> list(call, account);
            case "get_user" ->
                Answer.ok(context.settings().projected(account.shown(visible(call, account)), Setting.GET_FIELDS));
            case "get_availability" -> availability(visible(call, account));
            case "list_teams" -> names(call, account, GladlyModel.TEAMS);
            case "list_inboxes" -> names(call, account, GladlyModel.INBOXES);
            case "create_user" -> create(call.json(), account);
            case "update_user" -> update(call, account);
            default -> error(call.startsWith("api", "v1", "agents") ? 405 : 404, "", "No such resource");
        };
    }

    @Override
    public Answer error(int status, String code, String detail) {
        return invalid(status, "", code, detail);
    }

    @Override
    public Map<String, String> rateHeaders(RateWindow.Verdict verdict) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Ratelimit-Limit-Second", String.valueOf(context.settings().number(Setting.RATE_LIMIT)));
        headers.put("Ratelimit-Remaining-Second", String.valueOf(verdict.remaining()));
        if (!verdict.admitted()) {
            headers.put("Retry-After", String.valueOf((verdict.waitMillis() + 999) / 1000));
        }
        return headers;
    }

    private Answer list(Call call, SimulatedAccount account) {
        String active = call.query().getOrDefault("active", "");
        String email = call.query().getOrDefault("emailAddress", "");
        Predicate<ObjectNode> filter =
                user -> (active.isEmpty() || user.path("active").asText().equals(active))
                        && (email.isEmpty() || Json.sameText(user, "emailAddress", email));
        Listing listing = Listing.of(call, account.visible().rows(Tables.USERS), filter);
        return paged(call, listing, user -> context.settings().projected(account.shown(user), Setting.LIST_FIELDS));
    }

    private Answer names(Call call, SimulatedAccount account, String table) {
        Tables tables = account.visible();
        return paged(
                call,
                Listing.of(call, tables.rows(table), any -> true),
                row -> account.model().shown(tables, table, row));
    }

    private Answer paged(Call call, Listing listing, Function<ObjectNode, ObjectNode> view) {
        if (context.settings().is(Setting.SHAPE, "bare")) {
            return Answer.ok(Json.array(
                    listing.slice(0, Integer.MAX_VALUE).stream().map(view).toList()));
        }
        int size = context.settings().pageSize(call.number("limit", 0), USUAL, LARGEST);
        Listing.Page page;
        try {
            page = listing.after(call.query().get("cursor"), size);
        } catch (IllegalArgumentException e) {
            return invalid(400, "cursor", "invalid", "cursor is not valid");
        }
        ObjectNode body = Json.object();
        body.set("items", Json.array(page.items().stream().map(view).toList()));
        if (page.next() != null) {
            body.put("nextCursor", page.next());
        } else if (context.settings().is(Setting.LAST_CURSOR, "null")) {
            body.putNull("nextCursor");
        } else if (context.settings().is(Setting.LAST_CURSOR, "empty")) {
            body.put("nextCursor", "");
        }
        return Answer.ok(body);
    }

    private Answer availability(ObjectNode user) {
        return Answer.ok(Json.object()
                .put("agentId", Json.text(user, "id"))
                .put("status", Json.text(user, "agentStatus"))
                .put("updatedAt", Json.text(user, "updatedAt")));
    }

    private Answer create(ObjectNode wanted, SimulatedAccount account) {
        for (String required : List.of("emailAddress", "name", "role")) {
            if (Json.text(wanted, required).isEmpty()) {
                return invalid(400, required, "blank", required + " is required");
            }
        }
        check(wanted, "", account);
        ObjectNode user = account.create(wanted, Integer.MAX_VALUE);
        context.stats().mailed();
        return Answer.json(201, Json.pick(user, Set.of("id", "emailAddress", "name", "role", "active")));
    }

    private Answer update(Call call, SimulatedAccount account) {
        String id = call.path().get(3);
        ObjectNode patch = call.json();
        if (!account.truth().has(Tables.USERS, id)) {
            return error(404, "not_exist", "agent not found");
        }
        check(patch, id, account);
        account.change(id, patch);
        ObjectNode echo = Json.object().put("id", id);
        return Answer.ok(echo.setAll(patch));
    }

    private void check(ObjectNode wanted, String ownId, SimulatedAccount account) {
        wanted.fieldNames().forEachRemaining(field -> {
            if (!GladlyModel.WRITABLE.contains(field)) {
                throw new Refused(invalid(400, field, "present", field + " cannot be set"));
            }
        });
        if (wanted.has("role") && !GladlyModel.ROLES.contains(Json.text(wanted, "role"))) {
            throw new Refused(invalid(400, "role", "not_exist", "unknown role"));
        }
        for (String table : List.of(GladlyModel.INBOXES, GladlyModel.TEAMS)) {
            for (JsonNode id : wanted.path(table)) {
                if (!account.truth().has(table, id.asText())) {
                    throw new Refused(invalid(400, table, "not_exist", "no such id in " + table));
                }
            }
        }
        String email = Json.text(wanted, "emailAddress");
        boolean taken = !email.isEmpty()
                && account.truth().nodes(Tables.USERS).stream()
                        .anyMatch(user -> Json.sameText(user, "emailAddress", email)
                                && !Json.text(user, "id").equals(ownId));
        if (taken) {
            int status = context.settings().number(Setting.DUPLICATE_STATUS);
            throw new Refused(invalid(status, "emailAddress", "taken", "emailAddress has already been taken"));
        }
    }

    private ObjectNode visible(Call call, SimulatedAccount account) {
        return account.visible()
                .find(Tables.USERS, call.path().get(3))
                .orElseThrow(() -> new Refused(error(404, "not_exist", "agent not found")));
    }

    private static Answer invalid(int status, String attribute, String code, String detail) {
        ObjectNode error = Json.object();
        if (!attribute.isEmpty()) {
            error.put("attr", attribute);
        }
        error.put("code", code).put("detail", detail);
        return Answer.json(status, Json.object().set("errors", Json.array(List.of(error))));
    }
}
