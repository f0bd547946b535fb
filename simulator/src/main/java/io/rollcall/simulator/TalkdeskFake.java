package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Talkdesk's REST API and token endpoint; below {@code scim} it hands over to {@link TalkdeskScimFake}. */
final class TalkdeskFake implements VendorFake {

    private final VendorContext context;
    private final TalkdeskScimFake scim;
    private final TalkdeskUserList users;

    TalkdeskFake(VendorContext context) {
        this.context = context;
        this.scim = new TalkdeskScimFake(context);
        this.users = new TalkdeskUserList(context.settings());
    }

    @Override
    public String action(Call call) {
        if (call.startsWith("scim")) {
            return scim.action(call);
        }
        Map<String, String> collection = Map.of("GET", "list_users", "POST", "create_user");
        Map<String, String> item = Map.of("GET", "get_user", "PATCH", "update_user", "DELETE", "delete_user");
        if (call.is("POST", "oauth", "token")) {
            return "token";
        } else if (call.is(call.method(), "users")) {
            return collection.getOrDefault(call.method(), "unknown");
        } else if (call.is(call.method(), "users", "*")) {
            return item.getOrDefault(call.method(), "unknown");
        } else if (call.is("GET", "roles")) {
            return "list_roles";
        } else if (call.is("GET", "teams")) {
            return "list_teams";
        }
        return "unknown";
    }

    @Override
    public Caller caller(Call call) {
        if (call.startsWith("scim")) {
            return scim.caller(call);
        } else if (action(call).equals("token")) {
            return client(call);
        }
        return Credentials.bearer(call)
                .map(token -> {
                    boolean ofScim = context.credentials().account(Map.of("scimToken", token)) != null;
                    return new Caller(
                            ofScim ? "scim-bearer" : "bearer", context.tokens().account(token));
                })
                .orElse(Caller.ANONYMOUS);
    }

