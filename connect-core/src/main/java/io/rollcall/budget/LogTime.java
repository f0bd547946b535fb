package io.rollcall.budget;

/** The log's clock as far as its last record tells. It may go back, and nothing that matters for safety rests on it. */
final class LogTime {
    private long timestamp;
    private long at;

    void heard(long recordTimestamp, long now) {
        timestamp = recordTimestamp;
        at = now;
    }

    /** What it shows now, at least. */
    long estimate(long now) {
        return timestamp + (now - at);
    }

    /** When it will show a time, by one's own clock. */
    long when(long time) {
        return at + (time - timestamp);
    }

    /** When it will show a time, but not before a moment of one's own clock. */
    long when(long time, long atLeast) {
        return time == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(atLeast, when(time));
    }

    /** When the last record was read. */
    long heardAt() {
        return at;
    }
}
