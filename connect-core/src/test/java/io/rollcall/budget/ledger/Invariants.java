package io.rollcall.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What holds after every record whatsoever, reckoned anew from the state before, the grants and the state after. */
final class Invariants {
    private static final int CLASSES = 4;

    private final int[] passedOver = new int[CLASSES];
    private long granted;

    /** How the scheduler found things: who waits, who holds how many, what is left. */
    private static final class Scene {
        private final Policy policy;
        private final LedgerState.Vendor vendor;
        private final Map<Long, long[]> waits = new HashMap<>();
        private final Map<Long, Integer> out = new HashMap<>();
        private long available;

        Scene(LedgerState state) {
            policy = Objects.requireNonNull(state.policy());
            vendor = state.vendor();
            for (LedgerState.Member each : state.participants()) {
                long[] waiting = new long[CLASSES];
                for (int i = 0; i < CLASSES; i++) {
                    waiting[i] = each.want().get(i)
                            - (each.granted().get(i) - each.known().get(i));
                }
                waits.put(each.participant(), waiting);
            }
            state.charges().open().forEach(each -> out.merge(each.participant(), each.out(), Integer::sum));
            available = Long.MAX_VALUE;
            for (int i = 0; i < policy.limits().size(); i++) {
                available = Math.min(available, capacity(i) - used(state, i));
            }
        }

        long capacity(int limit) {
            return limit == 0
                    ? (long) vendor.limit()
                            - Math.max(Math.min(policy.headroom(), vendor.limit() - 1), vendor.foreign())
                    : policy.limits().get(limit).requests();
        }

        boolean eligible(int priority) {
            return waits.entrySet().stream()
                    .anyMatch(each ->
                            each.getValue()[priority] > 0 && out.getOrDefault(each.getKey(), 0) < policy.maxHeld());
        }

        boolean room(int priority) {
            long kept = policy.reserve().subList(0, priority).stream()
                    .mapToLong(Integer::longValue)
                    .sum();
            long fewest = Long.MAX_VALUE;
            for (int i = 0; i < policy.limits().size(); i++) {
                fewest = Math.min(fewest, Math.max(1, capacity(i)));
            }
            return available > Math.min(kept, fewest - 1);
        }

        void undo(Grant grant) {
            Objects.requireNonNull(waits.get(grant.participant()))[
                    grant.priority().rank()]++;
            out.merge(grant.participant(), -1, Integer::sum);
            available++;
        }

        void redo(Grant grant) {
            Objects.requireNonNull(waits.get(grant.participant()))[
                    grant.priority().rank()]--;
            out.merge(grant.participant(), 1, Integer::sum);
            available--;
        }
    }

    static long used(LedgerState state, int limit) {
        long closed = state.charges().lanes().get(limit).closed().stream()
                .mapToLong(LedgerState.Amount::count)
                .sum();
        return state.charges().out() + closed;
    }

    /** @param scheduled whether the record was one that lets the scheduler run */
    void check(long offset, LedgerState before, Applied applied, LedgerState after, boolean scheduled) {
        if (applied.replaced()) {
            granted = after.turns().granted();
            return;
        }
        granted += applied.grants().size();
        assertThat(after.turns().granted()).isEqualTo(granted);
        assertThat(after.time()).isGreaterThanOrEqualTo(before.time());
        Policy policy = after.policy();
        if (policy == null) {
            assertThat(applied.grants()).isEmpty();
            return;
        }
        if (policy.equals(before.policy())) {
            checkCertificates(offset, before, after);
        } else {
            Arrays.fill(passedOver, 0);
        }
        checkLimits(before, applied, after);
        Scene scene = new Scene(after);
        if (scheduled) {
            checkNothingIsLeft(scene, after);
        }
        checkTurns(scene, before, applied.grants(), after);
    }

    private static void checkCertificates(long offset, LedgerState before, LedgerState after) {
        for (int i = 0; i < after.charges().safe().size(); i++) {
            assertThat(after.charges().safe().get(i))
                    .isGreaterThanOrEqualTo(before.charges().safe().get(i))
                    .isLessThan(offset);
        }
    }

    private static void checkLimits(LedgerState before, Applied applied, LedgerState after) {
        Policy policy = Objects.requireNonNull(after.policy());
        for (int i = 0; i < policy.limits().size(); i++) {
            long limit =
                    i == 0 ? after.vendor().limit() : policy.limits().get(i).requests();
            long used = used(after, i);
            assertThat(used).isNotNegative();
            if (!applied.grants().isEmpty()) {
                assertThat(used).isLessThanOrEqualTo(limit);
            } else if (policy.equals(before.policy())) {
                assertThat(used).isLessThanOrEqualTo(Math.max(limit, used(before, i)));
            }
        }
        if (after.time() < after.vendor().blockedUntil()) {
            assertThat(applied.grants()).isEmpty();
        }
        Map<Long, Integer> out = new HashMap<>();
        after.charges().open().forEach(each -> out.merge(each.participant(), each.out(), Integer::sum));
        applied.grants().forEach(each -> assertThat(out.get(each.participant())).isBetween(1, policy.maxHeld()));
    }

    private static void checkNothingIsLeft(Scene scene, LedgerState after) {
        boolean open = after.time() >= after.vendor().blockedUntil()
                && !(after.vendor().probing() && after.charges().out() > 0);
        for (int i = 0; open && scene.available > 0 && i < CLASSES; i++) {
            boolean paced = scene.policy.burst().get(i) < 0 || after.turns().paceMicros() <= after.time() * 1000;
            assertThat(paced && scene.eligible(i) && scene.room(i))
                    .as("class %s could go", i)
                    .isFalse();
        }
    }

    private void checkTurns(Scene scene, LedgerState before, List<Grant> grants, LedgerState after) {
        for (int i = grants.size() - 1; i >= 0; i--) {
            scene.undo(grants.get(i));
        }
        List<Integer> credit = new ArrayList<>(before.turns().credit());
        for (Grant grant : grants) {
            checkTurn(scene, grant.priority().rank(), credit);
            scene.redo(grant);
        }
        assertThat(after.turns().credit()).isEqualTo(credit);
        for (int i = 0; i < CLASSES; i++) {
            passedOver[i] = scene.eligible(i) ? passedOver[i] : 0;
        }
    }

    private void checkTurn(Scene scene, int picked, List<Integer> credit) {
        boolean owed = credit.get(picked) >= 1000;
        assertThat(scene.eligible(picked)).isTrue();
        assertThat(owed || scene.room(picked)).isTrue();
        for (int i = 0; i < CLASSES; i++) {
            if (i == picked || !scene.eligible(i)) {
                passedOver[i] = 0;
                continue;
            }
            if (i < picked || !owed) {
                assertThat(credit.get(i)).isLessThan(1000);
            }
            if (i < picked && !owed) {
                assertThat(scene.room(i) && scene.policy.burst().get(i) < 0)
                        .as("class %s before %s", i, picked)
                        .isFalse();
            }
            int share = scene.policy.share().get(i);
            passedOver[i]++;
            if (share > 0) {
                assertThat(passedOver[i]).isLessThanOrEqualTo((1000 + share - 1) / share + CLASSES);
            }
            credit.set(i, Math.min(1000, credit.get(i) + share));
        }
        credit.set(picked, Math.max(0, credit.get(picked) - 1000));
    }
}
