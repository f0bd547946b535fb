package io.rollcall.budget.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The charges that are closed but still count against one limit, oldest first. */
final class Lane {
    private final Deque<LedgerState.Amount> closed = new ArrayDeque<>();
    private long sum;
    private long released;

    static Lane of(LedgerState.Lane state) {
        Lane lane = new Lane();
        state.closed().forEach(each -> lane.close(each.offset(), each.count()));
        lane.released = state.released();
        return lane;
    }

    LedgerState.Lane state() {
        return new LedgerState.Lane(List.copyOf(closed), released);
    }

    /** Offsets never decrease. */
    void close(long offset, long count) {
        if (count == 0) {
            return;
        }
        LedgerState.Amount last = closed.peekLast();
        if (last != null && last.offset() == offset) {
            closed.removeLast();
            closed.addLast(new LedgerState.Amount(offset, last.count() + count));
        } else {
            closed.addLast(new LedgerState.Amount(offset, count));
        }
        sum += count;
    }

    /** Lets go of what was closed no later than at an offset. */
    void release(long offset) {
        while (!closed.isEmpty() && closed.getFirst().offset() <= offset) {
            long count = closed.removeFirst().count();
            sum -= count;
            released += count;
        }
    }

    /** A copy that counts for another limit. */
    Lane copy() {
        return of(state());
    }

    long sum() {
        return sum;
    }

    /** How many were ever let go. */
    long released() {
        return released;
    }

    /** How many of those that still count were closed no later than at an offset. */
    long closedBy(long offset) {
        return closed.stream()
                .takeWhile(each -> each.offset() <= offset)
                .mapToLong(LedgerState.Amount::count)
                .sum();
    }

    /** -1 when nothing counts. */
    long oldest() {
        LedgerState.Amount first = closed.peekFirst();
        return first == null ? -1 : first.offset();
    }
}
