package io.rollcall.budget.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What counts against the limits: a permit from its grant until a window after its request was reported to have ended, or until a
 * window after it was presumed to have, when its holder never said.
 */
final class Charges {
    private static final int PAST = 512;

    /** By offset, then participant. */
    private final TreeMap<Key, Held> open = new TreeMap<>();

    private final Map<Long, Integer> openOf = new TreeMap<>();
    private List<Lane> lanes = new ArrayList<>();
    private List<Long> safe = new ArrayList<>();

    /** How much the first lane had ever released, after each record that changed it. */
    private final Deque<LedgerState.Amount> past = new ArrayDeque<>();

    private long openSum;
    private long done;
    private long unused;
    private long forced;

    private record Key(long offset, long participant) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byOffset = Long.compare(offset, other.offset);
            return byOffset != 0 ? byOffset : Long.compare(participant, other.participant);
        }
    }

    private record Held(int permits, int done, int unused) {
        int rest() {
            return permits - done - unused;
        }
    }

    Charges() {
        past.add(new LedgerState.Amount(-1, 0));
    }

    static Charges of(LedgerState.Charged state) {
        Charges charges = new Charges();
        state.open().forEach(each -> {
            Held held = new Held(each.permits(), each.done(), each.unused());
            charges.open.put(new Key(each.offset(), each.participant()), held);
            charges.openOf.merge(each.participant(), held.rest(), Integer::sum);
            charges.openSum += held.rest();
        });
        state.lanes().forEach(lane -> charges.lanes.add(Lane.of(lane)));
        charges.safe = new ArrayList<>(state.safe());
        charges.past.clear();
        charges.past.addAll(state.past());
        charges.done = state.done();
        charges.unused = state.unused();
        charges.forced = state.forced();
        return charges;
    }

    LedgerState.Charged state() {
        List<LedgerState.Open> held = new ArrayList<>();
        open.forEach((key, each) ->
                held.add(new LedgerState.Open(key.offset, key.participant, each.permits, each.done, each.unused)));
        return new LedgerState.Charged(
                held,
                lanes.stream().map(Lane::state).toList(),
                List.copyOf(safe),
                List.copyOf(past),
                done,
                unused,
                forced);
    }

    /**
     * Goes by other limits from now on. Certificates were about the old ones. What the old limits still count, the new ones
     * do; a window that is longer than all the old ones counts everything that these have ever let go, since when that was is
     * forgotten. To count no more than its limit would not do: the next policy may raise that.
     */
    void limit(@Nullable Policy before, Policy now, long offset) {
        List<Lane> old = lanes;
        lanes = new ArrayList<>();
        safe = new ArrayList<>(Collections.nCopies(now.certificates(), -1L));
        int longest = before == null ? -1 : longest(before);
        for (int i = 0; i < now.limits().size(); i++) {
            Lane lane = longest < 0 ? new Lane() : old.get(longest).copy();
            lanes.add(lane);
            Limit limit = now.limits().get(i);
            if (before != null
                    && limit.windowMs() > before.limits().get(longest).windowMs()) {
                lane.close(offset, Math.min(Limit.MOST_REQUESTS, lane.released()));
            }
        }
        past.clear();
        past.add(new LedgerState.Amount(offset, released()));
    }

    private static int longest(Policy policy) {
        int longest = 0;
        for (int i = 1; i < policy.limits().size(); i++) {
            if (policy.limits().get(i).windowMs() > policy.limits().get(longest).windowMs()) {
                longest = i;
            }
        }
        return longest;
    }

    void grant(long offset, long participant) {
        open.merge(
                new Key(offset, participant),
                new Held(1, 0, 0),
                (held, one) -> new Held(held.permits + 1, held.done, held.unused));
        openOf.merge(participant, 1, Integer::sum);
        openSum++;
    }

    /** Takes totals of a grant for what they say more than was known; ignores a grant that is settled or was never made. */
    void settle(long offset, long participant, Settled told) {
        Key key = new Key(told.grant(), participant);
        Held held = open.get(key);
        if (held == null) {
            return;
        }
        int newlyDone = Math.min(Math.max(told.done(), held.done) - held.done, held.rest());
        int newlyUnused = Math.min(Math.max(told.unused(), held.unused) - held.unused, held.rest() - newlyDone);
        Held left = new Held(held.permits, held.done + newlyDone, held.unused + newlyUnused);
        end(key, left, newlyDone + newlyUnused);
        close(offset, newlyDone);
        done += newlyDone;
        unused += newlyUnused;
    }

    /** Takes certificates, as far as they are about what this record can know of. */
    void certify(long offset, List<Long> certificates) {
        for (int i = 0; i < safe.size() && i < certificates.size(); i++) {
            if (certificates.get(i) < offset) {
                safe.set(i, Math.max(safe.get(i), certificates.get(i)));
            }
        }
    }

    /** Presumes sent what has been out for too long, and forgets what ended a window ago. */
    void expire(long offset) {
        for (Iterator<Map.Entry<Key, Held>> each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Key, Held> entry = each.next();
            if (entry.getKey().offset > safe.get(0)) {
                break;
            }
            int rest = entry.getValue().rest();
            each.remove();
            returned(entry.getKey().participant, rest);
            close(offset, rest);
            forced += rest;
        }
        long before = released();
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).release(safe.get(1 + i));
        }
        if (released() != before) {
            past.addLast(new LedgerState.Amount(offset, released()));
            if (past.size() > PAST) {
                past.removeFirst();
            }
        }
    }

    private void end(Key key, Held left, int ended) {
        if (left.rest() == 0) {
            open.remove(key);
        } else {
            open.put(key, left);
        }
        returned(key.participant, ended);
    }

    private void returned(long participant, int permits) {
        openOf.computeIfPresent(participant, (same, before) -> before == permits ? null : before - permits);
        openSum -= permits;
    }

    private void close(long offset, int count) {
        lanes.forEach(lane -> lane.close(offset, count));
    }

    /** What counts against a limit now. */
    long used(int limit) {
        return openSum + lanes.get(limit).sum();
    }

    /** Permits that a participant has out. */
    int openOf(long participant) {
        return openOf.getOrDefault(participant, 0);
    }

    long openSum() {
        return openSum;
    }

    /**
     * The most of ours that the vendor could have counted, at some moment since an offset was applied.
     *
     * @return -1 when that is too long ago to tell
     */
    long couldBeCountedSince(long offset) {
        long then = -1;
        for (LedgerState.Amount each : past) {
            if (each.offset() > offset) {
                break;
            }
            then = each.count();
        }
        return then < 0 ? -1 : used(0) + released() - then;
    }

    /** The least of ours that the vendor must have counted when an offset had been applied. */
    long mustBeCounted(long offset) {
        return lanes.get(0).closedBy(offset);
    }

    private long released() {
        return lanes.isEmpty() ? 0 : lanes.get(0).released();
    }

    @Nullable
    Long oldestOpen() {
        return open.isEmpty() ? null : open.firstKey().offset;
    }

    List<Long> oldestClosed() {
        return lanes.stream().map(Lane::oldest).toList();
    }

    /** The last offset that everybody may take to be of that age. */
    long safe(int certificate) {
        return safe.get(certificate);
    }

    long done() {
        return done;
    }

    long unused() {
        return unused;
    }

    long forced() {
        return forced;
    }
}
