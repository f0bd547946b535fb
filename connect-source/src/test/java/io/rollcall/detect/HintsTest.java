package io.rollcall.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.user.LifecycleState;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Hints make changes known sooner, and nothing else: whatever they say, what is published is true and comes from reads. */
class HintsTest {
    private static final Duration LAG = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final FakeTenant tenant = new FakeTenant().with(10);
    private final Watch watch = new Watch(tenant);

    private void hint(String id) {
        watch.hints.offer(id, tenant.now);
    }

    private void settle() {
        watch.sweep();
        watch.pass(SOON);
    }

    @Test
    void aHintedChangeIsPublishedLongBeforeTheNextSweepAndSaysThatNoSweepFoundIt() {
        settle();
        int swept = watch.reports.size();
        tenant.put(FakeTenant.user("u0003", "renamed"));
        hint("u0003");

        List<UserChange> published = watch.pass(SOON);

        assertThat(published).singleElement().satisfies(change -> {
            assertThat(change.op()).isEqualTo(Op.UPDATE);
            assertThat(change.sweepId()).isNull();
        });
        assertThat(watch.reports).hasSize(swept);
        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void aHintedNewcomerIsPublishedAndTheNextSweepHasNothingToAdd() {
        settle();
        tenant.put(FakeTenant.user("new", "somebody"));
        hint("new");

        assertThat(watch.pass(SOON)).extracting(UserChange::op).containsExactly(Op.CREATE);
        assertThat(watch.sweep()).isEmpty();
        watch.assertInSync();
    }

    /** True, repeated, stale, partial (a wish for a sweep) and forged ones in every order, at every step of a sweep. */
    @Test
    void everyOrderOfWebhooksLeadsToTheSameStateAsSweepsAloneAndToNothingUntrue() {
        List<String> told = List.of("u0001", "u0002", "new", "u0004");
        for (List<String> order : permutations(told)) {
            for (int seed = 0; seed < 4; seed++) {
                everyoneIsTold(order, new Random(seed));
            }
        }
    }

    private static void everyoneIsTold(List<String> order, Random random) {
        FakeTenant account = new FakeTenant().with(10);
        Watch hinted = new Watch(account);
        hinted.sweep();
        account.put(FakeTenant.user("u0001", "another name"));
        account.state("u0002", LifecycleState.DEACTIVATED);
        account.put(FakeTenant.user("new", "somebody"));
        account.users.remove("u0004");
        int offered = 0;
        for (String id : order) {
            for (String also : List.of(id, "u0009", "nobody", id)) {
                hinted.hints.offer(also, account.now);
                offered++;
            }
            if (random.nextBoolean()) {
                hinted.hints.wantSweep(account.now);
            }
            for (int steps = random.nextInt(6); steps > 0; steps--) {
                hinted.step();
            }
        }
        hinted.pass(Duration.ofSeconds(30));
        hinted.sweep();

        hinted.assertInSync();
        assertThat(offered).isEqualTo(16);
        assertThat(hinted.events.subList(10, hinted.events.size()))
                .extracting(change -> change.key().userId() + " " + change.op().code())
                .containsExactlyInAnyOrder("u0001 u", "u0002 u", "new c", "u0004 d");
    }

    private static List<List<String>> permutations(List<String> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : items) {
            List<String> rest = new ArrayList<>(items);
            rest.remove(first);
            permutations(rest).forEach(tail -> {
                List<String> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            });
        }
        return all;
    }

    @Test
    void tenThousandReplaysOfOneWebhookCostOneReadInADebounceInterval() {
        settle();
        int before = tenant.pointReads;
        Instant begun = tenant.now;
        for (int replay = 0; replay < 10_000; replay++) {
            hint("u0003");
            watch.pass(Duration.ofMillis(1));
        }
        long intervals = Duration.between(begun, tenant.now).dividedBy(Watch.DEBOUNCE) + 1;

        assertThat(tenant.pointReads - before).isPositive().isLessThanOrEqualTo((int) intervals);
        assertThat(watch.events).hasSize(10);
    }

