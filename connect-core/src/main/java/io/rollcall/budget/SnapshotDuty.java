package io.rollcall.budget;

/**
 * When this participant is to write a snapshot. Whoever is the eldest does; the others only when that does not happen. Times are of the
 * log's clock.
 */
final class SnapshotDuty {
    private static final long ENOUGH_RECORDS = 1_000;
    private static final long BUSY_MS = 600_000;
    private static final long IDLE_MS = 6 * 3_600_000L;
    private static final long PATIENCE_MS = 60_000;
    private static final long RETRY_MS = 1_000;
    private static final int JITTER_MS = 5_000;

    private final long number;
    private long records;
    private long since;
    private long enoughAt = Calendar.NEVER;
    private long notBefore = Sent.NEVER;
    private int attempts;

    /** @param number of the participant, which makes its pauses unlike those of others */
    SnapshotDuty(long number) {
        this.number = number;
    }

    /** There is a record, and whether it is a valid snapshot. */
    void counted(long timestamp, boolean valid) {
        if (valid) {
            records = 0;
            since = timestamp;
            enoughAt = Calendar.NEVER;
            return;
        }
        since = records == 0 && since == 0 ? timestamp : since;
        records++;
        if (records == ENOUGH_RECORDS) {
            enoughAt = timestamp;
        }
    }

    /** When to write one, as far as the log's clock tells. */
    long dueAt(boolean eldest) {
        long due = Math.min(enoughAt, since + (records > 1 ? BUSY_MS : IDLE_MS));
        return eldest ? due : due + PATIENCE_MS + jitter(0) * (PATIENCE_MS / JITTER_MS);
    }

    /** Before when, by the participant's own clock, it is not to be tried again. */
    long notBefore() {
        return notBefore;
    }

    /** One was written, which may come too late to be valid. */
    void tried(long now) {
        attempts++;
        notBefore = now + RETRY_MS + jitter(attempts);
    }

    private long jitter(int attempt) {
        return Math.floorMod(((number + attempt) * 0x9E3779B97F4A7C15L) >>> 20, JITTER_MS);
    }
}
