package io.rollcall.budget;

import io.rollcall.budget.ledger.Limit;
import java.util.ArrayDeque;
import java.util.Deque;

/** Looks at every window there is, on the vendor's clock. */
final class WindowCheck {
    private final Limit limit;
    private final long from;
    private final Deque<Long> window = new ArrayDeque<>();
    private long until = Long.MAX_VALUE;
    private int worst;

    /** @param from windows that begin before do not count */
    WindowCheck(Limit limit, long from) {
        this.limit = limit;
        this.from = from;
    }

    /** Another request has arrived. */
    void arrived(long at) {
        if (at < from || at >= until) {
            return;
        }
        while (!window.isEmpty() && at - window.getFirst() >= limit.windowMs()) {
            window.removeFirst();
        }
        window.addLast(at);
        worst = Math.max(worst, window.size());
    }

    /** The limit does not hold any more. */
    void end(long at) {
        until = Math.min(until, at);
    }

    boolean violated() {
        return worst > limit.requests();
    }

    @Override
    public String toString() {
        return worst + " in " + limit.windowMs() + " ms, of " + limit.requests();
    }
}
