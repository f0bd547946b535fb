package io.rollcall.budget;

import io.rollcall.budget.ledger.Entry;
import io.rollcall.budget.ledger.LedgerView;
import io.rollcall.budget.ledger.Policy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides when a participant writes, and what. */
final class Author {
    /** For how long a tick that is on its way to the log is waited for. */
    private static final long RETRY_MS = 1_000;

    private static final long POLICY_RETRY_MS = 3_000;

    private final Policy own;
    private final Replica replica;
    private final Outbox outbox;
    private long policyNotBefore = Sent.NEVER;
    private boolean wary;
    private @Nullable Outlook outlook;

    /**
     * What only another record can change.
     *
     * @param due when time alone is worth a record to those who wait
     * @param rank this participant's place among them; negative for none
     * @param room whether the limits leave something to be granted
     * @param probing whether nobody is granted anything while a request is on its way
     */
    private record Outlook(long due, int rank, boolean room, boolean probing, long snapshotAt) {}

    Author(Policy own, Replica replica, Outbox outbox) {
        this.own = own;
        this.replica = replica;
        this.outbox = outbox;
    }

    /**
     * A record has been read.
     *
     * @param permits that it grants to this participant
     * @param late whether they come too late to be used, so that it is of no use to hurry for others
     */
    void read(int permits, boolean late) {
        outlook = null;
        wary = permits > 0 ? late : wary;
    }

    Optional<Entry> write(long now) {
        if (now >= policyAt()) {
            policyNotBefore = now + POLICY_RETRY_MS;
            return Optional.of(own);
        }
        Policy policy = replica.ledger().policy();
        if (policy != null && now >= updateAt(policy)) {
            return Optional.of(outbox.update(replica, policy, now));
        }
        if (now >= snapshotAt()) {
            outlook = null;
            return Optional.of(replica.snapshot(now));
        }
        return Optional.empty();
    }

    long nextAt() {
        Policy policy = replica.ledger().policy();
        long updateAt = policy == null ? Calendar.NEVER : updateAt(policy);
        return Math.min(updateAt, Math.min(policyAt(), snapshotAt()));
    }

    private long policyAt() {
        Policy policy = replica.ledger().policy();
        return policy == null || own.version() > policy.version() ? policyNotBefore : Calendar.NEVER;
    }

    /** What is on its way to the log would come before the snapshot, and make it worthless. */
    private long snapshotAt() {
        return replica.joined() && !outbox.sent().underway() ? outlook().snapshotAt() : Calendar.NEVER;
    }

    private long updateAt(Policy policy) {
        Rhythm rhythm = replica.rhythm();
        boolean underway = outbox.sent().underway();
        long last = outbox.sent().last();
        if (!replica.joined()) {
            return underway ? last + rhythm.heartbeat() : Sent.NEVER;
        }
        long at = Calendar.NEVER;
        if (urgent(policy)) {
            at = last;
        } else if (outbox.news() || (!underway && !replica.counts(outbox.wants()))) {
            at = last + rhythm.flush();
        }
        boolean waits = outlook().rank() >= 0;
        if (waits || underway || outbox.wants().any()) {
            at = Math.min(at, last + rhythm.heartbeat());
        }
        at = waits ? Math.min(at, tickAt(rhythm, outlook())) : at;
        return Math.max(at, last + rhythm.spacing());
    }

    /** Whether somebody loses time for every moment that this participant keeps its news for itself. */
    private boolean urgent(Policy policy) {
        if (outbox.observations().urgent() || (outbox.wants().untold() && !wary)) {
            return true;
        }
        boolean full = outbox.holdings().out() >= policy.maxHeld();
        boolean blocks = outlook().probing()
                || (outlook().room() && full && outbox.wants().any());
        return outbox.holdings().changed() && blocks;
    }

    private long tickAt(Rhythm rhythm, Outlook outlook) {
        if (outlook.due() == Calendar.NEVER) {
            return Calendar.NEVER;
        }
        long last = outbox.sent().last();
        boolean told = outbox.sent().underway() && last >= outlook.due();
        long free = told ? last + RETRY_MS : Math.max(last, replica.clock().heardAt()) + rhythm.tick();
        return Math.max(outlook.due(), free) + outlook.rank() * rhythm.rank();
    }

    private Outlook outlook() {
        Outlook known = outlook;
        if (known == null) {
            LedgerView view = replica.ledger().view();
            int rank = replica.rank();
            known = new Outlook(
                    rank < 0 ? Calendar.NEVER : replica.due(),
                    rank,
                    view.available() > 0,
                    view.probing(),
                    replica.snapshotAt());
            outlook = known;
        }
        return known;
    }
}
