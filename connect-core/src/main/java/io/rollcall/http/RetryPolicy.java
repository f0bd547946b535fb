package io.rollcall.http;

import io.rollcall.vendor.Failure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when to repeat a failed request. Pure.
 *
 * <p>Pauses grow exponentially with full jitter: anywhere from nothing to the whole pause, so that many clients thrown out
 * together do not come back together.
 *
 * @param maxAttempts times a request is sent, the first one included
 * @param maxElapsed how long after its first failure it may still be repeated
 */
record RetryPolicy(int maxAttempts, Duration maxElapsed) {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /**
     * The pause before the next attempt; empty when there is to be none.
     *
     * @param attempt how often it was sent, from 1
     * @param elapsed since its first failure
     * @param repeatable whether sending it twice does no more than once
     * @param random from 0 to 1
     */
    Optional<Duration> pause(int attempt, Duration elapsed, Failure failure, boolean repeatable, double random) {
        if (attempt >= maxAttempts || !failure.retryable() || unsafe(failure, repeatable)) {
            return Optional.empty();
        }
        long ceiling = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(attempt - 1, 30));
        Duration jitter = Duration.ofNanos((long) (ceiling * random));
        Duration asked = asked(failure);
        // What the vendor asked for is a lower bound, so the jitter comes on top of it.
        Duration pause = asked == null ? jitter : asked.plus(min(jitter, FIRST));
        return elapsed.plus(pause).compareTo(maxElapsed) > 0 ? Optional.empty() : Optional.of(pause);
    }

    private static boolean unsafe(Failure failure, boolean repeatable) {
        return !repeatable && failure instanceof Failure.Transient trouble && trouble.outcomeUnknown();
    }

    private static @Nullable Duration asked(Failure failure) {
        if (failure instanceof Failure.Throttled throttled) {
            return throttled.retryAfter();
        }
        return failure instanceof Failure.Transient trouble ? trouble.retryAfter() : null;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
