package io.rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs on its own and can be pushed ahead, so that expiry and delays need no waiting. */
final class SimulatedClock implements InstantSource {

    private final InstantSource source;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    SimulatedClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public Instant instant() {
        return source.instant().plus(ahead.get());
    }

    void advance(Duration by) {
        ahead.accumulateAndGet(by, Duration::plus);
        listeners.forEach(Runnable::run);
    }

    /** Runs something after every push, for what waits until a time. */
    void whenAdvanced(Runnable listener) {
        listeners.add(listener);
    }
}
