package io.rollcall.budget.ledger;

import static io.rollcall.budget.Priority.SWEEP;
import static io.rollcall.budget.ledger.Book.A;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final long MINUTE = 60_000;

    /** A vendor that tells nobody its limit, and a participant that always has more to send. */
    private static final class World {
        private final Book book = Book.of(new Terms()
                .limits(new Limit(600, MINUTE))
                .burst(-1, 6, 6, 6)
                .maxHeld(10)
                .search(new Search(5, 30, 850)));
        private final Deque<Long> counted = new ArrayDeque<>();
        private final Deque<Long> reported = new ArrayDeque<>();
        private final Deque<Long> reports = new ArrayDeque<>();
        private int hidden;
        private long lastOld = -1;
        private long known;
        private long sent;
        private long refused;
        private long accepted;

        World(int hidden) {
            this.hidden = hidden;
        }

        void pass(int minutes) {
            for (long end = book.now + minutes * MINUTE; book.now < end; book.now += 500) {
                while (!reports.isEmpty() && reports.getFirst() <= book.now - MINUTE - 60) {
                    reports.removeFirst();
                    lastOld = reported.removeFirst();
                }
                long grant = book.from(A)
                        .wants(SWEEP, 50)
                        .knows(0L, 0L, 0L, known)
                        .certifies(List.of(-1L, lastOld))
                        .write();
                if (!book.grants.isEmpty()) {
                    answer(grant, book.grants.size());
                }
            }
        }

        private void answer(long grant, int count) {
            List<Boolean> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                answers.add(accepts());
            }
            known += count;
            sent += count;
            boolean all = !answers.contains(false);
            Observation told = all ? Book.success(grant) : Book.refusal(grant, null);
            book.now += 100;
            long report = book.from(A)
                    .wants(SWEEP, 50)
                    .knows(0L, 0L, 0L, known)
                    .settles(grant, count, 0)
                    .observes(told)
                    .write();
            reported.add(report);
            reports.add(book.now);
            if (!book.grants.isEmpty()) {
                answer(report, book.grants.size());
            }
        }

        /** Refused requests are not counted by the vendor. */
        private boolean accepts() {
            while (!counted.isEmpty() && counted.getFirst() <= book.now - MINUTE) {
                counted.removeFirst();
            }
            boolean yes = counted.size() < hidden;
            if (yes) {
                counted.add(book.now);
                accepted++;
            } else {
                refused++;
            }
            return yes;
        }

        void count() {
            sent = 0;
            refused = 0;
            accepted = 0;
        }
    }

    @Test
    void aLimitThatNobodyTellsIsFound() {
        World world = new World(180);
        world.pass(20);
        world.count();
        world.pass(120);
        assertThat(world.accepted).isBetween(120L * 180 * 90 / 100, 120L * 180);
        assertThat(world.refused * 100).isLessThan(world.sent);
    }

    @Test
    void aLimitThatWasHalvedOrDoubledIsFoundAgainWithinMinutes() {
        World world = new World(180);
        world.pass(60);
        world.hidden = 90;
        world.pass(15);
        world.count();
        world.pass(45);
        assertThat(world.accepted).isBetween(45L * 90 * 90 / 100, 45L * 90);
        world.hidden = 180;
        world.pass(20);
        assertThat(world.refused * 100).isLessThan(world.sent);
        world.count();
        world.pass(45);
        assertThat(world.accepted).isBetween(45L * 180 * 90 / 100, 45L * 180);
        assertThat(world.refused * 100).isLessThan(world.sent);
    }

    @Test
    void nothingIsTriedWhileNobodyWantsMore() {
        World world = new World(180);
        for (int i = 0; i < 20; i++) {
            world.book.now += MINUTE;
            world.book.from(A).wants(SWEEP, 1).knows(0L, 0L, 0L, 0L).write();
        }
        assertThat(world.book.ledger.view().limit()).isEqualTo(30);
    }
}
