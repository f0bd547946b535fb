package io.rollcall.http;

import io.rollcall.budget.BudgetView;
import io.rollcall.budget.Feedback;
import io.rollcall.budget.Permit;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets everything through, counts permits and keeps what it was told. */
final class CountingBudget implements RateBudget {
    final AtomicInteger granted = new AtomicInteger();
    final AtomicInteger returned = new AtomicInteger();
    final List<Feedback> feedback = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Permit> acquire(Priority priority) {
        granted.incrementAndGet();
        return Optional.of(new Permit() {
            @Override
            public void complete(Feedback told) {
                feedback.add(told);
            }

            @Override
            public boolean usable() {
                return true;
            }

            @Override
            public void cancel() {
                close();
            }

            @Override
            public void close() {
                returned.incrementAndGet();
            }
        });
    }

    @Override
    public BudgetView view() {
        return BudgetView.NONE;
    }

    @Override
    public void close() {}
}
