package io.rollcall.budget.ledger;

import static io.rollcall.budget.Priority.DEPROVISION;
import static io.rollcall.budget.Priority.PROVISION;
import static io.rollcall.budget.Priority.SWEEP;
import static io.rollcall.budget.ledger.Book.A;
import static io.rollcall.budget.ledger.Book.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchedulingTest {

    @Test
    void urgentClassesGoFirst() {
        Book book = Book.of(new Terms().limits(new Limit(4, 10_000)));
        book.from(A).wants(2, 1, 1, 9).write();
        assertThat(book.grants).extracting(each -> each.priority().rank()).containsExactly(0, 0, 1, 2);
    }

    @Test
    void participantsOfAClassTakeTurns() {
        Book book = Book.of(new Terms());
        Terms closed = new Terms().version(2).limits(new Limit(10, 9_000));
        book.from(B).wants(SWEEP, 1).write();
        book.write(closed.limits(new Limit(4, 9_000)).policy());
        book.from(A).wants(SWEEP, 3).write();
        assertThat(book.grants).extracting(Grant::participant).containsExactly(A, A, A);
        book.from(B).wants(SWEEP, 9).knows(0L, 0L, 0L, 1L).write();
        book.from(A).wants(SWEEP, 9).knows(0L, 0L, 0L, 3L).write();
        book.write(new Terms().version(3).limits(new Limit(8, 9_000)).policy());
        assertThat(book.grants).extracting(Grant::participant).containsExactly(B, A, B, A);
    }

    @Test
    void aReserveIsKeptForThoseBefore() {
        Book book = Book.of(new Terms().reserve(3, 2, 0, 0));
        book.from(A).wants(SWEEP, 20).write();
        assertThat(book.grants).hasSize(5);
        book.from(A).wants(0, 20, 0, 20).knows(0L, 0L, 0L, 5L).write();
        assertThat(book.grants).hasSize(2).extracting(Grant::priority).containsOnly(PROVISION);
        book.from(A).wants(20, 20, 0, 20).knows(0L, 2L, 0L, 5L).write();
        assertThat(book.grants).hasSize(3).extracting(Grant::priority).containsOnly(DEPROVISION);
    }

    @Test
    void aReserveOfMoreThanThereIsLeavesOneRequestToTheOthers() {
        Book book = Book.of(new Terms().reserve(50, 0, 0, 0));
        book.from(A).wants(SWEEP, 5).write();
        assertThat(book.grants).hasSize(1);
    }

    @Test
    void aShareIsGrantedEvenWhenMoreUrgentOnesWait() {
        Book book =
                Book.of(new Terms().limits(new Limit(400, 10_000)).maxHeld(400).share(0, 200, 0, 50));
        book.from(A).wants(900, 900, 0, 900).write();
        long[] each = IntStream.range(0, 4)
                .mapToLong(rank -> book.grants.stream()
                        .filter(grant -> grant.priority().rank() == rank)
                        .count())
                .toArray();
        assertThat(each[1]).isBetween(60L, 80L);
        assertThat(each[2]).isZero();
        assertThat(each[3]).isBetween(15L, 20L);
    }

    @Test
    void nobodyHoldsMoreThanOneMay() {
        Book book = Book.of(new Terms().maxHeld(2));
        long grant = book.from(A).wants(1, 1, 1, 1).write();
        assertThat(book.grants).hasSize(2);
        book.from(B).wants(SWEEP, 9).write();
        assertThat(book.grants).hasSize(2);
        book.from(A)
                .wants(0, 0, 1, 1)
                .knows(1L, 1L, 0L, 0L)
                .settles(grant, 1, 0)
                .write();
        assertThat(book.grants).hasSize(1);
    }

    @Test
    void theHeadroomIsLeftToOthersButNeverTheWholeOfALowerLimit() {
        Book book = Book.of(new Terms().headroom(7));
        long grant = book.from(A).wants(SWEEP, 9).write();
        assertThat(book.grants).hasSize(3);
        book.from(A)
                .settles(grant, 0, 3)
                .observes(new Observation(false, grant, grant, 5, null, null, null))
                .write();
        book.from(A).wants(SWEEP, 9).knows(0L, 0L, 0L, 3L).write();
        assertThat(book.grants).hasSize(1);
    }

    @Test
    void theSecondLimitHoldsAsWell() {
        Book book = Book.of(new Terms().limits(new Limit(10, 60_000), new Limit(2, 1_000)));
        book.from(A).wants(SWEEP, 9).write();
        assertThat(book.grants).hasSize(2);
    }

    @Test
    void classesThatArePacedGoEvenlyAndTheHorizonTellsWhen() {
        Book book = Book.of(new Terms().limits(new Limit(10, 9_950)).burst(-1, 0, 0, 0));
        book.from(A).wants(SWEEP, 5).write();
        assertThat(book.grants).hasSize(1);
        assertThat(book.ledger.horizon().paceAt()).isEqualTo(book.now + 1_000);
        book.from(B).wants(DEPROVISION, 2).write();
        assertThat(book.grants).as("urgent ones do not wait for the pace").hasSize(2);
        book.now += 2_999;
        book.write(null);
        assertThat(book.grants).as("but they advance it").isEmpty();
        book.now += 1;
        book.write(null);
        assertThat(book.grants).hasSize(1);
    }

    @Test
    void aPolicyThatCannotBeKeptIsNone() {
        assertThatThrownBy(() -> new Terms().share(500, 501, 0, 0).policy())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Terms().reserve(-1, 0, 0, 0).policy())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Terms().headroom(10).policy()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Terms().hold(Long.MAX_VALUE, 1).policy())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limit(1, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }
}
