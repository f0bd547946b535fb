package io.rollcall.detect;

import static io.rollcall.detect.FakeTenant.failure;
import static io.rollcall.detect.FakeTenant.titled;
import static io.rollcall.detect.FakeTenant.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Op;
import io.rollcall.user.UserChange;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DetectorTest {
    private final FakeTenant tenant = new FakeTenant().with(20);
    private final Watch watch = new Watch(tenant);

    @Test
    void theFirstCompleteSweepPublishesEverybodyAsRead() {
        List<UserChange> events = watch.sweep();

        assertThat(events).hasSize(20).allMatch(event -> event.op() == Op.READ && event.snapshot());
        watch.assertInSync();
    }

    @Test
    void nothingChangedMeansNoRecordsOverTenSweeps() {
        watch.sweep();
        for (int sweep = 0; sweep < 10; sweep++) {
            assertThat(watch.sweep()).isEmpty();
        }
        assertThat(tenant.pointReads).isZero();
        assertThat(tenant.pagesRead).isEqualTo(11 * 7);
    }

    @Test
    void createdChangedDeactivatedAndDeletedUsersBecomeOneEventEach() {
        watch.sweep();
        tenant.put(user("u9999", "new"));
        tenant.put(user("u0001", "married"));
        tenant.state("u0002", LifecycleState.DEACTIVATED);
        tenant.users.remove("u0003");

        List<UserChange> events = watch.sweep();

        assertThat(events)
                .extracting(event -> event.key().userId(), UserChange::op, UserChange::lifecycle)
                .containsExactlyInAnyOrder(
                        tuple("u9999", Op.CREATE, LifecycleEvent.CREATED),
                        tuple("u0001", Op.UPDATE, LifecycleEvent.UPDATED),
                        tuple("u0002", Op.UPDATE, LifecycleEvent.DEACTIVATED),
                        tuple("u0003", Op.DELETE, LifecycleEvent.DELETED));
        watch.assertInSync();
    }

    @Test
    void aChangeIsBoundedByTheLastSightOfTheOldStateAndTheReadOfTheNewOne() {
        watch.sweep();
        watch.sweep();
        Instant confirmed = watch.lastReport().startedAt();
        tenant.put(user("u0001", "married"));

        UserChange change = watch.sweep().get(0);

        assertThat(change.observedFrom()).isBetween(confirmed, confirmed.plusSeconds(1));
        assertThat(change.observedTo())
                .isBetween(watch.lastReport().startedAt(), watch.lastReport().endedAt());
        assertThat(change.changedAttributes()).containsExactly("displayName", "title");
    }

    @Test
    void aUserThatComesBackGoesOnCountingItsRevisions() {
        watch.sweep();
        tenant.users.remove("u0003");
        watch.sweep();
        watch.restart();
        tenant.put(user("u0003", "back again"));

        UserChange change = watch.sweep().get(0);

        assertThat(change.op()).isEqualTo(Op.CREATE);
        assertThat(change.revision()).isEqualTo(3);
    }

    @Test
    void userCreatedOrDeletedBetweenAnyTwoPagesIsNeitherLostNorDeletedByMistake() {
        for (int position = 0; position < 20; position++) {
            for (int page = 1; page < 7; page++) {
                for (boolean delete : new boolean[] {true, false}) {
                    FakeTenant drifting = new FakeTenant().with(20);
                    Watch drifted = new Watch(drifting);
                    drifted.sweep();
                    int at = page;
                    String id = "u%04d".formatted(position);
                    drifting.beforePage = number -> number != at
                            ? null
                            : () -> {
                                if (delete) {
                                    drifting.users.remove(id);
                                } else {
                                    drifting.put(user(id + "x", "new"));
                                }
                                drifting.beforePage = none -> null;
                            };

                    List<UserChange> events = new ArrayList<>(drifted.sweep());
                    events.addAll(drifted.sweep());

                    assertThat(events)
                            .as("%s of %s before page %d", delete ? "delete" : "create", id, page)
                            .singleElement()
                            .matches(event -> event.op() == (delete ? Op.DELETE : Op.CREATE))
                            .matches(event -> event.key().userId().equals(delete ? id : id + "x"));
                    drifted.assertInSync();
                }
            }
        }
    }

    @Test
    void usersThatDriftHidFromTheListingAreReportedAsRescued() {
        watch.sweep();
        tenant.beforePage = page -> page == 1 ? () -> tenant.users.remove("u0000") : null;

        watch.sweep();

        assertThat(watch.lastReport().rescued()).isEqualTo(1);
    }

    @Test
    void brokenListingsNeverDelete() {
        watch.sweep();
        List<IntFunction<Page>> broken = List.of(
                page -> new Page(List.of(), Paging.COMPLETE),
                page -> page == 3 ? new Page(List.of(), new Paging.Incomplete("repeated cursor")) : null,
                page -> page == 2 ? new Page(tenant.page(2).users(), Paging.COMPLETE) : null,
                page -> {
                    if (page == 3) {
                        throw failure(new Failure.Transient(false, null));
                    }
                    return null;
                },
                page -> {
                    throw failure(new Failure.Throttled(Duration.ofSeconds(1)));
                });
        for (IntFunction<Page> instead : broken) {
            tenant.insteadOfPage = instead;
            assertThat(watch.sweep()).isEmpty();
            assertThat(watch.sweep()).isEmpty();
        }
        tenant.insteadOfPage = page -> null;
        assertThat(watch.sweep()).isEmpty();
        watch.assertInSync();
    }

    @Test
    void anIncompleteSweepStillPublishesCreatesAndUpdates() {
        watch.sweep();
        tenant.put(user("u0000", "married"));
        tenant.put(user("u0001a", "new"));
        tenant.users.remove("u0002");
        tenant.insteadOfPage = page -> {
            if (page == 5) {
                throw failure(new Failure.Transient(false, null));
            }
            return null;
        };

        assertThat(watch.sweep()).extracting(UserChange::op).containsExactlyInAnyOrder(Op.UPDATE, Op.CREATE);
    }

    @Test
    void swappedCredentialsPublishNothingAndDeleteNobody() {
        watch.sweep();
        FakeTenant other = new FakeTenant();
        for (int i = 0; i < 20; i++) {
            other.put(user("x%04d".formatted(i), "stranger"));
        }
        tenant.insteadOfPage = other::page;
        tenant.readsFrom = other;

        assertThat(watch.sweep()).isEmpty();
        assertThat(watch.lastReport().incomplete()).isEqualTo("looks like another account");

        tenant.insteadOfPage = page -> null;
        tenant.readsFrom = null;
        assertThat(watch.sweep()).isEmpty();
        watch.assertInSync();
    }

    @Test
    void credentialsSwappedBetweenListingAndPointReadsAreCaughtByTheCanary() {
        watch.sweep();
        tenant.insteadOfPage =
                page -> page == 6 ? new Page(List.of(), Paging.COMPLETE) : null; // the last two users drop out
        tenant.readsFrom = new FakeTenant();

        assertThat(watch.sweep()).isEmpty();
        tenant.readsFrom = null;
        assertThat(watch.sweep()).isEmpty();
        watch.assertInSync();
    }

    @Test
    void aFailedPointReadLeavesTheDeletePending() {
        watch.sweep();
        tenant.users.remove("u0003");
        tenant.readFailure = failure(new Failure.Transient(false, null));
        assertThat(watch.sweep()).isEmpty();

        tenant.readFailure = null;
        assertThat(watch.sweep()).extracting(UserChange::op).containsExactly(Op.DELETE);
    }

    @Test
    void refusedCredentialsAndWrongAddressesFailTheTaskAndPublishNothing() {
        watch.sweep();
        tenant.users.remove("u0003");
        for (Failure failure :
                List.of(new Failure.Unauthorized(), new Failure.Misconfigured(), new Failure.Forbidden())) {
            tenant.insteadOfPage = page -> {
                throw failure(failure);
            };
            assertThatThrownBy(watch::sweep).isInstanceOf(VendorException.class);
            watch.restart();
        }
        assertThat(watch.events).hasSize(20);
    }

    @Test
    void manyRemovalsAreHeldWhileCreatesFlowAndExactlyTheHeldSetGoesOnce() {
        watch.sweep();
        for (int i = 0; i < 3; i++) {
            tenant.users.remove("u%04d".formatted(i));
            tenant.state("u%04d".formatted(10 + i), LifecycleState.DEACTIVATED);
        }
        tenant.put(user("u9999", "new"));

        assertThat(watch.sweep()).extracting(UserChange::op).containsExactly(Op.CREATE);
        String guardId = watch.lastReport().held().guardId();
        assertThat(watch.lastReport().held().removals()).isEqualTo(6);
        assertThat(watch.sweep()).isEmpty();
        assertThat(watch.lastReport().held().guardId()).isEqualTo(guardId);

        watch.settings(10, 20, "0123456789abcdef");
        assertThat(watch.sweep()).isEmpty();

        watch.settings(10, 20, guardId);
        assertThat(watch.sweep()).hasSize(6);
        watch.assertInSync();

        for (int i = 0; i < 3; i++) {
            tenant.put(user("u%04d".formatted(i), "name " + i));
            tenant.state("u%04d".formatted(10 + i), LifecycleState.ACTIVE);
        }
        watch.sweep();
        for (int i = 0; i < 3; i++) {
            tenant.users.remove("u%04d".formatted(i));
            tenant.state("u%04d".formatted(10 + i), LifecycleState.DEACTIVATED);
        }
        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void whoeverLeavesMeanwhileIsNotPartOfTheReleasedSet() {
        watch.sweep();
        for (int i = 0; i < 5; i++) {
            tenant.users.remove("u%04d".formatted(i));
        }
        watch.sweep();
        watch.settings(10, 20, watch.lastReport().held().guardId());
        tenant.users.remove("u0005");

        assertThat(watch.sweep()).isEmpty();
        assertThat(watch.lastReport().held().removals()).isEqualTo(6);
    }

    @Test
    void mostOfTheRosterGoingLooksLikeAnotherAccountUntilAnOperatorReleasesIt() {
        watch.sweep();
        for (int i = 0; i < 15; i++) {
            tenant.users.remove("u%04d".formatted(i));
        }
        assertThat(watch.sweep()).isEmpty();
        watch.settings(10, 20, watch.lastReport().held().guardId());

        assertThat(watch.sweep()).hasSize(15).allMatch(event -> event.op() == Op.DELETE);
        watch.assertInSync();
    }

    @Test
    void anEmptyAccountDeletesNobodyEvenWhenReleased() {
        watch.sweep();
        tenant.users.clear();
        watch.sweep();
        watch.settings(100, 100, watch.lastReport().held().guardId());

        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void oneRemovalAlwaysPasses() {
        FakeTenant pair = new FakeTenant().with(2);
        Watch watched = new Watch(pair);
        watched.sweep();
        pair.users.remove("u0001");

        assertThat(watched.sweep()).extracting(UserChange::op).containsExactly(Op.DELETE);
    }

    @Test
    void laggingVendorsAreAskedTwiceAndTheSecondTimeAfterTheLag() {
        watch.facts(new VendorFacts("fake", "v1", Set.of(), Duration.ofSeconds(150), true));
        watch.sweep();
        tenant.users.remove("u0003");
        Instant missed = tenant.now;

        while (watch.sweep().isEmpty()) {
            assertThat(watch.reports.size()).isLessThan(10);
        }
        UserChange delete = watch.events.get(watch.events.size() - 1);
        assertThat(delete.op()).isEqualTo(Op.DELETE);
        assertThat(delete.observedTo()).isAfterOrEqualTo(missed.plusSeconds(149));
        // Two reads of the missing one, and a canary for each.
        assertThat(tenant.pointReads).isEqualTo(4);
    }

    @Test
    void laggingVendorShowingTheUserAgainStartsTheProofAnew() {
        watch.facts(new VendorFacts("fake", "v1", Set.of(), Duration.ofSeconds(90), true));
        watch.sweep();
        tenant.users.remove("u0003");
        watch.sweep();
        tenant.put(user("u0003", "name 3"));
        watch.sweep();
        tenant.users.remove("u0003");
        Instant missedAgain = tenant.now;

        while (watch.sweep().isEmpty()) {
            assertThat(watch.reports.size()).isLessThan(10);
        }
        assertThat(watch.events.get(watch.events.size() - 1).observedTo()).isAfter(missedAgain.plusSeconds(90));
    }

    @Test
    void aRenameProvedByTheStableIdIsDeleteAndCreateWithThePreviousId() {
        tenant.put(user("ann@old.example", "Ann", LifecycleState.ACTIVE, "acc-1"));
        watch.sweep();
        tenant.users.remove("ann@old.example");
        tenant.put(user("ann@new.example", "Ann", LifecycleState.ACTIVE, "acc-1"));

        List<UserChange> events = watch.sweep();

        assertThat(events).hasSize(2);
        assertThat(events.get(0).op()).isEqualTo(Op.DELETE);
        assertThat(events.get(0).lifecycle()).isEqualTo(LifecycleEvent.RENAMED);
        assertThat(events.get(1).op()).isEqualTo(Op.CREATE);
        assertThat(events.get(1).lifecycle()).isEqualTo(LifecycleEvent.RENAMED);
        assertThat(events.get(1).previousUserId()).isEqualTo("ann@old.example");
        watch.assertInSync();
    }

    @Test
    void aStableIdThatTwoNewUsersClaimProvesNoRename() {
        tenant.put(user("ann@old.example", "Ann", LifecycleState.ACTIVE, "acc-1"));
        watch.sweep();
        tenant.users.remove("ann@old.example");
        tenant.put(user("bob@new.example", "Bob", LifecycleState.ACTIVE, "acc-1"));
        tenant.put(user("cid@new.example", "Cid", LifecycleState.ACTIVE, "acc-1"));

        assertThat(watch.sweep())
                .extracting(UserChange::lifecycle)
                .containsExactlyInAnyOrder(LifecycleEvent.CREATED, LifecycleEvent.CREATED, LifecycleEvent.DELETED);
        watch.assertInSync();
    }

    @Test
    void everybodyRenamedAtOnceIsNoOtherAccount() {
        FakeTenant company = new FakeTenant();
        for (int i = 0; i < 12; i++) {
            company.put(user("u" + i + "@old.example", "name " + i, LifecycleState.ACTIVE, "acc-" + i));
        }
        Watch watched = new Watch(company);
        watched.sweep();
        company.users.clear();
        for (int i = 0; i < 12; i++) {
            company.put(user("u" + i + "@new.example", "name " + i, LifecycleState.ACTIVE, "acc-" + i));
        }

        assertThat(watched.sweep()).hasSize(24).allMatch(event -> event.lifecycle() == LifecycleEvent.RENAMED);
        watched.assertInSync();
    }

    @Test
    void thinlyListedUsersAreCompletedWhenNewOrChangedAndInTurn() {
        tenant.thin = true;
        watch.facts(new VendorFacts("fake", "v1", Set.of(Attribute.TITLE), Duration.ZERO, true));
        watch.sweep();
        assertThat(tenant.pointReads).isEqualTo(20);
        watch.assertInSync();

        // A change that the list does not show is found within ten sweeps, at two reads each.
        tenant.put(titled("u0013", "name 13", "promoted"));
        int sweeps = 0;
        while (watch.sweep().isEmpty()) {
            sweeps++;
        }
        assertThat(sweeps).isLessThan(10);
        assertThat(tenant.pointReads).isEqualTo(20 + 2 * (sweeps + 1));
        watch.assertInSync();
    }

    @Test
    void aLongFirstSweepOfThinlyListedUsersWritesEachOffsetAFewTimesOnly() {
        FakeTenant large = new FakeTenant().with(600);
        large.thin = true;
        large.latency = Duration.ofMillis(100);
        Watch watched =
                new Watch(large).facts(new VendorFacts("fake", "v1", Set.of(Attribute.TITLE), Duration.ZERO, true));

        watched.sweep();

        // Somebody waits five seconds after every fiftieth user, and each time would touch all of the eight buckets.
        assertThat(watched.publications).isBetween(8, 20);
        assertThat(watched.offsetsWritten).isLessThan(30);
        watched.assertInSync();
    }

    @Test
    void aFullListIsPublishedInFewTransactionsOfBoundedSize() {
        Watch watched = new Watch(new FakeTenant().with(1200));

        watched.sweep();

        assertThat(watched.publications).isEqualTo(4);
        assertThat(watched.offsetsWritten).isEqualTo(9);
        watched.assertInSync();
    }

    @Test
    void crashesBetweenAnyTwoStepsRepeatNothingAndLoseNothing() {
        for (int crashAt = 0; crashAt < 60; crashAt++) {
            FakeTenant shaken = new FakeTenant().with(20);
            Watch watched = new Watch(shaken);
            for (int step = 0; step < crashAt; step++) {
                watched.step();
            }
            watched.restart();
            watched.sweep();
            watched.sweep();
            assertThat(watched.events).as("crash after step %d", crashAt).hasSize(20);
            assertThat(watched.events).allMatch(event -> event.op() == Op.READ);
            watched.assertInSync();
        }
    }

    @Test
    void aResetBucketIsPublishedAgainAsReadsAndNothingElseIs() {
        watch.sweep();
        int bucket = watch.bucketOf("u0007");
        List<String> inIt = tenant.users.keySet().stream()
                .filter(id -> watch.bucketOf(id) == bucket)
                .toList();
        watch.reset(bucket);
        inIt.forEach(watch::forgetRevisions);

        assertThat(watch.sweep())
                .allMatch(event -> event.op() == Op.READ)
                .extracting(event -> event.key().userId())
                .containsExactlyInAnyOrderElementsOf(inIt);
        tenant.put(user("u9999", "new"));
        assertThat(watch.sweep()).extracting(UserChange::op).containsExactly(Op.CREATE);
    }

    @Test
    void afterTheSnapshotAUserInABucketThatNeverHeldOneIsCreated() {
        FakeTenant one = new FakeTenant().with(1);
        Watch watched = new Watch(one);
        watched.sweep();
        watched.restart();
        for (int i = 1; i < 12; i++) {
            one.put(user("new" + i, "new"));
        }

        assertThat(watched.sweep()).hasSize(11).allMatch(event -> event.op() == Op.CREATE);
    }
}
