package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Request;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.WebhookRegistration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks that LiveChat keeps for an app: those that this connector registered before go, new ones come.
 *
 * <p>LiveChat cannot change a webhook, and takes three of each action for an app. A new one is registered before the old
 * one goes wherever there is room for both, so that none is missed meanwhile.
 */
final class LiveChatRegistration implements WebhookRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(LiveChatRegistration.class);
    private static final int MOST_OF_AN_ACTION = 3;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Order order;
    private final String description;
    private final JsonHttp http;
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /**
     * What is wanted.
     *
     * @param baseUrl address of the Configuration API
     * @param publicUrl where webhooks shall be sent
     * @param owner client id of the app that they belong to
     * @param secret that they shall carry; null to remove them
     */
    record Order(
            String baseUrl,
            String publicUrl,
            String owner,
            @Nullable String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "webhooks to " + publicUrl;
        }
    }

    LiveChatRegistration(Order order, String tenant, JsonHttp http) {
        this.order = order;
        this.description = "Rollcall " + tenant;
        this.http = http;
        steps.add(this::plan);
    }

    @Override
    public boolean step() {
        Runnable next = steps.poll();
        if (next != null) {
            next.run();
        }
        return !steps.isEmpty();
    }

    private void plan() {
        List<JsonNode> listed = new ArrayList<>();
        JsonNode answer = send(read("list webhooks", "list_webhooks", owned()));
        (answer.isArray() ? answer : answer.path("webhooks")).forEach(listed::add);
        List<JsonNode> own = listed.stream().filter(this::isOwn).toList();
        String secret = order.secret();
        if (secret == null) {
            own.forEach(this::willRemove);
            return;
        }
        List<String> wanted = Stream.concat(
                        LiveChatWebhooks.AGENT_ACTIONS.stream(), LiveChatWebhooks.GROUP_ACTIONS.stream())
                .toList();
        own.stream().filter(webhook -> !wanted.contains(action(webhook))).forEach(this::willRemove);
        for (String action : wanted) {
            replace(
                    action,
                    secret,
                    own.stream()
                            .filter(webhook -> action(webhook).equals(action))
                            .toList(),
                    listed.stream()
                            .filter(webhook -> action(webhook).equals(action))
                            .count());
        }
        steps.add(this::enable);
    }

    private void replace(String action, String secret, List<JsonNode> own, long all) {
        if (all - own.size() >= MOST_OF_AN_ACTION) {
            LOG.warn(
                    "LiveChat already has {} webhooks of others for {} and takes no more for one app. Sweeps find what it"
                            + " would tell. Remove one of them, or set {} to the client id of another app",
                    all,
                    action,
                    LiveChatWebhooks.CLIENT_ID);
            return;
        }
        boolean room = all < MOST_OF_AN_ACTION;
        if (!room) {
            willRemove(own.get(0));
        }
        steps.add(() -> send(write("register webhook", "register_webhook", webhook(action, secret))));
        own.stream().skip(room ? 0 : 1).forEach(this::willRemove);
    }

    private ObjectNode webhook(String action, String secret) {
        return owned().put("url", order.publicUrl())
                .put("action", action)
                .put("secret_key", secret)
                .put("type", "license")
                .put("description", description);
    }

    private void willRemove(JsonNode webhook) {
        ObjectNode body = owned().put("id", webhook.path("id").asText());
        steps.add(() -> {
            try {
                send(write("unregister webhook", "unregister_webhook", body));
            } catch (VendorException e) {
                if (!(e.failure() instanceof Failure.Absent)) {
                    throw e;
                }
            }
        });
    }

    private void enable() {
        JsonNode state = send(read("webhooks state", "get_license_webhooks_state", owned()));
        if (!state.path("license_webhooks_enabled").asBoolean(false)) {
            steps.add(() -> send(write("enable webhooks", "enable_license_webhooks", owned())));
        }
    }

    private boolean isOwn(JsonNode webhook) {
        return webhook.path("description").asText().equals(description)
                || webhook.path("url").asText().equals(order.publicUrl());
    }

    private static String action(JsonNode webhook) {
        return webhook.path("action").asText();
    }

    private ObjectNode owned() {
        return JSON.objectNode().put("owner_client_id", order.owner());
    }

    private Request read(String name, String action, ObjectNode body) {
        return Request.list(name, url(action), LiveChatVendor.BASE_URL).post(body);
    }

    private Request write(String name, String action, ObjectNode body) {
        return Request.item(name, url(action), LiveChatVendor.BASE_URL).write("POST", body);
    }

    private String url(String action) {
        return order.baseUrl() + "/action/" + action;
    }

    private JsonNode send(Request request) {
        return http.send(request).body();
    }
}
