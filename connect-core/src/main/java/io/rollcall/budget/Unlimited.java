package io.rollcall.budget;

import java.util.Optional;

/** The budget where nobody keeps one: every request may go at once. */
public final class Unlimited implements RateBudget {
    private volatile boolean closed;

    @Override
    public Optional<Permit> acquire(Priority priority) {
        return closed ? Optional.empty() : Optional.of(new Free());
    }

    @Override
    public BudgetView view() {
        return BudgetView.NONE;
    }

    @Override
    public void close() {
        closed = true;
    }

    private static final class Free implements Permit {
        private volatile boolean cancelled;

        @Override
        public boolean usable() {
            return !cancelled;
        }

        @Override
        public void complete(Feedback feedback) {}

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void close() {}
    }
}