    @Test
    void whenAllWebhooksAreLostTheNextSweepPublishesEverything() {
        settle();
        tenant.put(FakeTenant.user("u0003", "renamed"));
        tenant.put(FakeTenant.user("new", "somebody"));

        assertThat(watch.sweep()).hasSize(2);
        watch.assertInSync();
    }

    @Test
    void aTaskThatDiesWithHintsWaitingLosesNothing() {
        settle();
        tenant.put(FakeTenant.user("u0003", "renamed"));
        hint("u0003");

        watch.restart();
        watch.sweep();

        watch.assertInSync();
    }

    @Test
    void aFullQueueTakesNoMoreAndASweepBeginsAtOnce() {
        watch.capacity = 2;
        watch.restart();
        settle();
        watch.pass(Watch.INTERVAL.dividedBy(4));
        int swept = watch.reports.size();
        assertThat(watch.hints.offer("a", tenant.now)).isEqualTo(Hints.Outcome.QUEUED);
        assertThat(watch.hints.offer("b", tenant.now)).isEqualTo(Hints.Outcome.QUEUED);
        assertThat(watch.hints.offer("b", tenant.now)).isEqualTo(Hints.Outcome.MERGED);
        tenant.put(FakeTenant.user("u0003", "renamed"));

        assertThat(watch.hints.offer("u0003", tenant.now)).isEqualTo(Hints.Outcome.FULL);

        assertThat(watch.pass(SOON)).extracting(change -> change.key().userId()).containsExactly("u0003");
        assertThat(watch.reports).hasSize(swept + 1);
    }

    @Test
    void sweepsThatWebhooksWantComeAtMostTenTimesAsOftenAsPlanned() {
        settle();
        for (int second = 0; second < 60; second++) {
            watch.hints.wantSweep(tenant.now);
            watch.pass(Duration.ofSeconds(1));
        }

        assertThat(watch.reports.size()).isBetween(5, 12);
    }

    @Test
    void aNotFoundIsOnlyASuspicionWhichASweepHasToProveAndOneThatAnswersForAnotherAccountProvesNothing() {
        settle();
        watch.pass(Watch.INTERVAL.dividedBy(4));
        tenant.readsFrom = new FakeTenant();
        hint("u0003");
        assertThat(watch.pass(SOON)).isEmpty();

        tenant.readsFrom = null;
        tenant.users.remove("u0003");
        hint("u0003");
        assertThat(watch.pass(Duration.ofSeconds(15))).singleElement().satisfies(change -> {
            assertThat(change.op()).isEqualTo(Op.DELETE);
            assertThat(change.sweepId()).isNotNull();
        });
    }

    @Test
    void whereReadsLagADeleteStillNeedsASecondLookAfterTheDelay() {
        watch.facts(new VendorFacts("fake", "v1", Set.of(), LAG, true));
        settle();
        tenant.users.remove("u0003");
        Instant gone = tenant.now;
        hint("u0003");

        assertThat(watch.pass(LAG.minusSeconds(1))).isEmpty();
        assertThat(watch.pass(Duration.ofMinutes(1))).extracting(UserChange::op).containsExactly(Op.DELETE);
        assertThat(watch.events.get(10).observedTo()).isAfter(gone.plus(LAG));
    }

    @Test
    void hintedDeactivationsGoThroughTheGuardLikeAllOthers() {
        settle();
        for (int i = 0; i < 6; i++) {
            tenant.state("u000" + i, LifecycleState.DEACTIVATED);
            hint("u000" + i);
        }

        assertThat(watch.pass(Duration.ofSeconds(30))).isEmpty();

        assertThat(watch.lastReport().held()).isNotNull();
        assertThat(watch.lastReport().held().removals()).isEqualTo(6);
    }

    @Test
    void aPageReadBeforeTheHintNeverBringsBackTheOldState() {
        for (int at = 0; at < 4; at++) {
            FakeTenant account = new FakeTenant().with(10);
            Watch hinted = new Watch(account);
            hinted.sweep();
            hinted.pass(SOON);
            int page = at;
            account.beforePage = number -> number == page
                    ? () -> {
                        account.put(FakeTenant.user("u0000", "renamed"));
                        hinted.hints.offer("u0000", account.now.minus(Watch.DEBOUNCE));
                    }
                    : null;
            hinted.sweep();
            account.beforePage = number -> null;
            hinted.pass(SOON);

            assertThat(hinted.events.subList(10, hinted.events.size()))
                    .as("changed before page %s", page)
                    .hasSize(1);
            hinted.assertInSync();
        }
    }

