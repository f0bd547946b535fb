package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** LiveChat's webhook actions. Webhooks belong to an API client; a licence's stay silent until that client enables them. */
final class LiveChatWebhooks {

    private final VendorContext context;
    private final SimulatedWebhooks hooks;

    LiveChatWebhooks(VendorContext context, SimulatedWebhooks hooks) {
        this.context = context;
        this.hooks = hooks;
    }

    static Answer names() {
        ArrayNode names = Json.array();
        for (String action : LiveChatHooks.ACTIONS) {
            ObjectNode name = names.addObject().put("action", action);
            name.set("filters", LiveChatHooks.aboutUsers(action) ? Json.texts(List.of("source_type")) : Json.array());
            name.set("additional_data", Json.array());
        }
        return Answer.ok(names);
    }

    Answer answer(String action, ObjectNode body, String client, SimulatedAccount account) {
        if (!context.settings().on(Setting.WEBHOOK_SCOPE)) {
            return LiveChatFake.refusal(403, "authorization", "Missing scope");
        }
        String owner = body.path("owner_client_id").asText(client);
        if (owner.isEmpty()) {
            return LiveChatFake.refusal(400, "validation", "owner_client_id is required");
        }
        return switch (action) {
            case "register_webhook" -> register(body, owner, account);
            case "list_webhooks" ->
                Answer.ok(Json.array(owned(owner, account).stream()
                        .map(LiveChatWebhooks::shown)
                        .toList()));
            case "unregister_webhook" -> unregister(body, owner, account);
            case "enable_webhooks" -> turn(owner, account, true);
            case "disable_webhooks" -> turn(owner, account, false);
            default ->
                Answer.ok(Json.object()
                        .put("license_webhooks_enabled", hooks.store().isOn(owner, account.name())));
        };
    }

    private Answer register(ObjectNode body, String owner, SimulatedAccount account) {
        String action = Json.text(body, "action");
        if (!Json.text(body, "type").equals("license")) {
            return LiveChatFake.refusal(400, "validation", "type must be license");
        }
        Set<String> filters = new TreeSet<>();
        body.path("filters").fieldNames().forEachRemaining(filters::add);
        if (LiveChatHooks.aboutUsers(action) && !Set.of("source_type").containsAll(filters)) {
            return LiveChatFake.refusal(400, "validation", "only the filter source_type is allowed");
        }
        String id = hooks.admit(new Subscription(
                "",
                account.name(),
                owner,
                Json.text(body, "url"),
                Json.text(body, "description"),
                Set.of(action),
                Map.of(),
                Json.text(body, "secret_key"),
                Set.copyOf(Json.strings(body.path("filters").path("source_type"))),
                hooks.store().isOn(owner, account.name()),
                null));
        return Answer.ok(Json.object().put("id", id));
    }

    private Answer unregister(ObjectNode body, String owner, SimulatedAccount account) {
        String id = Json.text(body, "id");
        if (owned(owner, account).stream().noneMatch(each -> each.id().equals(id))) {
            return LiveChatFake.refusal(404, "not_found", "Webhook not found");
        }
        hooks.remove(id);
        return done();
    }

    private Answer turn(String owner, SimulatedAccount account, boolean on) {
        hooks.store().turnAll(owner, account.name(), on);
        return done();
    }

    private Answer done() {
        return context.settings().on(Setting.EMPTY_BODIES) ? Answer.empty(200) : Answer.ok(Json.object());
    }

    private List<Subscription> owned(String owner, SimulatedAccount account) {
        return hooks.store().of(account.name()).stream()
                .filter(each -> each.owner().equals(owner))
                .toList();
    }

    private static JsonNode shown(Subscription subscription) {
        ObjectNode shown = Json.object()
                .put("id", subscription.id())
                .put("url", subscription.url())
                .put("action", String.join(",", subscription.events()))
                .put("secret_key", subscription.secret())
                .put("owner_client_id", subscription.owner())
                .put("type", "license")
                .put("description", subscription.description());
        if (!subscription.sources().isEmpty()) {
            shown.putObject("filters").set("source_type", Json.texts(subscription.sources()));
        }
        return shown;
    }
}
