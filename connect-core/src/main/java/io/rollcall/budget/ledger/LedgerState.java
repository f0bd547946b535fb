package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.rollcall.budget.Priority;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a ledger knows, as a snapshot carries it. Lists are in the ledger's own order, so that equal ledgers are written
 * in equal bytes. Only what a ledger can come to know can be made: a snapshot comes from outside, and must not break what is
 * promised about the budget, nor the arithmetic.
 */
public record LedgerState(
        @JsonProperty("policy") @Nullable Policy policy,
        @JsonProperty("t") long time,
        @JsonProperty("clock") long clock,
        @JsonProperty("parts") List<Member> participants,
        @JsonProperty("charges") Charged charges,
        @JsonProperty("turns") Turns turns,
        @JsonProperty("vendor") Vendor vendor) {

    /** No time or number is higher. A thousandfold, or the sum of a few, is still a long. */
    static final long MOST = 1L << 50;

    /** What one participant may want of a class; more is of no use to it and a burden to all. */
    static final int MOST_WANTED = 1000;

    /** How many participants there may be. Their state has to fit into a record. */
    static final int MOST_MEMBERS = 1000;

    private static final int CLASSES = Priority.values().length;

    public LedgerState {
        participants = List.copyOf(participants);
        require(isCount(time) && isCount(clock) && participants.size() <= MOST_MEMBERS);
        for (int i = 1; i < participants.size(); i++) {
            require(participants.get(i - 1).participant < participants.get(i).participant);
        }
        require(turns.granted == charges.done + charges.unused + charges.forced + charges.out());
        int limits = policy == null ? 0 : policy.limits().size();
        require(charges.lanes.size() == limits);
        require(charges.safe.size() == (policy == null ? 0 : policy.certificates()));
        require(policy == null ? vendor.limit == 0 : vendor.limit >= 1);
        require(policy == null || vendor.limit <= policy.limits().get(0).requests());
        require(limits > 0 || charges.open.isEmpty());
        long released = limits == 0 ? 0 : charges.lanes.get(0).released;
        require(charges.past.get(charges.past.size() - 1).count == released);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("Not the state of a ledger");
        }
    }

    private static boolean isCount(long number) {
        return number >= 0 && number <= MOST;
    }

    /** Offsets that increase, from at least -1. */
    private static void requireOrder(List<Amount> amounts) {
        for (int i = 0; i < amounts.size(); i++) {
            require(amounts.get(i).offset > (i == 0 ? -2 : amounts.get(i - 1).offset));
        }
    }

    /** A participant. */
    public record Member(
            @JsonProperty("p") long participant,
            @JsonProperty("q") long sequence,
            @JsonProperty("w") List<Integer> want,
            @JsonProperty("k") List<Long> known,
            @JsonProperty("g") List<Long> granted,
            @JsonProperty("t") long seen) {

        public Member {
            want = List.copyOf(want);
            known = List.copyOf(known);
            granted = List.copyOf(granted);
            require(sequence >= 1 && isCount(seen));
            require(want.size() == CLASSES && known.size() == CLASSES && granted.size() == CLASSES);
            require(Collections.min(want) >= 0 && Collections.max(want) <= MOST_WANTED);
            for (int i = 0; i < CLASSES; i++) {
                require(isCount(known.get(i)) && known.get(i) <= granted.get(i) && granted.get(i) <= 2 * MOST);
            }
        }
    }

    /** What counts against the limits. */
    public record Charged(
            @JsonProperty("open") List<Open> open,
            @JsonProperty("lanes") List<Lane> lanes,
            @JsonProperty("safe") List<Long> safe,
            @JsonProperty("past") List<Amount> past,
            @JsonProperty("done") long done,
            @JsonProperty("unused") long unused,
            @JsonProperty("forced") long forced) {

        public Charged {
            open = List.copyOf(open);
            lanes = List.copyOf(lanes);
            safe = List.copyOf(safe);
            past = List.copyOf(past);
            require(isCount(done) && isCount(unused) && isCount(forced));
            require(safe.isEmpty() || Collections.min(safe) >= -1);
            long out = 0;
            for (int i = 0; i < open.size(); i++) {
                require(i == 0 || open.get(i).isAfter(open.get(i - 1)));
                out += open.get(i).out();
            }
            require(out <= Limit.MOST_REQUESTS);
            require(!past.isEmpty());
            requireOrder(past);
            for (int i = 1; i < past.size(); i++) {
                require(past.get(i - 1).count <= past.get(i).count);
            }
        }

        long out() {
            return open.stream().mapToLong(Open::out).sum();
        }

        /** Throws unless all of it can be about records up to this one. */
        void checkUntil(long offset) {
            open.forEach(each -> require(each.offset <= offset));
            safe.forEach(each -> require(each <= offset));
            past.forEach(each -> require(each.offset <= offset));
            lanes.forEach(lane -> lane.closed.forEach(each -> require(each.offset <= offset)));
        }
    }

    /** Permits of one grant to one participant. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"offset", "participant", "permits", "done", "unused"})
    public record Open(long offset, long participant, int permits, int done, int unused) {
        public Open {
            require(offset >= 0 && done >= 0 && unused >= 0);
            require(permits <= Limit.MOST_REQUESTS && (long) done + unused < permits);
        }

        boolean isAfter(Open other) {
            return offset > other.offset || (offset == other.offset && participant > other.participant);
        }

        int out() {
            return permits - done - unused;
        }
    }

    /** The charges that are closed but still count against one limit. */
    public record Lane(
            @JsonProperty("c") List<Amount> closed,
            @JsonProperty("r") long released) {

        public Lane {
            closed = List.copyOf(closed);
            requireOrder(closed);
            long sum = released;
            require(isCount(sum));
            for (Amount each : closed) {
                sum += each.count;
                require(each.count >= 1 && isCount(sum));
            }
        }
    }

    /** So many, at an offset. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"offset", "count"})
    public record Amount(long offset, long count) {
        public Amount {
            require(isCount(count));
        }
    }

    /** Whose turn it is. */
    public record Turns(
            @JsonProperty("pace") long paceMicros,
            @JsonProperty("cr") List<Integer> credit,
            @JsonProperty("rr") List<Long> last,
            @JsonProperty("n") long granted,
            @JsonProperty("sat") boolean saturated) {

        public Turns {
            credit = List.copyOf(credit);
            last = List.copyOf(last);
            require(paceMicros >= 0 && paceMicros <= 2000 * MOST && granted >= 0);
            require(credit.size() == CLASSES && last.size() == CLASSES);
            require(Collections.min(credit) >= 0 && Collections.max(credit) <= Scheduler.TURN);
        }
    }

    /** What is known of the vendor and of others who use the licence. */
    public record Vendor(
            @JsonProperty("lim") int limit,
            @JsonProperty("max") int highest,
            @JsonProperty("step") int step,
            @JsonProperty("grow") long grown,
            @JsonProperty("cut") long lastCut,
            @JsonProperty("cuts") long cuts,
            @JsonProperty("refused") long refused,
            @JsonProperty("block") long blockedUntil,
            @JsonProperty("k") int refusals,
            @JsonProperty("probe") boolean probing,
            @JsonProperty("fn") int foreign,
            @JsonProperty("ft") long foreignUntil) {

        public Vendor {
            require(Math.min(limit, Math.min(highest, step)) >= 0);
            require(Math.max(limit, Math.max(highest, step)) <= Limit.MOST_REQUESTS);
            require(isCount(grown) && lastCut >= -1 && isCount(cuts) && isCount(refused));
            require(isCount(blockedUntil / 2) && isCount(foreignUntil / 2) && blockedUntil >= 0 && foreignUntil >= 0);
            require(refusals >= 0 && refusals <= Congestion.MOST_REFUSALS);
            require(foreign >= 0 && foreign <= Limit.MOST_REQUESTS);
        }
    }
}
