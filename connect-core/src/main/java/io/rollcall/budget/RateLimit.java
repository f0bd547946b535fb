package io.rollcall.budget;

import java.time.Duration;

/**
 * A vendor's limit.
 *
 * @param requests at most so many, at least 1
 * @param window in any span of this length
 */
public record RateLimit(int requests, Duration window) {

    public RateLimit {
        if (requests < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("No request would ever be allowed: " + requests + " in " + window);
        }
    }
}
