package io.rollcall.budget.log;

import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.Snapshot;
import io.rollcall.budget.ledger.UnsupportedRulesException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a log in memory: the last ones, and in any case those since the last snapshot. Not thread-safe. */
final class WorkerLogRecords {
    private final int keep;
    private final List<Long> timestamps = new ArrayList<>();
    private final List<byte[]> records = new ArrayList<>();
    private long begin;
    private long snapshot = -1;

    /** @param keep so many records at least; twice as many at most, unless nobody writes snapshots */
    WorkerLogRecords(int keep) {
        this.keep = keep;
    }

    void append(long timestampMs, byte[] record) {
        if (isSnapshot(record, end())) {
            snapshot = end();
        }
        timestamps.add(timestampMs);
        records.add(record);
        if (records.size() > 2 * keep) {
            forget((int) Math.min(records.size() - keep, snapshot - begin));
        }
    }

    private static boolean isSnapshot(byte[] record, long offset) {
        try {
            return EntryCodec.decode(record) instanceof Snapshot found && found.validAt(offset);
        } catch (UnsupportedRulesException newer) {
            return false;
        }
    }

    private void forget(int count) {
        if (count > 0) {
            timestamps.subList(0, count).clear();
            records.subList(0, count).clear();
            begin += count;
        }
    }

    long begin() {
        return begin;
    }

    long end() {
        return begin + records.size();
    }

    /** Timestamps and records from an offset on, as {@code long[]} and {@code byte[][]}; null when they are forgotten. */
    Object @Nullable [] read(long offset, int most) {
        if (offset < begin || offset > end()) {
            return null;
        }
        int from = (int) (offset - begin);
        int to = Math.min(from + most, records.size());
        return new Object[] {
            timestamps.subList(from, to).stream().mapToLong(Long::longValue).toArray(),
            records.subList(from, to).toArray(new byte[0][])
        };
    }
}
