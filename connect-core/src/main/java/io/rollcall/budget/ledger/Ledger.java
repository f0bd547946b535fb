package io.rollcall.budget.ledger;

import io.rollcall.budget.Priority;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one licence's budget, computed from its log. A pure function of the records: no clock, no randomness, no floating
 * point, no order but that of the log, so that everybody who has applied the same records knows the same permits.
 *
 * <p>Not thread-safe.
 */
public final class Ledger {
    private @Nullable Policy policy;
    private long time;

    /** What the log's clock said last, which may go back. */
    private long clock;

    private Demand demand = new Demand();
    private Charges charges = new Charges();
    private Scheduler scheduler = new Scheduler();
    private Congestion vendor = new Congestion();

    /**
     * A ledger as a snapshot describes it.
     *
     * @throws UnsupportedRulesException when it asks for rules that this code does not know
     */
    public static Ledger of(LedgerState state) {
        Ledger ledger = new Ledger();
        ledger.restore(state);
        return ledger;
    }

    private void restore(LedgerState state) {
        Policy held = state.policy();
        if (held != null) {
            support(held);
        }
        policy = held;
        time = state.time();
        clock = state.clock();
        demand = Demand.of(state.participants());
        charges = Charges.of(state.charges());
        scheduler = Scheduler.of(state.turns());
        vendor = Congestion.of(state.vendor());
    }

    /**
     * Applies the next record.
     *
     * @param offset higher than that of any record before
     * @param timestampMs the log's clock when it was appended; may go back
     * @param entry null for a record that cannot be read, which means nothing to anybody
     * @throws UnsupportedRulesException when the log's policy asks for rules that this code does not know
     */
    public Applied apply(long offset, long timestampMs, @Nullable Entry entry) {
        if (entry instanceof Snapshot snapshot) {
            // Not even time passes: it has to find the state as its writer had it, and to leave it so for those who
            // begin with it.
            return compare(snapshot, offset);
        }
        pass(timestampMs);
        if (entry instanceof Policy next) {
            adopt(next, offset);
        } else if (entry instanceof Update update) {
            if (!demand.isNews(update)) {
                return Applied.NOTHING;
            }
            demand.take(update, time);
            Policy current = policy;
            if (current != null) {
                take(current, update, offset);
            }
        }
        return advance(offset);
    }

    /** Time goes on from where it was when the log's clock goes back, or a pause would last until the clock has caught up. */
    private void pass(long timestampMs) {
        long now = Math.max(0, Math.min(LedgerState.MOST, timestampMs));
        time = Math.min(LedgerState.MOST, time + Math.max(0, now - clock));
        clock = now;
        vendor.expire(time);
    }

    private static void support(Policy policy) {
        if (policy.rules() > Policy.RULES) {
            throw new UnsupportedRulesException("rules version " + policy.rules() + " is newer than " + Policy.RULES);
        }
    }

    private void adopt(Policy asked, long offset) {
        Policy before = policy;
        if (before != null && asked.version() <= before.version()) {
            return;
        }
        support(asked);
        Policy next = before == null ? asked : asked.holdingAsLongAs(before);
        charges.limit(before, next, offset);
        vendor.adopt(before, next, time);
        policy = next;
    }

    private void take(Policy current, Update update, long offset) {
        update.settled().forEach(settled -> charges.settle(offset, update.participant(), settled));
        if (update.policyVersion() == current.version()) {
            charges.certify(offset, update.certificates());
        }
        charges.expire(offset);
        if (update.mark() == Update.Mark.QUARANTINE) {
            vendor.suspect(current, Math.max(0, vendor.limit() - charges.used(0)), time);
        }
        if (update.observation() != null) {
            vendor.learn(current, update.observation(), charges, offset, time);
        }
    }

    private Applied advance(long offset) {
        Policy current = policy;
        if (current == null) {
            return Applied.NOTHING;
        }
        demand.forget(time, charges);
        if (vendor.grow(current, scheduler.saturated(), time)) {
            scheduler.lookAnew();
        }
        return new Applied(scheduler.grant(scene(current), offset), false);
    }

    private Applied compare(Snapshot snapshot, long offset) {
        if (!snapshot.validAt(offset) || snapshot.hash().equals(hash())) {
            return Applied.NOTHING;
        }
        restore(snapshot.state());
        return new Applied(List.of(), true);
    }

    private Scheduler.Scene scene(Policy current) {
        return new Scheduler.Scene(current, demand, charges, vendor, time);
    }

    /** Everything it knows. */
    public LedgerState state() {
        return new LedgerState(policy, time, clock, demand.state(), charges.state(), scheduler.state(), vendor.state());
    }

    /** Of {@link #state}; equal for everybody who has applied the same records. */
    public String hash() {
        return EntryCodec.hash(state());
    }

    /** Null until the log holds one. */
    public @Nullable Policy policy() {
        return policy;
    }

    /** What has passed by the log's clock since 1970, without the times that it went back. */
    public long time() {
        return time;
    }

    /** Requests of a class that a participant has asked for and got no permit for. */
    public long waits(long participant, Priority priority) {
        return demand.waits(participant, priority.rank());
    }

    /** Everybody who waits, in the order of their numbers. */
    public List<Long> waiting() {
        return demand.waiting();
    }

    /** Who writes the next snapshot: the lowest number among those heard of within 30 seconds. Null for nobody. */
    public @Nullable Long eldest() {
        return demand.eldest(time, 30_000);
    }

    /** What those who wait are waiting for. Only to be asked when there is a policy. */
    public Horizon horizon() {
        Policy current = Objects.requireNonNull(policy);
        return new Horizon(
                charges.oldestOpen(),
                charges.oldestClosed(),
                scheduler.paceAt(scene(current)),
                vendor.blocks(time) ? vendor.blockedUntil() : null,
                vendor.foreign() > 0 ? vendor.foreignUntil() : null,
                current.search() == null
                        ? null
                        : vendor.grown() + current.limits().get(0).windowMs());
    }

    /** Until when nobody may send, by the log's clock. */
    public long blockedUntil() {
        return vendor.blockedUntil();
    }

    /** The last offset that is certified to be of an age; -1 for none. */
    public long safe(int certificate) {
        return charges.safe(certificate);
    }

    /** For people. */
    public LedgerView view() {
        Policy current = policy;
        return new LedgerView(
                current == null ? 0 : vendor.limit(),
                current == null ? 0 : Math.min(vendor.limit(), charges.used(0)),
                current == null ? 0 : Math.max(0, scene(current).available()),
                vendor.foreign(),
                current == null ? 0 : current.headroom(),
                Math.max(0, vendor.blockedUntil() - time),
                vendor.probing(),
                scheduler.granted(),
                charges.done(),
                charges.unused(),
                charges.forced(),
                vendor.refused(),
                vendor.cuts(),
                demand.size(),
                demand.waiting().size());
    }
}
