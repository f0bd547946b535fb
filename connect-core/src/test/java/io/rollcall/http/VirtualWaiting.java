package io.rollcall.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pauses that take no time, and remember how long they would have been. */
final class VirtualWaiting implements Waiting {
    private final List<Duration> pauses = new ArrayList<>();
    private long nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized boolean pause(Duration pause) {
        pauses.add(pause);
        nanos += pause.toNanos();
        return true;
    }

    @Override
    public void close() {}

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
