package io.rollcall.source;

import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.WebhookRegistration;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers webhooks when the task starts, before the first sweep, so that what changes after it is told. Without webhooks
 * everything goes on by sweeps, so no failure of it ends the task.
 */
final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final String account;
    private final Supplier<WebhookRegistration> begin;
    private WebhookRegistration registration;
    /** When the next step may be taken; null when there is none. */
    private @Nullable Instant due = Instant.MIN;

    private boolean asking;

    Enrolment(String account, Supplier<WebhookRegistration> begin) {
        this.account = account;
        this.begin = begin;
        this.registration = begin.get();
    }

    /** The next step, which takes one request at most; null when there is nothing to do now. */
    @Nullable
    WebhookRegistration step(Instant now) {
        if (due == null || now.isBefore(due)) {
            return null;
        }
        asking = true;
        return registration;
    }

    /** Whether the request that runs is this one's. */
    boolean isAsking() {
        return asking;
    }

    void stepped(boolean more) {
        asking = false;
        due = more ? Instant.MIN : null;
    }

    void failed(VendorException failure, Instant now) {
        asking = false;
        boolean again = failure.failure().retryable();
        LOG.warn(
                "{}: webhooks were not registered: {} Changes are found by sweeps meanwhile. {}",
                account,
                failure.getMessage(),
                again
                        ? "It is tried again in " + PAUSE.toMinutes() + " minutes."
                        : "Check the app's scope webhooks.configuration:rw, then restart the task.");
        registration = begin.get();
        due = again ? now.plus(PAUSE) : null;
    }
}
