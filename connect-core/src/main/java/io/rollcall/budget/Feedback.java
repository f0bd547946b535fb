package io.rollcall.budget;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's answer says about its limit.
 *
 * @param throttled whether it refused the request for being one too many
 * @param remaining requests left in the vendor's window, everybody else's counted too; null when it did not say
 * @param delay how long until that changes, or as it was asked to wait; null when it did not say
 */
public record Feedback(
        boolean throttled,
        @Nullable Integer remaining,
        @Nullable Duration delay) {}
