package io.rollcall.quickstart;

import java.time.Duration;

/** A clock that only moves when somebody waits. */
final class VirtualTime {

    private long nanos;

    /** Every pause takes {@code pause} on this clock and no time at all on the wall. */
    Poll poll(Duration pause) {
        return new Poll(() -> nanos, () -> nanos += pause.toNanos());
    }

    Duration passed() {
        return Duration.ofNanos(nanos);
    }
}
