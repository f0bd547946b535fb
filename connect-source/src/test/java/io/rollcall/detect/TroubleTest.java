package io.rollcall.detect;

import static io.rollcall.detect.FakeTenant.failure;
import static io.rollcall.detect.FakeTenant.titled;
import static io.rollcall.detect.FakeTenant.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One thing that goes wrong, and what it must not take down with it. */
class TroubleTest {
    private static final VendorFacts THIN = new VendorFacts("fake", "v1", Set.of(Attribute.TITLE), Duration.ZERO, true);

    private final FakeTenant tenant = new FakeTenant().with(20);
    private final Watch watch = new Watch(tenant);

    @Test
    void aUserWhosePointReadAlwaysFailsHoldsUpNobodyElse() {
        tenant.thin = true;
        watch.facts(THIN);
        tenant.unreadable.addAll(Set.of("u0004", "u0005", "u0006", "u0007"));
        watch.sweep();
        watch.sweep();
        assertThat(watch.folded).hasSize(16);
        watch.sweep();

        tenant.users.remove("u0010");
        tenant.put(user("u9999", "new"));

        assertThat(watch.sweep()).extracting(UserChange::op).containsExactlyInAnyOrder(Op.CREATE, Op.DELETE);
        tenant.unreadable.clear();
        watch.sweep();
        watch.assertInSync();
    }

    @Test
    void aCursorThatTheVendorRefusesCostsTheSweepAndNotTheTask() {
        watch.sweep();
        tenant.users.remove("u0001");
        tenant.insteadOfPage = page -> {
            if (page == 3) {
                throw failure(new Failure.Rejected());
            }
            return null;
        };

        assertThat(watch.sweep()).isEmpty();
        assertThat(watch.lastReport().incomplete()).isEqualTo("request failed: as told");
        tenant.insteadOfPage = page -> null;
        assertThat(watch.sweep()).extracting(UserChange::op).containsExactly(Op.DELETE);
    }

    @Test
    void missingUsersWhosePointReadFailsKeepNoOtherDeletePending() {
        watch.sweep();
        tenant.unreadable.add("u0001");
        tenant.users.keySet().removeAll(Set.of("u0001", "u0002"));

        assertThat(watch.sweep())
                .extracting(event -> event.key().userId(), UserChange::op)
                .containsExactly(tuple("u0002", Op.DELETE));
    }

