package io.rollcall.budget;

import io.rollcall.budget.ledger.Entry;
import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.LedgerState;
import io.rollcall.budget.ledger.Snapshot;
import io.rollcall.budget.log.BudgetLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of the log, in which the last valid snapshot is looked for. */
final class Tail {
    private final List<Item> items = new ArrayList<>();

    /** A record, and what it says: null for nothing. */
    record Item(long offset, long timestamp, @Nullable Entry entry) {}

    Tail(List<BudgetLog.Entry> records) {
        for (BudgetLog.Entry each : records) {
            items.add(new Item(each.offset(), each.timestampMs(), EntryCodec.decode(each.bytes())));
        }
    }

    List<Item> items() {
        return items;
    }

    /** The state that the last valid snapshot describes; null for none. */
    @Nullable
    Snapshot snapshot() {
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i).entry instanceof Snapshot snapshot && snapshot.validAt(items.get(i).offset)) {
                return snapshot;
            }
        }
        return null;
    }

    /** Whether everything that still counts in a state was closed or granted by a record that is here, and whose age can be told. */
    boolean dates(LedgerState state) {
        if (items.isEmpty()) {
            return false;
        }
        long first = items.get(0).offset;
        return state.charges().open().stream().allMatch(open -> open.offset() >= first)
                && state.charges().lanes().stream()
                        .flatMap(lane -> lane.closed().stream())
                        .allMatch(closed -> closed.offset() >= first);
    }
}