    private Caller client(Call call) {
        return Credentials.basic(call)
                .map(pair -> client("client-basic", pair.user(), pair.password()))
                .orElseGet(() -> {
                    Map<String, String> form = call.parameters();
                    return client(
                            "client-post", form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
                });
    }

    private Caller client(String kind, String id, String secret) {
        return new Caller(kind, context.credentials().account(Map.of("clientId", id, "clientSecret", secret)));
    }

    @Override
    public Answer token(Call call, Caller caller) {
        @Nullable String account = caller.account();
        if (!call.parameters().getOrDefault("grant_type", "").equals("client_credentials")) {
            return refusedToken(400, "unsupported_grant_type");
        }
        if (account == null) {
            return refusedToken(401, "invalid_client");
        }
        int life = context.settings().number(Setting.TOKEN_LIFE_SECONDS);
        return Answer.ok(Json.object()
                .put("access_token", context.tokens().issue("td.", account, life, Integer.MAX_VALUE))
                .put("token_type", "Bearer")
                .put("expires_in", life));
    }

    private static Answer refusedToken(int status, String error) {
        return Answer.json(
                status, Json.object().put("error", error).put("error_description", "The request was refused"));
    }

    @Override
    public int page(Call call) {
        if (call.startsWith("scim")) {
            return scim.page(call);
        }
        return action(call).equals("list_users") ? TalkdeskUserList.page(call) : 0;
    }

    @Override
    public Answer answer(Call call, SimulatedAccount account) {
        if (call.startsWith("scim")) {
            return scim.answer(call, account);
        }
        String action = action(call);
        if (Set.of("create_user", "update_user", "delete_user").contains(action)
                && !context.settings().on(Setting.WRITE_API)) {
            return error(405, "method_not_allowed", "Method Not Allowed");
        }
        return switch (action) {
            case "list_users" -> users.answer(call, account);
            case "get_user" ->
                Answer.ok(context.settings()
                        .projected(
                                account.shown(
                                        known(account.visible(), call.path().get(1))),
                                Setting.GET_FIELDS));
            case "list_roles" -> names(call, account, TalkdeskModel.ROLES);
            case "list_teams" -> names(call, account, TalkdeskModel.TEAMS);
            case "create_user" -> create(call.json(), account);
            case "update_user" -> update(call.path().get(1), call.json(), account);
            case "delete_user" -> delete(call.path().get(1), account);
            default -> error(call.startsWith("users") ? 405 : 404, "not_found", "No such resource");
        };
    }

    @Override
    public Answer error(int status, String code, String detail) {
        ObjectNode body = Json.object()
                .put("code", code.isEmpty() ? String.valueOf(status) : code)
                .put("message", detail)
                .put("description", detail);
        body.putArray("fields");
        return Answer.json(status, body);
    }

    @Override
    public Answer error(Call call, int status, String code, String detail) {
        return call.startsWith("scim") ? scim.error(status, code, detail) : error(status, code, detail);
    }

    @Override
    public Map<String, String> rateHeaders(RateWindow.Verdict verdict) {
        return Map.of("X-RateLimit-Remaining", String.valueOf(verdict.remaining()));
    }

    private Answer names(Call call, SimulatedAccount account, String table) {
        List<ObjectNode> rows =
                Listing.of(call, account.visible().rows(table), any -> true).slice(0, Integer.MAX_VALUE);
        return Answer.ok(Json.object().set(table, Json.array(rows)));
    }

    private Answer create(ObjectNode wanted, SimulatedAccount account) {
        for (String required : List.of("name", "email", "role")) {
            if (Json.text(wanted, required).isEmpty()) {
                return error(400, "validation_error", required + " is required");
            }
        }
        check(wanted, "", account);
        ObjectNode attributes = TalkdeskModel.withRoleId(account.truth(), wanted.deepCopy());
        if (noSeat(context.settings(), account)) {
            // Out of licences the vendor creates the user all the same, and says nothing.
            attributes.put("status", "inactive");
        }
        ObjectNode user = account.create(attributes, Integer.MAX_VALUE);
        context.stats().mailed();
        return Answer.json(201, Json.pick(user, Set.of("id", "name", "email", "status", "active")));
    }

    static boolean noSeat(Settings settings, SimulatedAccount account) {
        int seats = settings.number(Setting.SEATS);
        return seats > 0
                && account.truth().nodes(Tables.USERS).stream()
                                .filter(TalkdeskModel::active)
                                .count()
                        >= seats;
    }

    private Answer update(String id, ObjectNode patch, SimulatedAccount account) {
        known(account.truth(), id);
        check(patch, id, account);
        ObjectNode user = account.change(id, TalkdeskModel.withRoleId(account.truth(), patch.deepCopy()));
        ObjectNode echo = Json.object().put("id", id);
        echo.setAll(patch);
        return Answer.ok(echo.put("updated_at", Json.text(user, "updated_at")));
    }

    private Answer delete(String id, SimulatedAccount account) {
        known(account.truth(), id);
        if (context.settings().on(Setting.DELETE_DEACTIVATES)) {
            account.change(id, Json.object().put("status", "inactive"));
        } else {
            account.delete(id);
        }
        return Answer.empty(204);
    }

    private void check(ObjectNode wanted, String ownId, SimulatedAccount account) {
        Tables tables = account.truth();
        wanted.fieldNames().forEachRemaining(field -> {
            if (!TalkdeskModel.WRITABLE.contains(field)) {
                throw new Refused(error(400, "validation_error", field + " cannot be set"));
            }
        });
        if (wanted.has("role")
                && TalkdeskModel.named(tables, TalkdeskModel.ROLES, Json.text(wanted, "role"))
                        .isEmpty()) {
            throw new Refused(error(400, "validation_error", "unknown role"));
        }
        if (wanted.has("status") && !Set.of("active", "inactive").contains(Json.text(wanted, "status"))) {
            throw new Refused(error(400, "validation_error", "status is active or inactive"));
        }
        for (String table : List.of(TalkdeskModel.TEAMS, TalkdeskModel.RING_GROUPS)) {
            for (JsonNode id : wanted.path(table)) {
                if (!tables.has(table, id.asText())) {
                    throw new Refused(error(400, "validation_error", "no such id in " + table));
                }
            }
        }
        TalkdeskModel.withEmail(tables, Json.text(wanted, "email"))
                .filter(other -> wanted.has("email") && !Json.text(other, "id").equals(ownId))
                .ifPresent(other -> {
                    int status = context.settings().number(Setting.DUPLICATE_STATUS);
                    throw new Refused(error(status, "conflict", "email has already been taken"));
                });
    }

    private ObjectNode known(Tables tables, String id) {
        return tables.find(Tables.USERS, id).orElseThrow(() -> new Refused(error(404, "not_found", "User not found")));
    }
}
