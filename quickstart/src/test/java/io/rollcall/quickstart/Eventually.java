package io.rollcall.quickstart;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do by themselves. */
final class Eventually {

    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final Poll POLL = new Poll(System::nanoTime, () -> pass(Duration.ofMillis(25)));

    private Eventually() {}

    /**
     * Returns the first thing seen.
     *
     * @throws StackException saying what was not seen
     */
    static <T> T seen(String what, Duration limit, Supplier<Optional<T>> look) throws InterruptedException {
        return POLL.until(
                limit, look, () -> new StackException("Not seen within " + limit.toMillis() + " ms: " + what));
    }

    /** Returns when it holds; throws like {@link #seen}. */
    static void holds(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        seen(what, limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Lets time go by that belongs to the scenario itself. */
    static void pass(Duration time) throws InterruptedException {
        NEVER.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
