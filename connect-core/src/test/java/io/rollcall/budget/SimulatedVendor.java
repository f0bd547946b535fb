package io.rollcall.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A vendor that allows so many requests in a window, of whomever, and refuses the rest. */
final class SimulatedVendor {
    private final long window;
    private final boolean fixed;
    private final boolean talkative;
    private final long phase;
    private final Deque<Long> accepted = new ArrayDeque<>();
    private int limit;
    private long requests;
    private long refused;

    /**
     * @param fixed whether it counts from one reset to the next
     * @param talkative whether its answers say what is left
     */
    SimulatedVendor(int limit, long window, boolean fixed, boolean talkative, long phase) {
        this.limit = limit;
        this.window = window;
        this.fixed = fixed;
        this.talkative = talkative;
        this.phase = phase;
    }

    /** A request of ours. */
    Feedback ask(long now) {
        requests++;
        boolean allowed = take(now);
        refused += allowed ? 0 : 1;
        Duration reset = Duration.ofMillis(resetAt(now) - now);
        return new Feedback(
                !allowed,
                talkative ? limit : null,
                talkative ? limit - accepted.size() : null,
                talkative && fixed ? reset : null,
                talkative && !allowed ? reset : null);
    }

    /** A request of somebody else's. */
    boolean take(long now) {
        long since = fixed ? resetAt(now) - window : now - window + 1;
        while (!accepted.isEmpty() && accepted.getFirst() < since) {
            accepted.removeFirst();
        }
        if (accepted.size() >= limit) {
            return false;
        }
        accepted.addLast(now);
        return true;
    }

    private long resetAt(long now) {
        if (!fixed) {
            return accepted.isEmpty() ? now : accepted.getFirst() + window;
        }
        return (Math.floorDiv(now - phase, window) + 1) * window + phase;
    }

    void limit(int other) {
        limit = other;
    }

    int limit() {
        return limit;
    }

    /** Ours. */
    long requests() {
        return requests;
    }

    /** Ours. */
    long refused() {
        return refused;
    }
}
