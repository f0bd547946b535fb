package io.rollcall.budget;

import java.util.ArrayList;
import java.util.List;

/** Records that are older than the participant, which cannot know their age by its own clock. */
final class Replay {
    /** By how much the clocks of two brokers may differ. */
    private static final long SKEW_MS = 1_000;

    private final List<Seen> seen = new ArrayList<>();

    private record Seen(long offset, long timestamp, long at) {}

    void add(long offset, long timestamp, long now) {
        seen.add(new Seen(offset, timestamp, now));
    }

    /**
     * Stamps everything once a record of one's own has come back, which ties the log's clock to one's own.
     *
     * @param timestamp of that record
     * @param now when it came back
     */
    Stamps date(Past past, long timestamp, long now) {
        Stamps stamps = new Stamps();
        for (Seen each : seen) {
            long dated = now - (timestamp - each.timestamp) + SKEW_MS;
            stamps.add(each.offset, past == Past.DATED ? Math.min(each.at, dated) : each.at, 1);
        }
        seen.clear();
        return stamps;
    }
}
