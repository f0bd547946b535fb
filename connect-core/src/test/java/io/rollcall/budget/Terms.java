package io.rollcall.budget;

import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Search;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policies as a licence of a limit would have them. */
record Terms(
        long version,
        List<Limit> limits,
        long useByMs,
        long arriveMs,
        int headroom,
        boolean fixed,
        boolean even,
        int maxHeld,
        @Nullable Search search) {

    static Terms of(int requests, long windowMs) {
        return new Terms(
                1,
                List.of(new Limit(requests, windowMs)),
                15_000,
                45_000,
                0,
                false,
                true,
                Math.max(2, Math.min(10, requests / 50)),
                null);
    }

    Terms version(long other) {
        return new Terms(other, limits, useByMs, arriveMs, headroom, fixed, even, maxHeld, search);
    }

    Terms limits(List<Limit> others) {
        return new Terms(version, others, useByMs, arriveMs, headroom, fixed, even, maxHeld, search);
    }

    Terms hold(long use, long arrive) {
        return new Terms(version, limits, use, arrive, headroom, fixed, even, maxHeld, search);
    }

    Terms headroom(int other) {
        return new Terms(version, limits, useByMs, arriveMs, other, fixed, even, maxHeld, search);
    }

    Terms fixed(boolean other) {
        return new Terms(version, limits, useByMs, arriveMs, headroom, other, even, maxHeld, search);
    }

    Terms search(Search other) {
        return new Terms(version, limits, useByMs, arriveMs, headroom, fixed, even, maxHeld, other);
    }

    /** Nobody is held back for the sake of an even pace. */
    Terms uneven() {
        return new Terms(version, limits, useByMs, arriveMs, headroom, fixed, false, maxHeld, search);
    }

    Terms maxHeld(int other) {
        return new Terms(version, limits, useByMs, arriveMs, headroom, fixed, even, other, search);
    }

    Policy policy() {
        int most = limits.get(0).requests();
        int usual = search == null ? most : search.first();
        int kept = most >= 100 && search == null ? (most + 199) / 200 : 0;
        return new Policy(
                version,
                Policy.RULES,
                limits,
                useByMs,
                arriveMs,
                1,
                List.of(kept, 0, 0, 0),
                List.of(0, 200, 100, 50),
                even ? List.of(-1, usual / 20, usual / 50, usual / 100) : List.of(-1, -1, -1, -1),
                maxHeld,
                headroom,
                fixed,
                1_000,
                false,
                search);
    }
}
