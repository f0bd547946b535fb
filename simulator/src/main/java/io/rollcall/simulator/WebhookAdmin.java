package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The admin routes below {@code webhooks} of one vendor. Paths in a {@link Call} begin below that segment. */
final class WebhookAdmin {

    private final SimulatedWebhooks webhooks;

    WebhookAdmin(SimulatedWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    Answer answer(Call call, SimulatedAccount account) {
        try {
            return subscriptions(call, account)
                    .or(() -> deliveries(call))
                    .or(() -> madeUp(call))
                    .orElseThrow(() -> new NoSuchElementException("no such admin resource"));
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Optional<Answer> subscriptions(Call call, SimulatedAccount account) {
        if (call.is("GET")) {
            return Optional.of(Answer.ok(Json.array(
                    webhooks.subscriptions().stream().map(WebhookAdmin::json).toList())));
        } else if (call.is("POST")) {
            List<String> ids = webhooks.subscribe(account.name(), setup(call.json()));
            return Optional.of(Answer.json(201, Json.texts(ids)));
        } else if (call.is("DELETE", "*")) {
            webhooks.remove(call.path().get(0));
            return done();
        } else if (call.is("POST", "*", "enable")) {
            webhooks.enable(call.path().get(0));
            return done();
        } else if (call.is("POST", "*", "disable")) {
            webhooks.disable(call.path().get(0));
            return done();
        }
        return Optional.empty();
    }

    private Optional<Answer> deliveries(Call call) {
        if (call.is("GET", "deliveries")) {
            return Optional.of(Answer.ok(Json.array(
                    webhooks.deliveries().stream().map(WebhookAdmin::json).toList())));
        } else if (call.is("POST", "hold")) {
            webhooks.hold();
            return done();
        } else if (call.is("POST", "release")) {
            release(call.json());
            return done();
        } else if (call.is("POST", "lose")) {
            webhooks.loseNext(call.json().path("count").asInt(1));
            return done();
        } else if (call.is("POST", "settle")) {
            webhooks.settle();
            return done();
        } else if (call.is("POST", "deliveries", "*", "drop")) {
            webhooks.drop(Long.parseLong(call.path().get(1)));
            return done();
        } else if (call.is("POST", "deliveries", "*", "repeat")) {
            return sequence(webhooks.repeat(Long.parseLong(call.path().get(1))));
        }
        return Optional.empty();
    }

    private void release(ObjectNode json) {
        if (json.has("sequences")) {
            List<Long> sequences = new ArrayList<>();
            json.path("sequences").forEach(each -> sequences.add(each.asLong()));
            webhooks.release(sequences);
        } else {
            webhooks.release();
        }
    }

    private Optional<Answer> madeUp(Call call) {
        if (call.is("POST", "*", "post")) {
            return sequence(webhooks.post(call.path().get(0), call.body()));
        } else if (!call.is("POST", "*", "send")) {
            return Optional.empty();
        }
        String id = call.path().get(0);
        ObjectNode json = call.json();
        String event = Json.text(json, "event");
        Map<String, JsonNode> payload = Json.fields(json.path("payload"));
        if (!json.has("forgery")) {
            return sequence(webhooks.send(id, event, payload));
        }
        Forgery forgery = Forgery.valueOf(Json.text(json, "forgery").toUpperCase(Locale.ROOT));
        return sequence(webhooks.forge(id, forgery, event, payload));
    }

    private static WebhookSetup setup(ObjectNode json) {
        String url = Json.text(json, "url");
        WebhookSetup setup;
        if (json.has("secretKey")) {
            setup = WebhookSetup.secretKey(url, Json.text(json, "secretKey"));
        } else if (json.has("user")) {
            setup = WebhookSetup.basic(url, Json.text(json, "user"), Json.text(json, "password"));
        } else {
            setup = WebhookSetup.header(url, Json.text(json, "header"), Json.text(json, "value"));
        }
        return setup.on(Json.strings(json.path("events")).toArray(String[]::new));
    }

    private static ObjectNode json(WebhookSubscription subscription) {
        ObjectNode json = Json.object()
                .put("id", subscription.id())
                .put("account", subscription.account())
                .put("url", subscription.url())
                .put("enabled", subscription.enabled());
        if (subscription.disabledAtRetryLimit() != null) {
            json.put("disabledAtRetryLimit", subscription.disabledAtRetryLimit().toString());
        }
        return json.set("events", Json.texts(subscription.events()));
    }

    private static ObjectNode json(WebhookDelivery delivery) {
        ObjectNode json = Json.object()
                .put("sequence", delivery.sequence())
                .put("at", delivery.at().toString())
                .put("account", delivery.account())
                .put("subscription", delivery.subscription())
                .put("event", delivery.event())
                .put("subject", delivery.subject())
                .put("body", delivery.body())
                .put("cause", delivery.cause().name().toLowerCase(Locale.ROOT))
                .put("state", delivery.state().name().toLowerCase(Locale.ROOT));
        var attempts = json.putArray("attempts");
        delivery.attempts()
                .forEach(each ->
                        attempts.addObject().put("at", each.at().toString()).put("status", each.status()));
        return json;
    }

    private static Optional<Answer> sequence(long sequence) {
        return Optional.of(Answer.json(201, Json.object().put("sequence", sequence)));
    }

    private static Optional<Answer> done() {
        return Optional.of(Answer.empty(204));
    }
}
