package io.rollcall.quickstart;

import io.rollcall.budget.ledger.Applied;
import io.rollcall.budget.ledger.Entry;
import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.Ledger;
import io.rollcall.budget.ledger.LedgerState;
import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Snapshot;
import io.rollcall.budget.ledger.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A budget computed anew from its topic, as every participant does, with everything that is wrong on the way. */
final class BudgetReplay {
    private Ledger ledger = new Ledger();
    private boolean begun;
    private boolean fromSnapshot;
    private long records;
    private long unreadable;
    private long snapshots;
    private @Nullable Refusal lastRefusal;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, long[]> granted = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    /** The vendor refused a request for its number. */
    record Refusal(long timestampMs, @Nullable Long retryAfterMs) {}

    /**
     * Takes the next record. A topic whose beginning is gone begins with its first snapshot.
     *
     * @param writer how whoever wrote it calls itself
     */
    void take(long offset, long timestampMs, String writer, byte @Nullable [] bytes) {
        records++;
        Entry entry = EntryCodec.decode(bytes);
        if (entry == null) {
            unreadable++;
        }
        if (!begun && offset > 0) {
            if (!(entry instanceof Snapshot first && first.validAt(offset))) {
                return;
            }
            ledger = Ledger.of(first.state());
            fromSnapshot = true;
        }
        begun = true;
        if (entry instanceof Update update) {
            names.put(update.participant(), writer);
            look(update, offset, timestampMs);
        } else if (entry instanceof Snapshot snapshot && snapshot.validAt(offset)) {
            snapshots++;
        }
        Applied applied = ledger.apply(offset, timestampMs, entry);
        applied.grants()
                .forEach(grant -> granted.computeIfAbsent(grant.participant(), none -> new long[4])[
                        grant.priority().rank()]++);
        if (applied.replaced()) {
            findings.add("record " + offset + ": a snapshot differs from the state before it, the log's holds");
        }
        if (!applied.grants().isEmpty()) {
            checkLimits(offset);
        }
    }

    private void look(Update update, long offset, long timestampMs) {
        if (update.certificates().stream().anyMatch(certified -> certified >= offset)) {
            findings.add("record " + offset + ": certifies what comes after it");
        }
        if (update.observation() != null && update.observation().throttled()) {
            lastRefusal = new Refusal(timestampMs, update.observation().retryAfterMs());
        }
    }

    private void checkLimits(long offset) {
        Policy policy = ledger.policy();
        List<Limit> limits = policy == null ? List.of() : policy.limits();
        LedgerState.Charged charges = ledger.state().charges();
        long open = charges.open().stream()
                .mapToLong(each -> each.permits() - each.done() - each.unused())
                .sum();
        for (int i = 0; i < limits.size(); i++) {
            long used = open
                    + charges.lanes().get(i).closed().stream()
                            .mapToLong(LedgerState.Amount::count)
                            .sum();
            if (used > limits.get(i).requests()) {
                findings.add("record " + offset + ": " + used + " requests count against a limit of "
                        + limits.get(i).requests());
            }
        }
    }

    Ledger ledger() {
        return ledger;
    }

    /** How a participant calls itself, or its number. */
    String name(long participant) {
        return names.getOrDefault(participant, Long.toHexString(participant));
    }

    /** Permits that a participant was granted since the records begin, by class. */
    long[] granted(long participant) {
        return granted.getOrDefault(participant, new long[4]).clone();
    }

    @Nullable
    Refusal lastRefusal() {
        return lastRefusal;
    }

    /** Whether there was anything to compute a state from. */
    boolean begun() {
        return begun;
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    /** One line on what was read. */
    String summary() {
        return records + " records" + (fromSnapshot ? ", computed from the first snapshot on" : "") + ", " + snapshots
                + " snapshots, " + unreadable + " unreadable";
    }
}
