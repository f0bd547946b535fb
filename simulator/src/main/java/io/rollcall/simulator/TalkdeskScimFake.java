package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Talkdesk's SCIM 2.0 API below {@code scim/v2}, over the same users as the REST API but with its own bearer token. Groups are teams;
 * single groups can be changed and deleted but not read, as the specification lists it.
 */
final class TalkdeskScimFake implements VendorFake {

    private static final int LARGEST = 100;
    private static final Map<String, String> USERS = Map.of("GET", "scim_list_users", "POST", "scim_create_user");
    private static final Map<String, String> USER = Map.of(
            "GET", "scim_get_user",
            "PUT", "scim_replace_user",
            "PATCH", "scim_update_user",
            "DELETE", "scim_delete_user");
    private static final Map<String, String> GROUPS = Map.of("GET", "scim_list_groups", "POST", "scim_create_group");
    private static final Map<String, String> GROUP =
            Map.of("PATCH", "scim_update_group", "DELETE", "scim_delete_group");

    private final VendorContext context;
    private final TalkdeskScimUsers users;
    private final TalkdeskScimGroups groups;

    TalkdeskScimFake(VendorContext context) {
        this.context = context;
        this.users = new TalkdeskScimUsers(context);
        this.groups = new TalkdeskScimGroups();
    }

    @Override
    public String action(Call call) {
        String method = call.method();
        if (call.is(method, "scim", "v2", "Users")) {
            return USERS.getOrDefault(method, "unknown");
        } else if (call.is(method, "scim", "v2", "Users", "*")) {
            return USER.getOrDefault(method, "unknown");
        } else if (call.is(method, "scim", "v2", "Groups")) {
            return GROUPS.getOrDefault(method, "unknown");
        } else if (call.is(method, "scim", "v2", "Groups", "*")) {
            return GROUP.getOrDefault(method, "unknown");
        } else if (call.is("GET", "scim", "v2", "*")) {
            return Map.of(
                            "ServiceProviderConfig", "scim_get_config",
                            "Schemas", "scim_get_schemas",
                            "ResourceTypes", "scim_get_resource_types")
                    .getOrDefault(call.path().get(2), "unknown");
        }
        return "unknown";
    }

    @Override
    public Caller caller(Call call) {
        String header = call.header("Authorization");
        if (header == null) {
            return Caller.ANONYMOUS;
        }
        // Talkdesk's long-lived tokens are documented without a scheme, identity providers send Bearer: both work.
        String bearer = Credentials.bearer(call).orElse("");
        String token = bearer.isEmpty() ? header : bearer;
        String kind = bearer.isEmpty() ? "scim-plain" : "scim-bearer";
        boolean ofRest = context.tokens().account(token) != null;
        return new Caller(ofRest ? "bearer" : kind, context.credentials().account(Map.of("scimToken", token)));
    }

    @Override
    public int page(Call call) {
        int start = Math.max(1, call.number("startIndex", 1));
        return action(call).equals("scim_list_users") ? (start - 1) / Math.max(1, size(call)) + 1 : 0;
    }

    @Override
    public Answer answer(Call call, SimulatedAccount account) {
        String action = action(call);
        if (action.endsWith("_group") || action.endsWith("_groups")) {
            if (!context.settings().on(Setting.SCIM_GROUPS)) {
                return error(404, "", "Group resource is not supported");
            }
            return action.equals("scim_list_groups")
                    ? list(call, account, TalkdeskModel.TEAMS)
                    : groups.answer(action, call, account);
        }
        return switch (action) {
            case "scim_list_users" -> list(call, account, Tables.USERS);
            case "scim_get_config" -> scim(200, config());
            case "scim_get_schemas" ->
                scim(200, resources(List.of(schema(Scim.USER, "User"), schema(Scim.GROUP, "Group"))));
            case "scim_get_resource_types" -> scim(200, resources(resourceTypes()));
            case "unknown" ->
                error(
                        call.startsWith("scim", "v2", "Users") || call.startsWith("scim", "v2", "Groups") ? 405 : 404,
                        "",
                        "No such resource");
            default -> users.answer(action, call, account);
        };
    }

