package io.rollcall.apply;

import io.rollcall.budget.Feedback;
import io.rollcall.budget.Permit;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import java.util.Optional;

/** A budget that never makes anybody wait: waiting is in real time, and these tests have their own. */
enum Unlimited implements RateBudget, Permit {
    BUDGET;

    @Override
    public Optional<Permit> acquire(Priority priority) {
        return Optional.of(this);
    }

    @Override
    public void complete(Feedback feedback) {}

    @Override
    public void close() {}
}
