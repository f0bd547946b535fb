package io.rollcall.apply;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Which partitions are ours, as far as we can know. Thread-safe. */
final class Tenure {
    /** Without a sign of life from Connect for so long, the partitions may be somebody else's by now. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Map<Integer, Long> assignments = new HashMap<>();
    private long count;
    private Instant alive;
    private boolean over;

    Tenure(InstantSource clock) {
        this.clock = clock;
        this.alive = clock.instant();
    }

    synchronized void begin(int partition) {
        assignments.put(partition, ++count);
    }

    synchronized void end(int partition) {
        assignments.remove(partition);
    }

    synchronized boolean holds(int partition) {
        return assignments.containsKey(partition);
    }

    synchronized void alive() {
        alive = clock.instant();
    }

    /** Nothing is ours any more. */
    synchronized void end() {
        over = true;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Tells from now on whether the partition still is ours, without a break in between, and Connect alive. */
    synchronized BooleanSupplier of(int partition) {
        Long assignment = assignments.get(partition);
        return () -> isStill(partition, assignment);
    }

    private synchronized boolean isStill(int partition, @Nullable Long assignment) {
        return !over
                && assignment != null
                && assignment.equals(assignments.get(partition))
                && clock.instant().isBefore(alive.plus(SIGN_OF_LIFE));
    }
}
