package io.rollcall.budget;

import io.rollcall.budget.ledger.Horizon;
import io.rollcall.budget.ledger.Ledger;
import io.rollcall.budget.ledger.LedgerView;
import io.rollcall.budget.ledger.Policy;
import org.jspecify.annotations.Nullable;

/** When the log needs a record that says no more than that time has passed, because grants wait for nothing else. */
final class Calendar {
    /** That nothing is due. */
    static final long NEVER = Long.MAX_VALUE;

    private Calendar() {}

    /** By the participant's own clock. */
    static long due(Ledger ledger, Policy policy, Stamps stamps, LogTime clock) {
        Horizon horizon = ledger.horizon();
        if (horizon.blockedUntil() != null) {
            return clock.when(horizon.blockedUntil());
        }
        LedgerView view = ledger.view();
        long kept = policy.reserve().stream().mapToInt(Integer::intValue).sum();
        long due = when(clock, horizon.growAt());
        if (view.available() > 0) {
            due = Math.min(due, when(clock, horizon.paceAt()));
        }
        if (view.available() <= kept || view.probing()) {
            due = Math.min(due, when(clock, horizon.foreignUntil()));
            due = Math.min(due, aged(stamps, horizon.oldestOpen(), policy.holdMs()));
            for (int i = 0; i < horizon.oldestClosed().size(); i++) {
                long oldest = horizon.oldestClosed().get(i);
                due = Math.min(due, aged(stamps, oldest < 0 ? null : oldest, policy.spanMs(i)));
            }
        }
        return due;
    }

    private static long when(LogTime clock, @Nullable Long time) {
        return time == null ? NEVER : clock.when(time);
    }

    private static long aged(Stamps stamps, @Nullable Long offset, long age) {
        Long since = offset == null ? null : stamps.since(offset);
        return since == null ? NEVER : since + age;
    }
}
