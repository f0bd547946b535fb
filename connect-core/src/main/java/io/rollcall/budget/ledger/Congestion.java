package io.rollcall.budget.ledger;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor lets us know: its limit, how much of it others use, and when it wants to be left alone.
 *
 * <p>Times are of the log's clock and decide about comfort only. That no window is exceeded rests on {@link Charges}.
 */
final class Congestion {
    private static final long SLACK_MS = 1_000;

    /** No vendor means to be left alone for longer, and a header that is wrong must not stop a licence for good. */
    private static final long LONGEST_PAUSE_MS = 24L * 3600 * 1000;

    /** The pause doubles with each of these. */
    static final int MOST_REFUSALS = 7;

    private int limit;
    private int highest;
    private int step;
    private long grown;
    private long lastCut = -1;
    private long cuts;
    private long refused;
    private long blockedUntil;
    private int refusals;
    private boolean probing;
    private int foreign;
    private long foreignUntil;

    static Congestion of(LedgerState.Vendor state) {
        Congestion congestion = new Congestion();
        congestion.limit = state.limit();
        congestion.highest = state.highest();
        congestion.step = state.step();
        congestion.grown = state.grown();
        congestion.lastCut = state.lastCut();
        congestion.cuts = state.cuts();
        congestion.refused = state.refused();
        congestion.blockedUntil = state.blockedUntil();
        congestion.refusals = state.refusals();
        congestion.probing = state.probing();
        congestion.foreign = state.foreign();
        congestion.foreignUntil = state.foreignUntil();
        return congestion;
    }

    LedgerState.Vendor state() {
        return new LedgerState.Vendor(
                limit,
                highest,
                step,
                grown,
                lastCut,
                cuts,
                refused,
                blockedUntil,
                refusals,
                probing,
                foreign,
                foreignUntil);
    }

    /** Begins with another policy, and with what was found out under the one before where it still applies. */
    void adopt(@Nullable Policy before, Policy now, long time) {
        int documented = now.limits().get(0).requests();
        Search search = now.search();
        if (search == null) {
            limit = documented;
        } else if (before == null || !search.equals(before.search())) {
            limit = Math.min(documented, search.first());
            highest = 0;
            step = 0;
            grown = time;
        } else {
            limit = Math.min(documented, limit);
        }
        if (before == null && now.cold()) {
            suspect(now, limit - Math.max(1, limit / 100), time);
        }
    }

    /** Counts so many as used by others until the vendor says otherwise, or for a window. */
    void suspect(Policy policy, long left, long time) {
        occupy(Math.max(foreign, left), time + policy.spanMs(0) + SLACK_MS);
    }

    void expire(long time) {
        if (foreign > 0 && time >= foreignUntil) {
            foreign = 0;
        }
    }

    /** Takes what a vendor said, unless it cannot have been said before the record at this offset. */
    void learn(Policy policy, Observation told, Charges charges, long offset, long time) {
        if (told.grant() >= offset || told.asOf() >= offset) {
            return;
        }
        Integer limitTold = told.limit();
        if (limitTold != null && limitTold > 0 && policy.search() == null) {
            limit = Math.min(policy.limits().get(0).requests(), limitTold);
        }
        if (told.remaining() != null && policy.search() == null) {
            measure(policy, told, charges, time);
        }
        if (told.throttled()) {
            refuse(policy, told, offset, time);
        } else if (told.grant() > lastCut) {
            refusals = 0;
            probing = false;
        }
    }

    /**
     * Others' use is what the vendor counts beyond ours. How many of ours it counts is known within bounds only: the
     * bound that proves others wrong raises their number, the one that proves them gone lowers it.
     */
    private void measure(Policy policy, Observation told, Charges charges, long time) {
        long could = charges.couldBeCountedSince(told.asOf());
        if (could < 0) {
            return;
        }
        int of = told.limit() == null ? policy.limits().get(0).requests() : told.limit();
        if (of < 1) {
            return;
        }
        long counted = Math.max(0, of - Math.max(0, Objects.requireNonNull(told.remaining())));
        long least = counted - could;
        long most = counted - charges.mustBeCounted(told.asOf());
        if (least > foreign) {
            // A sliding window forgets a request a window after it was made, whenever its next reset may be.
            Long reset = policy.fixedWindow() ? told.resetMs() : null;
            long window = policy.limits().get(0).windowMs();
            occupy(least, time + (reset == null ? window : Math.max(0, Math.min(reset, window))) + SLACK_MS);
        } else if (most < foreign) {
            foreign = (int) Math.max(0, Math.max(least, most));
        }
    }

    private void occupy(long requests, long until) {
        foreign = (int) Math.min(Limit.MOST_REQUESTS, requests);
        foreignUntil = until;
    }

    /** One cut for one event, however many requests were on their way when it happened. */
    private void refuse(Policy policy, Observation told, long offset, long time) {
        refused++;
        probing = true;
        boolean another = told.grant() > lastCut;
        refusals = Math.min(MOST_REFUSALS, refusals + (another ? 1 : 0));
        Long asked = told.retryAfterMs();
        long pause = asked == null ? policy.blindBackoffMs() << Math.max(0, refusals - 1) : Math.max(1, asked);
        blockedUntil = Math.max(blockedUntil, time + Math.min(LONGEST_PAUSE_MS, pause));
        if (!another) {
            return;
        }
        lastCut = offset;
        cuts++;
        Search search = policy.search();
        if (search != null) {
            highest = limit;
            step = 0;
            limit = (int) Math.min(limit, Math.max(search.least(), (long) limit * search.beta() / 1000));
            grown = time;
        }
    }

    /**
     * Tries more, once in a window in which more was wanted: double until the first refusal, then towards what was
     * last refused, and beyond it in steps that double, since a limit that has risen may have risen far.
     *
     * @return whether a window has ended, after which it begins anew to be seen whether more is wanted
     */
    boolean grow(Policy policy, boolean wanted, long time) {
        if (policy.search() == null || time - grown < policy.limits().get(0).windowMs()) {
            return false;
        }
        grown = time;
        if (wanted && !probing) {
            limit = (int) Math.min(policy.limits().get(0).requests(), (long) limit + more());
        }
        return true;
    }

    private int more() {
        if (highest == 0) {
            return limit;
        }
        if (limit < highest) {
            return Math.max(1, (highest - limit) / 4);
        }
        step = step == 0 ? Math.max(1, limit / 100) : Math.min(limit, step * 2);
        return step;
    }

    /** What of the first limit is not ours. A limit that turned out lower than the headroom leaves one request to go on with. */
    int elsewhere(Policy policy) {
        return Math.max(Math.min(policy.headroom(), limit - 1), foreign);
    }

    boolean blocks(long time) {
        return time < blockedUntil;
    }

    boolean probing() {
        return probing;
    }

    int limit() {
        return limit;
    }

    int foreign() {
        return foreign;
    }

    long foreignUntil() {
        return foreignUntil;
    }

    long blockedUntil() {
        return blockedUntil;
    }

    long grown() {
        return grown;
    }

    long cuts() {
        return cuts;
    }

    long refused() {
        return refused;
    }
}
