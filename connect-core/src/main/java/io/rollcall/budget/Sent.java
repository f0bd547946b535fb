package io.rollcall.budget;

import java.util.TreeMap;

/** The updates that a participant has written, and which of them have come back. */
final class Sent {
    /** Long before anything, and yet a number that can be added to. */
    static final long NEVER = Long.MIN_VALUE / 4;

    private final TreeMap<Long, Long> flying = new TreeMap<>();
    private long sequence;
    private long last = NEVER;
    private long proven = NEVER;

    /** The number of the update that is written now. */
    long next(long now) {
        last = now;
        flying.put(++sequence, now);
        return sequence;
    }

    /** An update has come back, and so will none before it that has not. */
    void back(long number) {
        Long at = flying.get(number);
        if (at != null) {
            proven = Math.max(proven, at);
            flying.headMap(number, true).clear();
        }
    }

    /** Whether the last one has not come back. */
    boolean underway() {
        return !flying.isEmpty();
    }

    /** When the last one was written. */
    long last() {
        return last;
    }

    /** When the last one that came back was written: before every record that is applied from then on. */
    long proven() {
        return proven;
    }
}