    @Test
    void whereReadsLagAnOldStateThatIsShownOnceMoreIsNoChangeBack() {
        watch.facts(new VendorFacts("fake", "v1", Set.of(), LAG, true));
        settle();
        TreeMap<String, User> old = new TreeMap<>(tenant.users);
        tenant.put(FakeTenant.user("u0003", "renamed"));
        hint("u0003");
        assertThat(watch.pass(SOON)).hasSize(1);
        TreeMap<String, User> current = new TreeMap<>(tenant.users);

        tenant.users.clear();
        tenant.users.putAll(old);
        assertThat(watch.sweep()).isEmpty();

        tenant.users.clear();
        tenant.users.putAll(current);
        assertThat(watch.sweep()).isEmpty();
        watch.assertInSync();
    }

    @Test
    void whereReadsLagAHintThatIsAnsweredWithWhatASweepReplacedIsNoChangeBack() {
        watch.facts(new VendorFacts("fake", "v1", Set.of(), LAG, true));
        settle();
        tenant.put(FakeTenant.user("u0003", "renamed"));
        assertThat(watch.sweep()).hasSize(1);
        int reads = tenant.pointReads;

        tenant.readsFrom = new FakeTenant().with(10);
        hint("u0003");

        assertThat(watch.pass(SOON)).isEmpty();
        assertThat(tenant.pointReads).isEqualTo(reads + 1);
    }

    @Test
    void afterARestartNobodyIsReadForAHintBeforeAListingHasShownWhoseAccountItIs() {
        settle();
        watch.restart();
        tenant.beforePage = page -> () -> {
            throw FakeTenant.failure(new Failure.Transient(false, null));
        };
        watch.sweep();
        int reads = tenant.pointReads;
        hint("u0003");
        watch.pass(SOON);
        assertThat(tenant.pointReads).isEqualTo(reads);

        tenant.beforePage = page -> null;
        watch.sweep();
        watch.pass(SOON);
        assertThat(tenant.pointReads).isEqualTo(reads + 1);
    }

    @Test
    void whereReadsLagAHintThatShowsNothingNewIsLookedAtOnceMoreAfterTheDelay() {
        watch.settings = new DetectionSettings("acme", Duration.ofHours(1), 10, 10, 20, Set.of());
        watch.facts(new VendorFacts("fake", "v1", Set.of(), LAG, true));
        settle();
        hint("u0003");
        assertThat(watch.pass(SOON)).isEmpty();
        tenant.put(FakeTenant.user("u0003", "renamed"));

        assertThat(watch.pass(LAG)).hasSize(1);
        int reads = tenant.pointReads;
        watch.pass(LAG.multipliedBy(2));
        assertThat(tenant.pointReads).isEqualTo(reads);
    }

    @Test
    void whereReadsLagLessThanAHintWaitsTheSecondLookKeepsTheIntervalAndStillComes() {
        watch.facts(new VendorFacts("fake", "v1", Set.of(), Watch.DEBOUNCE.dividedBy(10), true));
        settle();
        int before = tenant.pointReads;
        hint("u0003");
        assertThat(watch.pass(Watch.DEBOUNCE.plus(Watch.DEBOUNCE.dividedBy(2)))).isEmpty();
        assertThat(tenant.pointReads).isEqualTo(before + 1);
        tenant.put(FakeTenant.user("u0003", "renamed"));

        assertThat(watch.pass(SOON)).hasSize(1);
        assertThat(tenant.pointReads).isEqualTo(before + 2);
    }