    @Override
    public Answer error(int status, String code, String detail) {
        return refusal(status, code, detail);
    }

    static Answer refusal(int status, String scimType, String detail) {
        ObjectNode body = Json.object();
        body.putArray("schemas").add(Scim.ERROR);
        body.put("status", String.valueOf(status));
        if (Set.of("uniqueness", "invalidFilter", "invalidValue", "invalidPath", "invalidSyntax")
                .contains(scimType)) {
            body.put("scimType", scimType);
        }
        return scim(status, body.put("detail", detail));
    }

    static Answer scim(int status, ObjectNode body) {
        return Answer.json(status, body).as("application/scim+json");
    }

    @Override
    public Map<String, String> rateHeaders(RateWindow.Verdict verdict) {
        return Map.of();
    }

    private Answer list(Call call, SimulatedAccount account, String table) {
        Tables tables = account.visible();
        Function<ObjectNode, ObjectNode> view =
                row -> table.equals(Tables.USERS) ? Scim.user(tables, row) : Scim.group(tables, row);
        String filter = call.query().getOrDefault("filter", "");
        Scim.Equal equal = filter.isEmpty()
                ? null
                : Scim.Equal.parse(filter)
                        .orElseThrow(() -> new Refused(refusal(400, "invalidFilter", "Unsupported filter")));
        Listing listing = Listing.of(call, tables.rows(table), row -> equal == null || equal.matches(view.apply(row)));
        int start = Math.max(1, call.number("startIndex", 1));
        List<ObjectNode> items =
                listing.slice(start - 1L, size(call)).stream().map(view).toList();
        ObjectNode body = Json.object();
        body.putArray("schemas").add(Scim.LIST);
        body.put("totalResults", listing.total()).put("startIndex", start).put("itemsPerPage", items.size());
        body.set("Resources", Json.array(items));
        return scim(200, body);
    }

    private int size(Call call) {
        // SCIM's count=0 asks for the total only.
        return "0".equals(call.query().get("count"))
                ? 0
                : context.settings().pageSize(call.number("count", 0), LARGEST, LARGEST);
    }

    private static ObjectNode config() {
        ObjectNode config = Json.object();
        config.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig");
        config.putObject("patch").put("supported", true);
        config.putObject("bulk").put("supported", false);
        config.putObject("filter").put("supported", true).put("maxResults", LARGEST);
        config.putObject("changePassword").put("supported", false);
        config.putObject("sort").put("supported", false);
        config.putObject("etag").put("supported", false);
        config.putArray("authenticationSchemes")
                .addObject()
                .put("type", "oauthbearertoken")
                .put("name", "Bearer");
        return config;
    }

    private List<ObjectNode> resourceTypes() {
        List<ObjectNode> types = new ArrayList<>();
        types.add(resourceType("User", "/Users", Scim.USER));
        if (context.settings().on(Setting.SCIM_GROUPS)) {
            types.add(resourceType("Group", "/Groups", Scim.GROUP));
        }
        return types;
    }

    private static ObjectNode resourceType(String name, String endpoint, String schema) {
        ObjectNode type = Json.object();
        type.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:ResourceType");
        return type.put("id", name).put("name", name).put("endpoint", endpoint).put("schema", schema);
    }

    private static ObjectNode schema(String id, String name) {
        ObjectNode schema = Json.object();
        schema.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:Schema");
        schema.put("id", id).put("name", name).putArray("attributes");
        return schema;
    }

    private static ObjectNode resources(List<ObjectNode> resources) {
        ObjectNode body = Json.object();
        body.putArray("schemas").add(Scim.LIST);
        body.put("totalResults", resources.size());
        body.set("Resources", Json.array(resources));
        return body;
    }
}
