package io.rollcall.budget;

import io.rollcall.budget.ledger.Applied;
import io.rollcall.budget.ledger.Entry;
import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.Grant;
import io.rollcall.budget.ledger.LedgerState;
import io.rollcall.budget.ledger.LedgerView;
import io.rollcall.budget.ledger.Observation;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.UnsupportedRulesException;
import io.rollcall.budget.ledger.Update;
import io.rollcall.budget.log.BudgetLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of those who share a licence: reads the log, learns from it which requests it may send, and says what is to be
 * written to it.
 *
 * <p>Has no clock, no thread and no connection. Whoever drives it calls it from one thread at a time, and gives it milliseconds
 * of a clock that never goes back: {@link #resume} with the end of the log until it says yes, then {@link #apply} with every
 * record after that, and whenever {@link #nextAt} has come, {@link #write}. Every other method may change what nextAt says.
 */
final class Participant {
    /** A request that was given up may be on the wire for so long. */
    private static final long LINGER_MS = 5_000;

    private final long number;
    private final Policy own;
    private final Replica replica;
    private final Outbox outbox;
    private final Author author;
    private Standing standing = Standing.REPLAYING;
    private long tooLate;
    private long replaced;

    /** What a participant is about. */
    enum Standing {
        /** It reads what was written before it came. */
        REPLAYING,
        /** It waits for its first own record to come back. */
        JOINING,
        RUNNING,
        /** The log is kept by rules that it does not know, and it will not send anything any more. */
        HALTED
    }

    /**
     * A participant that has yet to read the log.
     *
     * @param number random and not negative, another one for each
     * @param own what it was configured with, which holds for all when the log has none or one of a lower version
     */
    Participant(long number, Policy own, Past past) {
        this.number = number;
        this.own = own;
        this.replica = new Replica(number, own, past);
        this.outbox = new Outbox(number, past == Past.LOST ? Update.Mark.QUARANTINE : null);
        this.author = new Author(own, replica, outbox);
    }

    /**
     * Begins with the state that the end of the log describes.
     *
     * @param records the last ones, up to the end as it was before they were read
     * @param whole whether there are none before
     * @return whether they were enough; otherwise to be called again with more
     */
    boolean resume(List<BudgetLog.Entry> records, boolean whole, long now) {
        try {
            if (!replica.resume(new Tail(records), whole, now)) {
                return false;
            }
            standing = Standing.JOINING;
        } catch (UnsupportedRulesException e) {
            standing = Standing.HALTED;
        }
        return true;
    }

    /**
     * Takes the next record of the log.
     *
     * @return what may be sent from now on
     */
    List<Lease> apply(BudgetLog.Entry record, long now) {
        try {
            return apply(record.offset(), record.timestampMs(), EntryCodec.decode(record.bytes()), now);
        } catch (UnsupportedRulesException e) {
            standing = Standing.HALTED;
            return List.of();
        }
    }

    /**
     * Takes the next record, once it has been read.
     *
     * @throws UnsupportedRulesException when it is the policy of a later version
     */
    List<Lease> apply(long offset, long timestamp, @Nullable Entry entry, long now) {
        if (standing == Standing.HALTED) {
            return List.of();
        }
        Applied result = replica.take(offset, timestamp, entry, now);
        if (entry instanceof Update update && update.participant() == number) {
            outbox.back(update);
            standing = Standing.RUNNING;
        }
        if (result.replaced()) {
            adopt();
        }
        Policy policy = replica.ledger().policy();
        if (policy == null) {
            author.read(0, false);
            return List.of();
        }
        outbox.holdings().presumed(replica.ledger().safe(0));
        return leases(result.grants(), offset, outbox.sent().proven() + policy.useByMs(), now);
    }

    /** The log has overruled what this participant had computed, its own permits included. */
    private void adopt() {
        replaced++;
        outbox.holdings().clear();
        for (LedgerState.Member each : replica.ledger().state().participants()) {
            if (each.participant() == number) {
                outbox.wants().adopt(each.granted());
            }
        }
    }

    private List<Lease> leases(List<Grant> grants, long offset, long goodUntil, long now) {
        List<Lease> leases = new ArrayList<>();
        for (Grant grant : grants) {
            if (grant.participant() == number) {
                leases.add(new Lease(offset, grant.priority(), goodUntil));
                outbox.holdings().add(offset);
                outbox.wants().granted(grant.priority());
            }
        }
        boolean late = now > goodUntil;
        tooLate += late ? leases.size() : 0;
        author.read(leases.size(), late);
        return leases;
    }

    /** States how many requests of each class wait, in the order of {@link Priority}, without those that have a permit. */
    void want(List<Integer> waiting) {
        outbox.wants().want(waiting);
    }

    /** Whether a permit may be used now; to be asked as late as possible. Once false it stays false. */
    boolean usable(Lease lease, long now) {
        boolean allowed = standing == Standing.RUNNING
                && now <= lease.goodUntil()
                && outbox.holdings().has(lease.grant())
                && replica.clock().estimate(now) >= replica.ledger().blockedUntil();
        return lease.use(allowed, replica.applied());
    }

    /** Its request was sent and answered. */
    void ended(Lease lease, Feedback feedback) {
        outbox.holdings().done(lease);
        outbox.observations()
                .add(new Observation(
                        feedback.throttled(),
                        lease.asOf(),
                        lease.grant(),
                        feedback.limit(),
                        feedback.remaining(),
                        millis(feedback.reset()),
                        millis(feedback.retryAfter())));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    /** Its request was sent, or may have been, and was given up. */
    void abandoned(Lease lease, long now) {
        outbox.holdings().doneAt(lease, now + LINGER_MS);
    }

    /** Its request was not sent and will not be. */
    void unsent(Lease lease) {
        outbox.holdings().unused(lease);
    }

    /** Wants nothing any more, and says so in the next record. What is still out is to be ended all the same. */
    void leave() {
        outbox.leave();
    }

    /** What is to be appended to the log now. */
    Optional<byte[]> write(long now) {
        outbox.holdings().settleUntil(now);
        return silent() ? Optional.empty() : author.write(now).map(EntryCodec::encode);
    }

    /** When to ask again what to write, if nothing else happens before; {@link Long#MAX_VALUE} for never. */
    long nextAt() {
        return silent() ? Long.MAX_VALUE : Math.min(outbox.holdings().nextAt(), author.nextAt());
    }

    private boolean silent() {
        return standing == Standing.REPLAYING || standing == Standing.HALTED;
    }

    Standing standing() {
        return standing;
    }

    /** The last offset it has read; -1 for none. */
    long applied() {
        return replica.applied();
    }

    /** Whether others go by a policy of the same version that says something else. */
    boolean conflict() {
        Policy policy = replica.ledger().policy();
        return policy != null && policy.version() == own.version() && !policy.equals(own);
    }

    /** Permits that had come too late to be used. */
    long tooLate() {
        return tooLate;
    }

    /** How often the log overruled what it had computed, which only a defect can cause. */
    long replaced() {
        return replaced;
    }

    LedgerView view() {
        return replica.ledger().view();
    }

    /** Equal for everybody who has read as much. */
    String hash() {
        return replica.ledger().hash();
    }
}
