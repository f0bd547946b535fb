package io.rollcall.quickstart;

import io.rollcall.schema.UserEvent;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.simulator.WebhookDelivery;
import io.rollcall.user.UserChange;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;

/** Knows when the simulated vendors told of what, and so how long an event took that a webhook led to. */
final class Promptness {
    private final Simulator simulator;

    Promptness(Simulator simulator) {
        this.simulator = simulator;
    }

    /** One change event as one readable line, with the time since the webhook if it was one. */
    String line(UserEvent event) {
        UserChange change = event.change();
        if (!FeedLine.isByWebhook(change)) {
            return FeedLine.of(event);
        }
        Vendor vendor = Vendor.valueOf(change.key().vendor().toUpperCase(Locale.ROOT));
        return FeedLine.of(event)
                + simulator
                        .vendor(vendor)
                        .webhooks()
                        .deliveries(delivery ->
                                delivery.subject().equals(change.key().userId()))
                        .stream()
                        .map(WebhookDelivery::at)
                        .filter(told -> told.isBefore(event.producedAt()))
                        .max(Comparator.naturalOrder())
                        .map(told -> " after "
                                + Duration.between(told, event.producedAt()).toMillis() + " ms")
                        .orElse("");
    }
}
