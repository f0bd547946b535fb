package io.rollcall.quickstart;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks again and again until something is seen or the time is up.
 *
 * @param nanos a monotonic clock, as {@link System#nanoTime()}
 * @param pause passes the time between two looks
 */
record Poll(LongSupplier nanos, Pause pause) {

    /** Passes the time between two looks, and may end the waiting by throwing when there is nothing left to look at. */
    interface Pause {
        void pass() throws InterruptedException;
    }

    /**
     * Returns the first thing seen. There is always at least one look, and one look after the last pause.
     *
     * @param late what to throw when {@code limit} has passed and nothing was seen
     */
    <T> T until(Duration limit, Supplier<Optional<T>> look, Supplier<StackException> late) throws InterruptedException {
        return within(limit, look).orElseThrow(late);
    }

    /** Returns the first thing seen like {@link #until}, or nothing when {@code limit} has passed. */
    <T> Optional<T> within(Duration limit, Supplier<Optional<T>> look) throws InterruptedException {
        long start = nanos.getAsLong();
        while (true) {
            boolean last = nanos.getAsLong() - start >= limit.toNanos();
            Optional<T> seen = look.get();
            if (seen.isPresent() || last) {
                return seen;
            }
            pause.pass();
        }
    }
}
