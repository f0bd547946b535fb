package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** LiveChat's front: which action, whose credential, which region, and the vendor's error shape. All actions are POST. */
final class LiveChatFake implements VendorFake {

    private static final String NAMES = "list_webhook_names";
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("list_agents", "list_users"),
            Map.entry("get_agent", "get_user"),
            Map.entry("create_agent", "create_user"),
            Map.entry("update_agent", "update_user"),
            Map.entry("delete_agent", "delete_user"),
            Map.entry("approve_agent", "approve_user"),
            Map.entry("suspend_agent", "suspend_user"),
            Map.entry("unsuspend_agent", "unsuspend_user"),
            Map.entry("list_groups", "list_groups"),
            Map.entry("get_group", "get_group"),
            Map.entry("create_group", "create_group"),
            Map.entry("update_group", "update_group"),
            Map.entry("delete_group", "delete_group"),
            Map.entry("register_webhook", "register_webhook"),
            Map.entry("list_webhooks", "list_webhooks"),
            Map.entry("unregister_webhook", "unregister_webhook"),
            Map.entry("enable_license_webhooks", "enable_webhooks"),
            Map.entry("disable_license_webhooks", "disable_webhooks"),
            Map.entry("get_license_webhooks_state", "get_webhooks_state"),
            Map.entry(NAMES, NAMES));
    private static final Set<String> READS = Set.of("list_users", "get_user", "list_groups", "get_group");

    private final VendorContext context;
    private final LiveChatTokens tokens;
    private final LiveChatAgents agents;
    private final LiveChatGroups groups;
    private final LiveChatWebhooks webhooks;

    LiveChatFake(VendorContext context, SimulatedWebhooks hooks) {
        this.context = context;
        this.tokens = new LiveChatTokens(context);
        this.agents = new LiveChatAgents(context);
        this.groups = new LiveChatGroups(context);
        this.webhooks = new LiveChatWebhooks(context, hooks);
    }

    @Override
    public String action(Call call) {
        if (call.is("POST", "v2", "token")) {
            return "token";
        }
        return call.is("POST", "v3.6", "configuration", "action", "*")
                ? ACTIONS.getOrDefault(call.path().get(3), "unknown")
                : "unknown";
    }

    @Override
    public Caller caller(Call call) {
        return tokens.caller(call, action(call).equals("token"));
    }

    @Override
    public Answer token(Call call, Caller caller) {
        return tokens.issue(call, caller);
    }

    @Override
    public @Nullable Answer open(Call call) {
        return action(call).equals(NAMES) ? LiveChatWebhooks.names() : null;
    }

    @Override
    public String clientId(Call call) {
        return tokens.clientId(caller(call));
    }

    @Override
    public int page(Call call) {
        return action(call).equals("list_users") ? Listing.page(journalled(call).get("page_id")) : 0;
    }

    @Override
    public Answer answer(Call call, SimulatedAccount account) {
        String action = action(call);
        if (action.equals("unknown")) {
            return call.startsWith("v3.6", "configuration", "action")
                            && !call.method().equals("POST")
                    ? error(405, "validation", "Only POST is allowed")
                    : error(404, "not_found", "Unknown action");
        }
        String region = context.settings().text(Setting.REGION);
        if (!region.isEmpty() && !region.equals(region(call))) {
            return misdirected(region);
        }
        ObjectNode body;
        try {
            body = call.json();
        } catch (IllegalArgumentException e) {
            return error(400, "validation", "Malformed request body");
        }
        if (action.contains("webhook")) {
            return webhooks.answer(action, body, clientId(call), account);
        }
        return action.endsWith("group") || action.endsWith("groups")
                ? groups.answer(action, body, call, account)
                : agents.answer(action, body, call, account);
    }

    @Override
    public Answer error(int status, String code, String detail) {
        return refusal(status, code, detail);
    }

    static Answer refusal(int status, String type, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("type", type).put("message", message);
        return Answer.json(status, body);
    }

    @Override
    public Map<String, String> rateHeaders(RateWindow.Verdict verdict) {
        Map<String, String> headers = new LinkedHashMap<>();
        String reset = String.valueOf((verdict.waitMillis() + 999) / 1000);
        headers.put("X-RateLimit-Limit", String.valueOf(context.settings().number(Setting.RATE_LIMIT)));
        headers.put("X-RateLimit-Remaining", String.valueOf(verdict.remaining()));
        headers.put("X-RateLimit-Reset", reset);
        if (!verdict.admitted()) {
            headers.put("Retry-After", reset);
        }
        return headers;
    }

    @Override
    public Map<String, String> journalled(Call call) {
        Map<String, String> parameters = new TreeMap<>();
        if (READS.contains(action(call))) {
            try {
                call.json().properties().forEach(field -> {
                    boolean plain = field.getValue().isValueNode();
                    parameters.put(
                            field.getKey(),
                            plain ? field.getValue().asText() : field.getValue().toString());
                });
            } catch (IllegalArgumentException e) {
                parameters.put("malformed", "true");
            }
        }
        return parameters;
    }

    private static String region(Call call) {
        String header = call.header("X-Region");
        if (header != null) {
            return header;
        }
        String token = Credentials.bearer(call).orElse("");
        return token.contains(":") ? token.substring(0, token.indexOf(':')) : "";
    }

    private static Answer misdirected(String region) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("type", "misdirected_request")
                .put("message", "Wrong region")
                .putObject("data")
                .put("region", region);
        return Answer.json(421, body);
    }
}
