package io.rollcall.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The vendor's sliding window, and the simulator's own count of what the clients really did to it. */
final class RateWindow {

    /**
     * @param admitted whether the request may pass
     * @param remaining how many more would pass now
     * @param waitMillis when the window gives room again; 0 if it has room
     */
    record Verdict(boolean admitted, int remaining, long waitMillis) {}

    private final Deque<Long> admitted = new ArrayDeque<>();
    private final Deque<Long> arrived = new ArrayDeque<>();
    private int worst;
    private long throttled;
    private long requests;

    synchronized Verdict arrive(Instant at, int limit, long windowMillis) {
        long now = at.toEpochMilli();
        requests++;
        arrived.addLast(now);
        expire(arrived, now, windowMillis);
        worst = Math.max(worst, arrived.size());
        if (limit <= 0) {
            return new Verdict(true, Integer.MAX_VALUE, 0);
        }
        expire(admitted, now, windowMillis);
        boolean passes = admitted.size() < limit;
        if (passes) {
            admitted.addLast(now);
        } else {
            throttled++;
        }
        int remaining = Math.max(0, limit - admitted.size());
        Long oldest = admitted.peekFirst();
        long wait = remaining > 0 || oldest == null ? 0 : oldest + windowMillis - now;
        return new Verdict(passes, remaining, wait);
    }

    /** The most requests that ever arrived within one window, throttled ones included. */
    synchronized int worst() {
        return worst;
    }

    synchronized long throttled() {
        return throttled;
    }

    synchronized long requests() {
        return requests;
    }

    synchronized void reset() {
        admitted.clear();
        arrived.clear();
        worst = 0;
        throttled = 0;
        requests = 0;
    }

    private static void expire(Deque<Long> times, long now, long windowMillis) {
        for (Long first = times.peekFirst(); first != null && first <= now - windowMillis; first = times.peekFirst()) {
            times.removeFirst();
        }
    }
}
