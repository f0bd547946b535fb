package io.rollcall.simulator;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription without its secrets.
 *
 * @param account {@code primary} or {@code second}
 * @param enabled whether anything is sent to it now
 * @param disabledAtRetryLimit when the vendor gave up on it; null unless it did
 */
public record WebhookSubscription(
        String id,
        String account,
        String url,
        Set<String> events,
        boolean enabled,
        @Nullable Instant disabledAtRetryLimit) {

    /** Copies the events. */
    public WebhookSubscription {
        events = Set.copyOf(events);
    }
}
