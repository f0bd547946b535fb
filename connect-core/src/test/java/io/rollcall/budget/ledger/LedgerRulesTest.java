package io.rollcall.budget.ledger;

import static io.rollcall.budget.Priority.PROVISION;
import static io.rollcall.budget.Priority.SWEEP;
import static io.rollcall.budget.ledger.Book.A;
import static io.rollcall.budget.ledger.Book.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerRulesTest {

    @Test
    void nothingIsGrantedBeforeThereIsAPolicy() {
        Book book = new Book();
        book.from(A).wants(SWEEP, 3).write();
        assertThat(book.grants).isEmpty();
        book.write(new Terms().policy());
        assertThat(book.grants).containsExactly(new Grant(A, SWEEP), new Grant(A, SWEEP), new Grant(A, SWEEP));
    }

    @Test
    void aReportThatWasLostIsMadeGoodByTheNextAndOneThatComesTwiceCountsOnce() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 5).write();
        Update lost = book.from(A).settles(grant, 2, 0).update();
        Update next = book.from(A).settles(grant, 3, 1).update();
        book.write(next);
        book.write(next);
        book.write(lost);
        book.from(A).settles(grant, 3, 1).write();
        LedgerView view = book.ledger.view();
        assertThat(view.done()).isEqualTo(3);
        assertThat(view.unused()).isEqualTo(1);
        assertThat(view.used()).isEqualTo(4);
    }

    @Test
    void nobodySettlesWhatWasGrantedToAnotherNorMoreThanWasGranted() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 2).write();
        book.from(B).settles(grant, 0, 2).write();
        assertThat(book.ledger.view().used()).isEqualTo(2);
        book.from(A).settles(grant, Integer.MIN_VALUE, Integer.MIN_VALUE).write();
        assertThat(book.ledger.view().used()).isEqualTo(2);
        book.from(A).settles(grant, 1, Integer.MAX_VALUE).write();
        book.from(A).settles(grant, Integer.MIN_VALUE, 0).write();
        assertThat(book.ledger.view().unused()).isEqualTo(1);
        assertThat(book.ledger.view().used()).isEqualTo(1);
    }

    @Test
    void aPermitCountsUntilAWindowAfterItWasReported() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 10).write();
        long report = book.from(A).settles(grant, 10, 0).write();
        book.from(A).certifies(List.of(-1L, report - 1)).write();
        assertThat(book.ledger.view().used()).isEqualTo(10);
        book.from(A).certifies(List.of(-1L, report)).write();
        assertThat(book.ledger.view().used()).isZero();
    }

    @Test
    void aPermitWhoseHolderSaysNothingIsPresumedSentAndCountsForAWindowFromThere() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 4).write();
        long presumed = book.from(B).certifies(List.of(grant, grant)).write();
        assertThat(book.ledger.view().forced()).isEqualTo(4);
        book.from(A).settles(grant, 0, 4).certifies(List.of(-1L, presumed - 1)).write();
        assertThat(book.ledger.view().used()).isEqualTo(4);
        book.from(B).certifies(List.of(-1L, presumed)).write();
        assertThat(book.ledger.view().used()).isZero();
    }

    @Test
    void onlyCertificatesByTheSamePolicyAndOfEarlierRecordsAreTaken() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 1).write();
        book.from(B).certifies(List.of(grant, grant)).byVersion(2).write();
        book.from(B).certifies(List.of(grant, grant)).byVersion(0).write();
        book.from(B).certifies(List.of(book.next, book.next)).write();
        book.from(B).certifies(List.of(Long.MAX_VALUE, -5L)).write();
        assertThat(book.ledger.view().forced()).isZero();
        assertThat(book.ledger.safe(0)).isEqualTo(-1);
        book.from(B).certifies(List.of(grant)).write();
        assertThat(book.ledger.view().forced()).isEqualTo(1);
    }

    @Test
    void aPolicyOfALowerOrEqualVersionIsIgnored() {
        Book book = Book.of(new Terms().version(5));
        Policy first = book.ledger.policy();
        book.write(new Terms().version(5).limits(new Limit(99, 1_000)).policy());
        book.write(new Terms().version(4).limits(new Limit(99, 1_000)).policy());
        assertThat(book.ledger.policy()).isEqualTo(first);
    }

    @Test
    void aShorterWindowCountsOnWhatTheLongerOneCounted() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 10).write();
        long report = book.from(A).settles(grant, 10, 0).write();
        book.write(new Terms().version(2).limits(new Limit(10, 1_000)).policy());
        assertThat(book.ledger.view().used()).isEqualTo(10);
        book.from(A).certifies(List.of(-1L, report)).write();
        assertThat(book.ledger.view().used()).isZero();
    }

    @Test
    void aLongerOrAdditionalWindowCountsAsFullOfWhatHasBeenForgotten() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 10).write();
        book.from(A).settles(grant, 10, 0).write();
        book.certifyAll(A);
        long change = book.write(new Terms()
                .version(2)
                .limits(new Limit(10, 10_000), new Limit(9, 20_000))
                .policy());
        book.write(new Terms()
                .version(3)
                .limits(new Limit(10, 10_000), new Limit(10, 20_000))
                .policy());
        assertThat(book.ledger.view().available())
                .as("even if the limit is raised")
                .isZero();
        book.from(A)
                .wants(SWEEP, 3)
                .knows(0L, 0L, 0L, 10L)
                .certifies(List.of(-1L, change, change - 1))
                .write();
        assertThat(book.grants).isEmpty();
        book.from(A)
                .wants(SWEEP, 3)
                .knows(0L, 0L, 0L, 10L)
                .certifies(List.of(-1L, change, change))
                .write();
        assertThat(book.grants).hasSize(3);
    }

    @Test
    void aLongerWindowCountsNothingBeyondWhatWasEverGranted() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 4).write();
        book.from(A).settles(grant, 4, 0).write();
        book.write(new Terms().version(2).limits(new Limit(10, 60_000)).policy());
        assertThat(book.ledger.view().available()).isEqualTo(6);
    }

    @Test
    void aLaterPolicyNeverShortensHowLongAPermitIsHeld() {
        Book book = Book.of(new Terms().hold(5_000, 9_000));
        book.write(new Terms().version(2).hold(1_000, 10_000).policy());
        assertThat(book.ledger.policy())
                .isEqualTo(new Terms().version(2).hold(5_000, 10_000).policy());
    }

    @Test
    void rulesThatAreNotKnownStopEverything() {
        Policy known = new Terms().version(2).policy();
        Policy unknown = withRules(known, 2);
        assertThatThrownBy(() -> Book.of(new Terms()).write(unknown)).isInstanceOf(UnsupportedRulesException.class);
        Book newer = Book.of(new Terms().version(3));
        newer.write(unknown);
        assertThat(newer.ledger.policy())
                .as("an old policy is ignored by everybody")
                .isNotEqualTo(unknown);
        LedgerState state = Book.of(new Terms()).ledger.state();
        LedgerState later = new LedgerState(
                unknown,
                state.time(),
                state.clock(),
                state.participants(),
                state.charges(),
                state.turns(),
                state.vendor());
        assertThatThrownBy(() -> Ledger.of(later)).isInstanceOf(UnsupportedRulesException.class);
    }

    private static Policy withRules(Policy policy, int rules) {
        return new Policy(
                policy.version(),
                rules,
                policy.limits(),
                policy.useByMs(),
                policy.arriveMs(),
                policy.guardPermille(),
                policy.reserve(),
                policy.share(),
                policy.burst(),
                policy.maxHeld(),
                policy.headroom(),
                policy.fixedWindow(),
                policy.blindBackoffMs(),
                policy.cold(),
                policy.search());
    }

    @Test
    void aSnapshotIsTakenOnlyDirectlyAfterItsRecordAndOnlyWhenItDiffers() {
        Book book = Book.of(new Terms());
        book.from(A).wants(SWEEP, 4).write();
        Book other = Book.of(new Terms());
        other.from(B).wants(PROVISION, 2).write();
        Snapshot differs = new Snapshot(1, other.ledger.hash(), other.ledger.state());
        Snapshot forged = new Snapshot(1, book.ledger.hash(), other.ledger.state());
        Snapshot mislabelled = new Snapshot(1, "00", other.ledger.state());
        Snapshot same = new Snapshot(1, book.ledger.hash(), book.ledger.state());
        String hash = book.ledger.hash();
        long later = book.now + 5_000;
        assertThat(book.ledger.apply(2, later, same).replaced()).isFalse();
        assertThat(book.ledger.apply(2, later, forged).replaced()).isFalse();
        assertThat(book.ledger.apply(2, later, mislabelled).replaced()).isFalse();
        assertThat(book.ledger.apply(3, later, differs).replaced()).isFalse();
        assertThat(book.ledger.hash()).isEqualTo(hash);
        assertThat(book.ledger.apply(2, later, differs).replaced()).isTrue();
        assertThat(book.ledger.hash()).isEqualTo(other.ledger.hash());
    }

    @Test
    void theEldestIsTheLowestOfThoseHeardOfLately() {
        Book book = Book.of(new Terms());
        assertThat(book.ledger.eldest()).isNull();
        book.from(A).write();
        book.now += 20_000;
        book.from(B).write();
        assertThat(book.ledger.eldest()).isEqualTo(A);
        book.now += 10_001;
        book.write(null);
        assertThat(book.ledger.eldest()).isEqualTo(B);
    }

    @Test
    void whoIsSilentWantsNothingAfterTwentySecondsAndIsForgottenAfterTenMinutesUnlessItHoldsAPermit() {
        Book book = Book.of(new Terms().maxHeld(1));
        book.from(A).wants(SWEEP, 2).write();
        book.from(B).wants(SWEEP, 0).write();
        book.now += 20_000;
        book.write(null);
        assertThat(book.ledger.waiting()).containsExactly(A);
        book.now += 1;
        book.write(null);
        assertThat(book.ledger.waiting()).isEmpty();
        book.now += 600_000;
        book.write(null);
        assertThat(book.ledger.view().participants()).as("A still holds one").isEqualTo(1);
        book.write(new Update(
                7, 1, 1, 0, List.of(0, 0, 0, 0), List.of(0L, 0L, 0L, 0L), List.of(), List.of(1L, 1L), null, null));
        assertThat(book.ledger.view().participants()).isEqualTo(1);
        assertThat(book.ledger.eldest()).isEqualTo(7);
    }

    @Test
    void whatIsWantedIsToldAsItStandsAndGrantsThatWereNotKnownOfAreTakenOff() {
        Book book = Book.of(new Terms().limits(new Limit(3, 10_000)));
        book.from(A).wants(SWEEP, 5).write();
        assertThat(book.ledger.waits(A, SWEEP)).isEqualTo(2);
        book.from(A).wants(SWEEP, 5).knows(0L, 0L, 0L, 1L).write();
        assertThat(book.ledger.waits(A, SWEEP)).isEqualTo(3);
        book.from(A).wants(SWEEP, 5).knows(0L, 0L, 0L, 1L << 49).write();
        assertThat(book.ledger.waits(A, SWEEP)).isEqualTo(5);
        book.from(A).wants(SWEEP, 1_000_000).knows(0L, 0L, 0L, 1L << 49).write();
        assertThat(book.ledger.waits(A, SWEEP)).isEqualTo(1_000);
        book.from(A).wants(SWEEP, 5).marks(Update.Mark.BYE).write();
        assertThat(book.ledger.waiting()).isEmpty();
    }

    @Test
    void theLedgersTimeGoesOnWhenTheLogsClockHasGoneBack() {
        Book book = Book.of(new Terms());
        long begin = book.ledger.time();
        book.now -= 600_000;
        book.write(null);
        assertThat(book.ledger.time()).isEqualTo(begin);
        book.now += 7;
        book.write(null);
        assertThat(book.ledger.time()).isEqualTo(begin + 7);
    }
}
