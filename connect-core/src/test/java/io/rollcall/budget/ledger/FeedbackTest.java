package io.rollcall.budget.ledger;

import static io.rollcall.budget.Priority.SWEEP;
import static io.rollcall.budget.ledger.Book.A;
import static io.rollcall.budget.ledger.Book.B;
import static io.rollcall.budget.ledger.Book.left;
import static io.rollcall.budget.ledger.Book.refusal;
import static io.rollcall.budget.ledger.Book.success;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    private static final Terms HUNDRED_A_MINUTE = new Terms().limits(new Limit(100, 60_000));

    @Test
    void theVendorsLimitHoldsWhenItIsLowerThanTheConfiguredOneAndNotWhenItIsHigher() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 1).write();
        book.from(A)
                .observes(new Observation(false, grant, grant, 4, null, null, null))
                .write();
        assertThat(book.ledger.view().limit()).isEqualTo(4);
        book.from(A)
                .observes(new Observation(false, grant, grant, 8, null, null, null))
                .write();
        assertThat(book.ledger.view().limit()).isEqualTo(8);
        book.from(A)
                .observes(new Observation(false, grant, grant, 80, null, null, null))
                .write();
        assertThat(book.ledger.view().limit()).isEqualTo(10);
        book.from(A)
                .observes(new Observation(false, grant, grant, 0, 0, null, null))
                .write();
        assertThat(book.ledger.view().limit()).isEqualTo(10);
    }

    @Test
    void whatTheVendorCountsBeyondAllOfOursIsUsedByOthersAndWhatItDoesNotCountIsNot() {
        Book book = Book.of(HUNDRED_A_MINUTE);
        long grant = book.from(A).wants(SWEEP, 20).write();
        book.from(A)
                .settles(grant, 5, 0)
                .observes(left(grant, grant, 100, 50, null))
                .write();
        assertThat(book.ledger.view().foreign())
                .as("50 counted, 20 may be ours")
                .isEqualTo(30);
        long later = book.from(A).settles(grant, 10, 0).write();
        book.from(A).observes(left(later, grant, 100, 55, null)).write();
        assertThat(book.ledger.view().foreign())
                .as("35 may be of others, which is no news")
                .isEqualTo(30);
        book.from(A).observes(left(later, grant, 100, 75, null)).write();
        assertThat(book.ledger.view().foreign())
                .as("25 counted, 10 must be ours")
                .isEqualTo(15);
    }

    @Test
    void whatIsSaidOfTheFutureIsIgnored() {
        Book book = Book.of(HUNDRED_A_MINUTE);
        long grant = book.from(A).wants(SWEEP, 1).write();
        book.from(A).observes(refusal(book.next, 5L)).write();
        book.from(A).observes(left(book.next, grant, 100, 0, null)).write();
        assertThat(book.ledger.view().foreign()).isZero();
        assertThat(book.ledger.view().refused()).isZero();
    }

    @Test
    void othersUseIsForgottenAtTheResetOfAFixedWindowAndAfterAWholeSlidingOne() {
        Book fixed = Book.of(new Terms().limits(new Limit(100, 60_000)).fixedWindow());
        Book sliding = Book.of(HUNDRED_A_MINUTE);
        for (Book book : List.of(fixed, sliding)) {
            long grant = book.from(A).wants(SWEEP, 1).write();
            book.from(A).observes(left(grant, grant, 100, 10, 4_000L)).write();
            assertThat(book.ledger.view().foreign()).isEqualTo(89);
            book.now += 5_000;
            book.write(null);
        }
        assertThat(fixed.ledger.view().foreign()).isZero();
        assertThat(sliding.ledger.view().foreign()).isEqualTo(89);
        sliding.now += 55_999;
        sliding.write(null);
        assertThat(sliding.ledger.view().foreign()).isEqualTo(89);
        sliding.now += 1;
        sliding.write(null);
        assertThat(sliding.ledger.view().foreign()).isZero();
    }

    @Test
    void whatIsLeftIsMeasuredAnewInTheRecordInWhichTheOldMeasureEnds() {
        Book book = Book.of(HUNDRED_A_MINUTE);
        long grant = book.from(A).wants(SWEEP, 1).write();
        book.from(A).observes(left(grant, grant, 100, 10, null)).write();
        book.now += 61_000;
        book.from(A).observes(left(grant, grant, 100, 60, null)).write();
        assertThat(book.ledger.view().foreign()).isEqualTo(39);
    }

    @Test
    void aRefusalStopsEverybodyForAsLongAsTheVendorAsks() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 1).write();
        book.from(A).settles(grant, 1, 0).observes(refusal(grant, 7_000L)).write();
        book.from(B).wants(SWEEP, 3).write();
        assertThat(book.grants).isEmpty();
        book.now += 6_999;
        book.write(null);
        assertThat(book.grants).isEmpty();
        book.now += 1;
        book.write(null);
        assertThat(book.grants).as("one at a time").hasSize(1);
    }

    @Test
    void aWaitThatNobodyCanMeanDoesNotStopALicenceForGood() {
        Book book = Book.of(new Terms());
        long grant = book.from(A).wants(SWEEP, 1).write();
        book.from(A)
                .settles(grant, 1, 0)
                .observes(refusal(grant, Long.MAX_VALUE))
                .write();
        assertThat(book.ledger.view().blockedMs()).isEqualTo(24 * 3_600_000);
        Book zero = Book.of(new Terms());
        grant = zero.from(A).wants(SWEEP, 1).write();
        zero.from(A)
                .wants(SWEEP, 5)
                .settles(grant, 1, 0)
                .observes(refusal(grant, 0L))
                .write();
        assertThat(zero.grants)
                .as("not in the record that tells of the refusal")
                .isEmpty();
    }

    @Test
    void afterARefusalRequestsGoOneByOneUntilOneSucceeds() {
        Book book = Book.of(new Terms());
        long first = book.from(A).wants(SWEEP, 1).write();
        book.from(A).settles(first, 1, 0).observes(refusal(first, 1_000L)).write();
        book.now += 1_000;
        long probe = book.from(B).wants(SWEEP, 5).write();
        assertThat(book.grants).hasSize(1);
        book.from(A).observes(success(first)).write();
        assertThat(book.grants).as("a success from before proves nothing").isEmpty();
        book.from(B)
                .wants(SWEEP, 5)
                .knows(0L, 0L, 0L, 1L)
                .settles(probe, 1, 0)
                .observes(success(probe))
                .write();
        assertThat(book.grants).hasSize(5);
    }

    @Test
    void thePauseDoublesWithEachRefusalAndBeginsAnewAfterASuccess() {
        Book book = Book.of(new Terms().limits(new Limit(100, 10_000)));
        long known = 0;
        for (long pause : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 64_000}) {
            long grant = book.from(A).wants(SWEEP, 1).knows(0L, 0L, 0L, known++).write();
            assertThat(book.grants).hasSize(1);
            book.from(A)
                    .knows(0L, 0L, 0L, known)
                    .settles(grant, 1, 0)
                    .observes(refusal(grant, null))
                    .write();
            assertThat(book.ledger.view().blockedMs()).isEqualTo(pause);
            book.now += pause;
        }
        long good = book.from(A).wants(SWEEP, 1).knows(0L, 0L, 0L, known++).write();
        book.from(A)
                .knows(0L, 0L, 0L, known)
                .settles(good, 1, 0)
                .observes(success(good))
                .write();
        long bad = book.from(A).wants(SWEEP, 1).knows(0L, 0L, 0L, known).write();
        book.from(A).observes(refusal(bad, null)).write();
        assertThat(book.ledger.view().blockedMs()).isEqualTo(1_000);
    }

    @Test
    void allRefusalsOfRequestsThatWereOnTheirWayAreOneEvent() {
        Book book = Book.of(new Terms().search(new Search(1, 10, 500)));
        long grant = book.from(A).wants(SWEEP, 3).write();
        for (int i = 1; i <= 3; i++) {
            book.from(A).settles(grant, i, 0).observes(refusal(grant, null)).write();
        }
        assertThat(book.ledger.view().limit()).isEqualTo(5);
        assertThat(book.ledger.view().cuts()).isEqualTo(1);
        assertThat(book.ledger.view().refused()).isEqualTo(3);
    }

    @Test
    void aCutNeverRaisesTheLimit() {
        Book book = Book.of(new Terms().limits(new Limit(3, 10_000)).search(new Search(5, 8, 850)));
        long grant = book.from(A).wants(SWEEP, 1).write();
        book.from(A).observes(refusal(grant, null)).write();
        assertThat(book.ledger.view().limit()).isEqualTo(3);
    }

    @Test
    void aColdStartTriesAFewUntilTheVendorTellsAndThenGoesOnAtOnce() {
        Terms terms = new Terms()
                .limits(new Limit(1_000, 600_000))
                .burst(-1, 50, 10, 10)
                .cold();
        Book book = Book.of(terms);
        long grant = book.from(A).wants(SWEEP, 200).write();
        assertThat(book.grants).hasSize(10);
        book.from(A)
                .wants(SWEEP, 190)
                .knows(0L, 0L, 0L, 10L)
                .settles(grant, 10, 0)
                .observes(left(grant, grant, 1_000, 990, null))
                .write();
        assertThat(book.ledger.view().foreign()).isEqualTo(10);
        book.now += 1_000;
        book.write(null);
        assertThat(book.grants).as("the pace of the cold start is forgotten").isNotEmpty();
    }

    @Test
    void aColdStartWithoutAWordFromTheVendorLastsAWindow() {
        Book book = Book.of(new Terms()
                .limits(new Limit(1_000, 60_000))
                .search(new Search(5, 30, 850))
                .cold());
        book.from(A).wants(SWEEP, 30).write();
        assertThat(book.grants).hasSize(1);
        book.now += 61_060;
        book.from(A).wants(SWEEP, 30).knows(0L, 0L, 0L, 1L).write();
        assertThat(book.grants).hasSize(30);
    }

    @Test
    void aLogThatWasLostCountsEverythingAsUsedByOthersForAWindow() {
        Book book = Book.of(new Terms());
        book.from(A).wants(SWEEP, 2).write();
        book.from(A).wants(SWEEP, 2).marks(Update.Mark.QUARANTINE).write();
        assertThat(book.grants).isEmpty();
        assertThat(book.ledger.view().foreign()).isEqualTo(8);
        assertThat(book.ledger.view().available()).isZero();
    }
}
