package io.rollcall.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** One account's tables: what is true, and what a reader is shown while a change still spreads. */
final class Directory {

    private record Past(Instant until, Tables tables) {}

    private final InstantSource clock;
    private final IntSupplier readDelayMillis;
    private final Tables truth = new Tables();
    private final Deque<Past> pasts = new ArrayDeque<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private final int firstNumber;

    Directory(InstantSource clock, IntSupplier readDelayMillis, int firstNumber) {
        this.clock = clock;
        this.readDelayMillis = readDelayMillis;
        this.firstNumber = firstNumber;
    }

    Tables truth() {
        return truth;
    }

    /** The tables to change; readers keep seeing those before for the read delay. */
    Tables changing() {
        int delay = readDelayMillis.getAsInt();
        if (delay > 0) {
            pasts.addLast(new Past(clock.instant().plusMillis(delay), truth.copy()));
        }
        return truth;
    }

    Tables visible() {
        Instant now = clock.instant();
        while (!pasts.isEmpty() && !pasts.getFirst().until().isAfter(now)) {
            pasts.removeFirst();
        }
        return pasts.isEmpty() ? truth : pasts.getFirst().tables();
    }

    /** The next number of a series; an id made of it is never given out twice. */
    int next(String series) {
        return counters.merge(series, firstNumber + 1, (old, first) -> old + 1);
    }

    void reset() {
        truth.clear();
        pasts.clear();
        counters.clear();
    }
}
