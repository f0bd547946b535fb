package io.rollcall.budget;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's answer says about its limit.
 *
 * @param throttled whether it refused the request for being one too many
 * @param limit requests the vendor allows in its window; null when it did not say
 * @param remaining requests left in the vendor's window, everybody else's counted too; null when it did not say
 * @param reset how long until that window ends; null when it did not say
 * @param retryAfter how long it asked to wait; null when it did not
 */
public record Feedback(
        boolean throttled,
        @Nullable Integer limit,
        @Nullable Integer remaining,
        @Nullable Duration reset,
        @Nullable Duration retryAfter) {}