    /** Repeated ones, failed reads, second looks and sweeps in between: whatever the reason for a read of one user. */
    @Test
    void whateverHappensAHintedUserIsReadAtMostOnceInADebounceInterval() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            FakeTenant account = new FakeTenant().with(10);
            Watch hinted = new Watch(account);
            hinted.settings = new DetectionSettings("acme", Duration.ofSeconds(30), 10, 10, 20, Set.of());
            hinted.facts(new VendorFacts("fake", "v1", Set.of(), Duration.ofMillis(random.nextInt(3_000)), true));
            hinted.sweep();
            List<Instant> reads = new ArrayList<>();
            account.beforeRead = () -> reads.add(account.now);
            for (int turn = 0; turn < 60; turn++) {
                if (random.nextInt(3) == 0) {
                    hinted.hints.offer("u0003", account.now);
                }
                account.readFailure =
                        random.nextInt(4) == 0 ? FakeTenant.failure(new Failure.Transient(false, null)) : null;
                hinted.pass(Duration.ofMillis(1 + random.nextInt(700)));
            }
            assertThat(reads).as("seed %s", seed).isNotEmpty();
            for (int read = 1; read < reads.size(); read++) {
                assertThat(Duration.between(reads.get(read - 1), reads.get(read)))
                        .as("seed %s, between reads %s and %s", seed, read - 1, read)
                        .isGreaterThanOrEqualTo(Watch.DEBOUNCE);
            }
        }
    }

    @Test
    void aReadThatFailsIsTriedAgainLessAndLessOften() {
        watch.settings = new DetectionSettings("acme", Duration.ofHours(1), 10, 10, 20, Set.of());
        watch.restart();
        settle();
        int before = tenant.pointReads;
        tenant.put(FakeTenant.user("u0003", "renamed"));
        tenant.readFailure = FakeTenant.failure(new Failure.Transient(false, null));
        hint("u0003");
        watch.pass(Duration.ofSeconds(30));
        assertThat(tenant.pointReads - before).isBetween(3, 5);

        tenant.readFailure = null;
        assertThat(watch.pass(Duration.ofMinutes(1))).hasSize(1);
    }

    @Test
    void aReadThatIsRefusedNeverEndsTheTask() {
        settle();
        tenant.readFailure = FakeTenant.failure(new Failure.Forbidden());
        hint("u0003");
        watch.pass(SOON);
        tenant.readFailure = FakeTenant.failure(new Failure.Rejected());
        hint("u0004");
        watch.pass(SOON);
        tenant.readFailure = null;

        assertThat(watch.hints.size()).isZero();
        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void hintsWaitForTheEndOfTheFirstSweepAndAreReadThen() {
        hint("u0003");
        tenant.beforePage = page -> page == 2 ? () -> tenant.put(FakeTenant.user("u0003", "renamed")) : null;
        List<UserChange> first = watch.sweep();
        tenant.beforePage = page -> null;

        assertThat(first).hasSize(10).allMatch(change -> change.op() == Op.READ);
        assertThat(tenant.pointReads).isZero();
        assertThat(watch.pass(SOON)).extracting(UserChange::op).containsExactly(Op.UPDATE);
    }

    @Test
    void aFloodOfHintsDoesNotStopTheSweep() {
        settle();
        int reported = watch.reports.size();
        for (int step = 0; step < 400 && watch.reports.size() == reported; step++) {
            List<String> ids = new ArrayList<>(tenant.users.keySet());
            Collections.shuffle(ids, new Random(step));
            ids.forEach(id -> watch.hints.offer(id, tenant.now.minus(Watch.DEBOUNCE)));
            tenant.now = tenant.now.plus(Duration.ofSeconds(1));
            watch.step();
        }

        assertThat(watch.reports.size()).isGreaterThan(reported);
    }

    @Test
    void aReadThatFailedIsNotRepeatedWithinTheLongestIntervalThereIs() {
        Duration longest = Duration.ofMinutes(10);
        Hints hints = new Hints(1, longest);
        hints.offer("u0001", Instant.EPOCH);
        Instant read = Instant.EPOCH.plus(longest);

        hints.again(hints.take(read).orElseThrow(), read);

        assertThat(hints.nextDue().orElseThrow()).isAfterOrEqualTo(read.plus(longest));
    }
}
