package io.rollcall.budget;

import io.rollcall.budget.ledger.Applied;
import io.rollcall.budget.ledger.Entry;
import io.rollcall.budget.ledger.Ledger;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Snapshot;
import io.rollcall.budget.ledger.UnsupportedRulesException;
import io.rollcall.budget.ledger.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger as one participant has read it, and since when that one has known of which record. */
final class Replica {
    private final long number;
    private final Past past;
    private final LogTime clock = new LogTime();
    private final Replay replay = new Replay();
    private final SnapshotDuty snapshots;
    private Ledger ledger = new Ledger();
    private Stamps stamps = new Stamps();
    private @Nullable Policy followed;
    private Rhythm rhythm;
    private boolean joined;
    private long applied = -1;

    Replica(long number, Policy own, Past past) {
        this.number = number;
        this.past = past;
        this.snapshots = new SnapshotDuty(number);
        this.rhythm = Rhythm.of(own);
    }

    /** Begins with the end of the log, if it says enough. */
    boolean resume(Tail tail, boolean whole, long now) {
        Snapshot snapshot = tail.snapshot();
        if (!whole && (snapshot == null || (past == Past.DATED && !tail.dates(snapshot.state())))) {
            return false;
        }
        boolean begun = snapshot == null;
        for (Tail.Item each : tail.items()) {
            if (!begun && snapshot != null && snapshot.equals(each.entry())) {
                begun = true;
                ledger = Ledger.of(snapshot.state());
            }
            if (begun) {
                take(each.offset(), each.timestamp(), each.entry(), now);
            } else {
                replay.add(each.offset(), each.timestamp(), now);
            }
        }
        return true;
    }

    /**
     * Takes the next record.
     *
     * @throws UnsupportedRulesException when what it says is not to be understood
     */
    Applied take(long offset, long timestamp, @Nullable Entry entry, long now) {
        Applied result = ledger.apply(offset, timestamp, entry);
        applied = offset;
        clock.heard(timestamp, now);
        snapshots.counted(timestamp, entry instanceof Snapshot snapshot && snapshot.validAt(offset));
        Policy policy = ledger.policy();
        if (policy != null && !policy.equals(followed)) {
            requireKnown(policy);
            followed = policy;
            rhythm = Rhythm.of(policy);
        }
        stamp(offset, timestamp, entry instanceof Update update && update.participant() == number, now);
        return result;
    }

    /** A snapshot brings its policy past the ledger's own check. */
    private static void requireKnown(Policy policy) {
        if (policy.rules() > Policy.RULES) {
            throw new UnsupportedRulesException("rules version " + policy.rules() + " is newer than " + Policy.RULES);
        }
    }

    private void stamp(long offset, long timestamp, boolean mine, long now) {
        if (joined) {
            stamps.add(offset, now, rhythm.grain());
            stamps.forget(now - longestAge());
            return;
        }
        replay.add(offset, timestamp, now);
        if (mine) {
            stamps = replay.date(past, timestamp, now);
            joined = true;
        }
    }

    private long longestAge() {
        Policy policy = ledger.policy();
        long longest = 0;
        for (int i = 0; policy != null && i < policy.certificates(); i++) {
            longest = Math.max(longest, policy.ageMs(i));
        }
        return longest;
    }

    /** For each age of the policy, the last offset that is certainly that old. */
    List<Long> certificates(Policy policy, long now) {
        List<Long> certificates = new ArrayList<>();
        for (int i = 0; i < policy.certificates(); i++) {
            certificates.add(stamps.knownAt(now - policy.ageMs(i)));
        }
        return certificates;
    }

    /** When the log needs a record that says no more than that time has passed; {@link Calendar#NEVER} if nobody waits for time. */
    long due() {
        Policy policy = ledger.policy();
        return policy == null ? Calendar.NEVER : Calendar.due(ledger, policy, stamps, clock);
    }

    /** The place among those who wait; negative for who does not. */
    int rank() {
        return Collections.binarySearch(ledger.waiting(), number);
    }

    /** Whether the log counts as many requests of each class as waiting as these. */
    boolean counts(Wants wants) {
        for (Priority each : Priority.values()) {
            if (ledger.waits(number, each) != wants.waiting(each)) {
                return false;
            }
        }
        return true;
    }

    /** When to write a snapshot, by the participant's own clock. */
    long snapshotAt() {
        Long eldest = ledger.eldest();
        return clock.when(snapshots.dueAt(eldest != null && eldest == number), snapshots.notBefore());
    }

    Snapshot snapshot(long now) {
        snapshots.tried(now);
        return new Snapshot(applied, ledger.hash(), ledger.state());
    }

    Ledger ledger() {
        return ledger;
    }

    LogTime clock() {
        return clock;
    }

    Rhythm rhythm() {
        return rhythm;
    }

    /** Whether a record of its own has come back, so that it knows the age of all the others. */
    boolean joined() {
        return joined;
    }

    /** The last offset. */
    long applied() {
        return applied;
    }
}
