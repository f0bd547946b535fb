package io.rollcall.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Users of whom a webhook said that they changed, each once, until they are read.
 *
 * <p>Thread-safe: webhooks come on the listener's thread, and a {@link Detector} takes them on its own. Kept in memory only,
 * since a task that starts again begins with a sweep, which sees whatever the lost ones would have shown.
 */
public final class Hints {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    /** After so many failures it is left to sweeps. */
    private static final int TRIES = 8;

    /** What became of a hint. */
    public enum Outcome {
        /** It waits for its turn. */
        QUEUED,
        /** The same user was waiting already: one read serves both. */
        MERGED,
        /** There is no room. A sweep, which sees everybody, is due instead. */
        FULL
    }

    /**
     * A user to be read.
     *
     * @param arrivedAt when the first of the webhooks that it stands for came
     * @param due when it may be read
     * @param failures how many reads of it failed
     * @param last whether it is the second look of one that showed nothing new
     */
    record Hint(String userId, Instant arrivedAt, Instant due, int failures, boolean last) {}

    private final int capacity;
    private final Duration debounce;
    private final Map<String, Hint> waiting = new HashMap<>();
    private @Nullable Instant sweepDue;

    /**
     * @param capacity how many users may wait
     * @param debounce how long a hint waits for others about the same user
     */
    public Hints(int capacity, Duration debounce) {
        this.capacity = capacity;
        this.debounce = debounce;
    }

    /** No hint ever comes. */
    public static Hints none() {
        return new Hints(0, Duration.ZERO);
    }

    /** Notes that this user may have changed. When there is no room, asks for a sweep instead. */
    public synchronized Outcome offer(String userId, Instant now) {
        Hint known = waiting.get(userId);
        if (known != null && !known.last()) {
            return Outcome.MERGED;
        }
        if (known == null && waiting.size() >= capacity) {
            wantSweep(now);
            return Outcome.FULL;
        }
        waiting.put(userId, new Hint(userId, now, now.plus(debounce), 0, false));
        return Outcome.QUEUED;
    }

    /** Notes that something changed that only a sweep shows. */
    public synchronized void wantSweep(Instant now) {
        if (sweepDue == null) {
            sweepDue = now.plus(debounce);
        }
    }

    /** How many users wait. */
    public synchronized int size() {
        return waiting.size();
    }

    /** Takes the hint that is due longest, which counts as read from then on. */
    synchronized Optional<Hint> take(Instant now) {
        Optional<Hint> next = next().filter(hint -> !hint.due().isAfter(now));
        next.ifPresent(hint -> waiting.remove(hint.userId()));
        return next;
    }

    /** When the next hint is due. */
    synchronized Optional<Instant> nextDue() {
        return next().map(Hint::due);
    }

    private Optional<Hint> next() {
        return waiting.values().stream().min(Comparator.comparing(Hint::due));
    }

    /** The read failed and may work later: after a pause that doubles, a few times; then a sweep has to do. */
    synchronized void again(Hint hint, Instant now) {
        int failures = hint.failures() + 1;
        if (failures >= TRIES) {
            wantSweep(now);
            return;
        }
        Duration first = debounce.compareTo(SHORTEST_PAUSE) > 0 ? debounce : SHORTEST_PAUSE;
        Duration longest = debounce.compareTo(LONGEST_PAUSE) > 0 ? debounce : LONGEST_PAUSE;
        Duration pause = first.multipliedBy(1L << failures);
        Instant due = now.plus(pause.compareTo(longest) > 0 ? longest : pause);
        waiting.putIfAbsent(hint.userId(), new Hint(hint.userId(), hint.arrivedAt(), due, failures, hint.last()));
    }

    /**
     * The read showed nothing new, perhaps because the vendor's reads lag behind: one more look at that time, or when the user
     * may be read again if that is later. Where another hint came meanwhile, its read is that look.
     */
    synchronized void lookAgain(Hint hint, Instant wanted, Instant now) {
        Instant soonest = now.plus(debounce);
        Instant due = wanted.isAfter(soonest) ? wanted : soonest;
        waiting.putIfAbsent(hint.userId(), new Hint(hint.userId(), hint.arrivedAt(), due, 0, true));
    }

    /** When somebody wants a sweep; empty when nobody does. */
    synchronized Optional<Instant> sweepDue() {
        return Optional.ofNullable(sweepDue);
    }

    /** A sweep begins, which serves all who wanted one. */
    synchronized void sweepBegins() {
        sweepDue = null;
    }
}