    @Test
    void aChangeThatTheListShowsIsPublishedAlthoughThePointReadFails() {
        tenant.thin = true;
        watch.facts(THIN);
        watch.sweep();
        tenant.unreadable.add("u0004");
        tenant.state("u0004", LifecycleState.DEACTIVATED);

        assertThat(watch.sweep()).extracting(UserChange::lifecycle).containsExactly(LifecycleEvent.DEACTIVATED);
        assertThat(watch.folded.get("u0004").title()).isEqualTo("title of name 4");
        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void whenAllPointReadsFailOnlyAFewAreTriedAndTheSnapshotGoesOn() {
        tenant.thin = true;
        watch.facts(THIN);
        tenant.readFailure = failure(new Failure.Transient(false, null));
        for (int sweep = 0; sweep < 5; sweep++) {
            assertThat(watch.sweep()).isEmpty();
        }
        assertThat(tenant.pointReads).isLessThanOrEqualTo(5 * 3);

        tenant.readFailure = null;
        assertThat(watch.sweep()).hasSize(20).allMatch(event -> event.op() == Op.READ);
    }

    @Test
    void aUserWhoseFirstReadFailedStillBelongsToTheSnapshot() {
        tenant.thin = true;
        watch.facts(THIN);
        tenant.unreadable.add("u0004");
        watch.sweep();
        tenant.unreadable.clear();

        assertThat(watch.sweep())
                .singleElement()
                .matches(event -> event.op() == Op.READ && event.key().userId().equals("u0004"));
        tenant.put(user("u9999", "new"));
        assertThat(watch.sweep()).extracting(UserChange::op).containsExactly(Op.CREATE);
    }

    @Test
    void everyUserIsCompletedOnceInAWhileEvenIfTheVendorCutsEverySweepShort() {
        tenant.thin = true;
        watch.facts(THIN);
        watch.sweep();
        for (int i = 0; i < 20; i++) {
            tenant.put(titled("u%04d".formatted(i), "name " + i, "promoted"));
        }
        for (int sweep = 0; sweep < 45; sweep++) {
            int allowed = tenant.pointReads + 1;
            tenant.beforeRead = () ->
                    tenant.readFailure = tenant.pointReads > allowed ? failure(new Failure.Throttled(null)) : null;
            watch.sweep();
        }
        watch.assertInSync();
    }

    @Test
    void aThinListSaysNothingAboutWhenTheRestWasLastTrue() {
        tenant.thin = true;
        watch.facts(THIN);
        watch.sweep();
        Instant changed = tenant.now;
        tenant.put(titled("u0013", "name 13", "promoted"));

        List<UserChange> events = watch.sweep();
        while (events.isEmpty()) {
            events = watch.sweep();
        }
        assertThat(events.get(0).observedFrom()).isBeforeOrEqualTo(changed);
        assertThat(events.get(0).observedTo()).isAfter(changed);
    }

    @Test
    void aDepartureIsBoundedByTheLastThinSight() {
        tenant.thin = true;
        watch.facts(THIN);
        for (int sweep = 0; sweep < 5; sweep++) {
            watch.sweep();
        }
        Instant seen = watch.lastReport().startedAt();
        tenant.users.remove("u0019");

        assertThat(watch.sweep().get(0).observedFrom()).isAfterOrEqualTo(seen);
    }

    @Test
    void completingTheFirstSweepUserByUserWritesEachBucketSeldom() {
        FakeTenant large = new FakeTenant().with(400);
        large.thin = true;
        large.latency = Duration.ofMillis(100);
        Watch watched = new Watch(large).facts(THIN);

        assertThat(watched.sweep()).hasSize(400);
        // 53 seconds at one flush in 5 s of up to 8 buckets, and the end.
        assertThat(watched.publications).isLessThan(12 * 8);
    }

    @Test
    void secondLooksForManyUsersShareOneSweep() {
        watch.settings(100, 100);
        watch.facts(new VendorFacts("fake", "v1", Set.of(), Duration.ofSeconds(150), true));
        watch.sweep();
        tenant.latency = Duration.ofSeconds(1);
        tenant.pageSize = 50;
        for (int i = 0; i < 9; i++) {
            tenant.users.remove("u%04d".formatted(2 * i));
        }
        int sweeps = 0;
        while (watch.events.size() < 29) {
            watch.sweep();
            sweeps++;
            assertThat(sweeps).isLessThanOrEqualTo(4);
        }
        watch.assertInSync();
    }

    @Test
    void aSightInASuspiciousListingAlsoStartsTheProofAnew() {
        watch.facts(new VendorFacts("fake", "v1", Set.of(), Duration.ofSeconds(90), true));
        watch.sweep();
        tenant.users.remove("u0003");
        watch.sweep();
        Map<String, User> others = Map.copyOf(tenant.users);
        tenant.users.clear();
        tenant.put(user("u0003", "name 3"));
        watch.sweep();
        tenant.users.clear();
        tenant.users.putAll(others);
        Instant missedAgain = tenant.now;

        while (watch.sweep().isEmpty()) {
            assertThat(watch.reports.size()).isLessThan(10);
        }
        assertThat(watch.events.get(watch.events.size() - 1).observedTo()).isAfter(missedAgain.plusSeconds(90));
    }

    @Test
    void aRenameWhoseOldIdCannotBeReadBecomesACreateInTheEnd() {
        tenant.put(user("ann@old.example", "Ann", LifecycleState.ACTIVE, "acc-1"));
        watch.sweep();
        tenant.users.remove("ann@old.example");
        tenant.put(user("ann@new.example", "Ann", LifecycleState.ACTIVE, "acc-1"));
        tenant.unreadable.add("ann@old.example");

        assertThat(watch.sweep()).isEmpty();
        assertThat(watch.sweep()).extracting(UserChange::lifecycle).containsExactly(LifecycleEvent.CREATED);
        tenant.unreadable.clear();
        assertThat(watch.sweep()).extracting(UserChange::lifecycle).containsExactly(LifecycleEvent.DELETED);
        watch.assertInSync();
    }

    @Test
    void aRenameThatAlsoTakesAccessAwayCountsAsARemoval() {
        FakeTenant company = new FakeTenant();
        for (int i = 0; i < 12; i++) {
            company.put(user("u" + i + "@old.example", "name " + i, LifecycleState.ACTIVE, "acc-" + i));
        }
        Watch watched = new Watch(company);
        watched.sweep();
        company.users.clear();
        for (int i = 0; i < 12; i++) {
            company.put(user("u" + i + "@new.example", "name " + i, LifecycleState.DEACTIVATED, "acc-" + i));
        }

        assertThat(watched.sweep()).isEmpty();
        assertThat(watched.lastReport().held().removals()).isEqualTo(12);
        watched.settings(10, 20, watched.lastReport().held().guardId());
        assertThat(watched.sweep()).hasSize(24);
        watched.assertInSync();
    }

    @Test
    void whomThisSweepOnlyJustMetVouchesForNoDelete() {
        watch.sweep();
        FakeTenant other = new FakeTenant();
        for (int i = 0; i < 20; i++) {
            other.put(user("x%04d".formatted(i), "stranger"));
        }
        tenant.insteadOfPage = page -> page == 0 ? other.page(0) : null;
        tenant.readsFrom = other;

        assertThat(watch.sweep()).extracting(UserChange::op).containsOnly(Op.CREATE);
    }

    @Test
    void aReleaseWorksWhenNobodyIsLeftWhomWeKnow() {
        FakeTenant small = new FakeTenant().with(2);
        Watch watched = new Watch(small);
        watched.sweep();
        small.users.clear();
        small.put(user("successor", "new"));
        assertThat(watched.sweep()).isEmpty();
        watched.settings(10, 20, watched.lastReport().held().guardId());

        assertThat(watched.sweep())
                .extracting(UserChange::op)
                .containsExactlyInAnyOrder(Op.DELETE, Op.DELETE, Op.CREATE);
        watched.assertInSync();
    }

    @Test
    void absencesAndDeactivationsBesideThemCanBeReleasedTogether() {
        watch.facts(new VendorFacts("fake", "v1", Set.of(), Duration.ofSeconds(90), true));
        watch.sweep();
        for (int i = 0; i < 12; i++) {
            tenant.users.remove("u%04d".formatted(i));
        }
        for (int i = 12; i < 18; i++) {
            tenant.state("u%04d".formatted(i), LifecycleState.DEACTIVATED);
        }
        watch.sweep();
        String absences = watch.lastReport().held().guardId();
        watch.settings(10, 20, absences);
        watch.sweep();
        String deactivations = watch.lastReport().held().guardId();

        watch.settings(10, 20, absences, deactivations);
        int sweeps = 0;
        while (watch.events.size() < 20 + 12 + 6) {
            assertThat(sweeps++).isLessThan(4);
            watch.sweep();
        }
        watch.assertInSync();
    }

    @Test
    void anEmptyAccountStaysReportedAsHeldWhateverIsReleased() {
        watch.sweep();
        tenant.users.clear();
        watch.sweep();
        watch.settings(100, 100, watch.lastReport().held().guardId());

        watch.sweep();
        assertThat(watch.lastReport().held()).isNotNull();
    }

    @Test
    void aClockSetBackDoesNotStopTheSweeps() {
        watch.sweep();
        tenant.now = tenant.now.minus(Duration.ofHours(5));
        Instant before = tenant.now;

        watch.sweep();
        assertThat(tenant.now).isBefore(before.plus(Duration.ofMinutes(2)));
    }
}
