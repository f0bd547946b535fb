package io.rollcall.budget;

import io.rollcall.budget.ledger.Entry;
import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.log.BudgetLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log whose clock may jump, and which may be out of reach for a while. */
final class SimulatedLog {
    /** After which a writer gives up, as Kafka's does. */
    private static final long DELIVERY_MS = 10_000;

    private final Timeline timeline;
    private final List<Stored> records = new ArrayList<>();
    private final List<Consumer<Stored>> readers = new ArrayList<>();
    private long ahead;
    private long reachableFrom;

    /** A record, when it was really appended, and what it says. */
    record Stored(BudgetLog.Entry raw, @Nullable Entry entry, long at) {}

    SimulatedLog(Timeline timeline) {
        this.timeline = timeline;
    }

    void onAppend(Consumer<Stored> reader) {
        readers.add(reader);
    }

    /** Arrives after a delay, unless the log is out of reach for too long. */
    void submit(byte[] bytes, long at) {
        if (reachableFrom - at > DELIVERY_MS) {
            return;
        }
        timeline.at(Math.max(at, reachableFrom), () -> append(bytes));
    }

    private void append(byte[] bytes) {
        long offset = records.size();
        BudgetLog.Entry raw = new BudgetLog.Entry(offset, clock(), bytes);
        Stored stored = new Stored(raw, EntryCodec.decode(bytes), timeline.now());
        records.add(stored);
        readers.forEach(reader -> reader.accept(stored));
    }

    /** The last offset whose timestamp is so old by the log's own clock, which is what nobody should rely on. */
    long datedBefore(long age) {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i).raw().timestampMs() <= clock() - age) {
                return i;
            }
        }
        return -1;
    }

    List<Stored> from(long offset) {
        return records.subList((int) offset, records.size());
    }

    long end() {
        return records.size();
    }

    long reachableFrom() {
        return reachableFrom;
    }

    void outage(long until) {
        reachableFrom = until;
    }

    /** Puts the clock ahead of the true time by so much. */
    void jump(long milliseconds) {
        ahead = milliseconds;
    }

    private long clock() {
        return 1_000_000_000L + timeline.now() + ahead;
    }
}
