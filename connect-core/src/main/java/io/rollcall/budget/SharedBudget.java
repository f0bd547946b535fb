package io.rollcall.budget;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One task's share in a budget that other tasks, plugins and workers use too. */
public final class SharedBudget implements RateBudget {
    private final BudgetDriver driver;
    private final Runnable release;

    /** @param release called once this is closed for the first time */
    SharedBudget(BudgetDriver driver, Runnable release) {
        this.driver = driver;
        this.release = release;
        driver.desk().open(this);
    }

    @Override
    public Optional<Permit> acquire(Priority priority) throws InterruptedException {
        return driver.desk().acquire(this, priority);
    }

    @Override
    public @Nullable String halted() {
        return driver.halted();
    }

    /** For all tasks of this plugin in this worker. */
    @Override
    public BudgetView view() {
        return driver.view();
    }

    /** Returns at once. The last one to close says so to the others, once what was in flight is over. */
    @Override
    public void close() {
        release.run();
        driver.desk().dismiss(this);
    }
}
