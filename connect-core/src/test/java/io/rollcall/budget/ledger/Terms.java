package io.rollcall.budget.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy in the making: ten requests in ten seconds, with nothing else that would hold a request back. */
final class Terms {
    private long version = 1;
    private List<Limit> limits = List.of(new Limit(10, 10_000));
    private long useBy = 1_000;
    private long arrive = 2_000;
    private List<Integer> reserve = List.of(0, 0, 0, 0);
    private List<Integer> share = List.of(0, 0, 0, 0);
    private List<Integer> burst = List.of(-1, -1, -1, -1);
    private int maxHeld = 100;
    private int headroom;
    private boolean fixed;
    private boolean cold;
    private @Nullable Search search;

    Terms version(long wanted) {
        version = wanted;
        return this;
    }

    Terms limits(Limit... wanted) {
        limits = List.of(wanted);
        return this;
    }

    Terms hold(long useByMs, long arriveMs) {
        useBy = useByMs;
        arrive = arriveMs;
        return this;
    }

    Terms reserve(Integer... wanted) {
        reserve = List.of(wanted);
        return this;
    }

    Terms share(Integer... wanted) {
        share = List.of(wanted);
        return this;
    }

    Terms burst(Integer... wanted) {
        burst = List.of(wanted);
        return this;
    }

    Terms maxHeld(int wanted) {
        maxHeld = wanted;
        return this;
    }

    Terms headroom(int wanted) {
        headroom = wanted;
        return this;
    }

    Terms fixedWindow() {
        fixed = true;
        return this;
    }

    Terms cold() {
        cold = true;
        return this;
    }

    Terms search(@Nullable Search wanted) {
        search = wanted;
        return this;
    }

    Policy policy() {
        return new Policy(
                version, 1, limits, useBy, arrive, 1, reserve, share, burst, maxHeld, headroom, fixed, 1_000, cold,
                search);
    }
}
