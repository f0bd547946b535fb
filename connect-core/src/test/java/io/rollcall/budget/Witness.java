package io.rollcall.budget;

import io.rollcall.budget.ledger.Applied;
import io.rollcall.budget.ledger.Grant;
import io.rollcall.budget.ledger.Ledger;
import io.rollcall.budget.ledger.LedgerState;
import io.rollcall.budget.ledger.LedgerView;
import io.rollcall.budget.ledger.Snapshot;
import java.util.HashMap;
import java.util.Map;

/** Reads the log as it is written, and knows what everybody else should have read. */
final class Witness {
    private static final int NOW_AND_THEN = 64;

    private final Ledger ledger = new Ledger();
    private final Map<Long, String> hashes = new HashMap<>();
    private final Map<Permits, Integer> unused = new HashMap<>();
    private long last = -1;

    private record Permits(long grant, long participant) {}

    void read(SimulatedLog.Stored record) {
        long offset = record.raw().offset();
        Applied applied = ledger.apply(offset, record.raw().timestampMs(), record.entry());
        last = offset;
        if (applied.replaced()) {
            throw new AssertionError("A snapshot differed at " + offset);
        }
        for (Grant grant : applied.grants()) {
            unused.merge(new Permits(offset, grant.participant()), 1, Integer::sum);
        }
        if (!applied.grants().isEmpty()) {
            LedgerView view = ledger.view();
            require(
                    view.used() <= view.limit() - Math.max(view.foreign(), view.headroom()),
                    "More is granted than there is");
        }
        if (due(offset)) {
            hashes.put(offset, ledger.hash());
            conserves(ledger.state());
        }
    }

    private static void conserves(LedgerState state) {
        long open = state.charges().open().stream()
                .mapToLong(each -> each.permits() - each.done() - each.unused())
                .sum();
        require(open >= 0, "Less than nothing is out");
        long accounted = state.charges().done()
                + state.charges().unused()
                + state.charges().forced()
                + open;
        require(state.turns().granted() == accounted, "A permit is lost or found");
    }

    private static boolean due(long offset) {
        return offset % NOW_AND_THEN == 0;
    }

    /** Somebody has read up to here. */
    void compare(Participant participant) {
        if (due(participant.applied())) {
            require(
                    participant.hash().equals(hashes.get(participant.applied())),
                    "Two who have read as much know different things, at " + participant.applied());
        }
    }

    /** Somebody sends. */
    void sent(long grant, long participant) {
        int left = unused.getOrDefault(new Permits(grant, participant), 0);
        require(left > 0, "A permit is used twice, or was never granted");
        unused.put(new Permits(grant, participant), left - 1);
    }

    Snapshot snapshot() {
        return new Snapshot(last, ledger.hash(), ledger.state());
    }

    Ledger ledger() {
        return ledger;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
