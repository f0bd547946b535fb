package io.rollcall.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the vendor's API was made to do. */
final class Stats {

    private final AtomicLong mails = new AtomicLong();
    private final Map<String, Long> writes = new ConcurrentHashMap<>();

    void mailed() {
        mails.incrementAndGet();
    }

    void wrote(String action) {
        writes.merge(action, 1L, Long::sum);
    }

    long mails() {
        return mails.get();
    }

    Map<String, Long> writes() {
        return new TreeMap<>(writes);
    }

    void reset() {
        mails.set(0);
        writes.clear();
    }
}
