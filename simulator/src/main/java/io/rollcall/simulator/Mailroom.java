package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.simulator.WebhookDelivery.Attempt;
import io.rollcall.simulator.WebhookDelivery.Cause;
import io.rollcall.simulator.WebhookDelivery.State;
import java.time.Instant;
import java.util.List;

/** Where events become deliveries. */
final class Mailroom {

    private final VendorContext context;
    private final HookDialect dialect;
    private final Outbox outbox;

    Mailroom(VendorContext context, HookDialect dialect, Outbox outbox) {
        this.context = context;
        this.dialect = dialect;
        this.outbox = outbox;
    }

    void tell(Subscription subscription, HookEvent event, String client) {
        String body = dialect.body(subscription, event, client, now()).toString();
        enqueue(subscription, subscription, event, body, Cause.VENDOR);
    }

    /** Sends an event of a caller's; {@code claimed} is whom it says it is for. */
    long makeUp(Subscription real, Subscription claimed, HookEvent event) {
        String body = dialect.body(claimed, event, ChangeLog.CONSOLE, now()).toString();
        return enqueue(real, claimed, event, body, Cause.MADE_UP);
    }

    long post(Subscription subscription, String body) {
        return enqueue(subscription, subscription, new HookEvent("", "", Json.object()), body, Cause.MADE_UP);
    }

    /** Sends Gladly's PING at once, on the caller's thread. */
    int ping(Subscription subscription) {
        String name = "PING";
        String body = Json.object().put("type", name).toString();
        Instant at = now();
        int limit = context.settings().number(Setting.WEBHOOK_TIMEOUT_MS);
        int status = new HookPost().send(subscription.url(), subscription.headers(), body, limit);
        State state = status == 200 ? State.RECEIVED : State.LOST;
        HookEvent event = new HookEvent(name, "", Json.object());
        outbox.record(delivery(subscription, event, body, Cause.VENDOR).tried(new Attempt(at, status), state));
        return status;
    }

    private long enqueue(Subscription real, Subscription claimed, HookEvent event, String body, Cause cause) {
        return outbox.add(
                delivery(real, event, masked(body, real.secret()), cause),
                new Parcel(0, real.id(), claimed.url(), claimed.headers(), body, 0, null, 0, now()));
    }

    private WebhookDelivery delivery(Subscription subscription, HookEvent event, String body, Cause cause) {
        return new WebhookDelivery(
                outbox.next(),
                now(),
                subscription.account(),
                subscription.id(),
                event.name(),
                event.subject(),
                body,
                cause,
                State.WAITING,
                List.of());
    }

    private static String masked(String body, String secret) {
        try {
            ObjectNode parsed = Json.parse(body);
            return parsed.has("secret_key") ? parsed.put("secret_key", "***").toString() : body;
        } catch (IllegalArgumentException e) {
            return secret.isEmpty() ? body : body.replace(secret, "***");
        }
    }

    private Instant now() {
        return context.clock().instant();
    }
}
