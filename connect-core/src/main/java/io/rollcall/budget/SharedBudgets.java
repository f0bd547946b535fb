package io.rollcall.budget;

import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.log.BudgetLog;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The budgets of a plugin in one JVM: tasks that share a licence are one participant with one thread. */
public final class SharedBudgets {
    private static final SharedBudgets OF_THIS_PLUGIN = new SharedBudgets();

    private final Map<Key, Use> uses = new HashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** Who is configured with other limits is another participant, and the log decides whose hold. */
    private record Key(String log, Policy policy) {}

    private static final class Use {
        private final BudgetDriver driver;
        private int tasks;

        Use(BudgetDriver driver) {
            this.driver = driver;
        }
    }

    /** A world of its own; a plugin has {@link #ofThisPlugin}. */
    public SharedBudgets() {}

    public static SharedBudgets ofThisPlugin() {
        return OF_THIS_PLUGIN;
    }

    /**
     * Takes part in a budget, which begins in the background: nothing is granted before its log was read.
     *
     * @param name of the licence for operators, no secret
     * @param log names the log and where it is; equal for equal logs
     * @param policy what the log is to be kept by, unless it knows a higher version
     * @param dated whether the log's clock may be believed, to within a second, as to how old records are
     * @param opener opens the log; called only if nobody has it open
     */
    public SharedBudget open(String name, String log, Policy policy, boolean dated, Supplier<BudgetLog> opener) {
        Key key = new Key(log, policy);
        synchronized (uses) {
            Use use = uses.get(key);
            // One that can never go on is left to those who have it.
            boolean first = use == null || use.driver.halted() != null;
            if (use == null || first) {
                use = new Use(new BudgetDriver(
                        name,
                        policy,
                        dated ? Past.DATED : Past.UNDATED,
                        opener.get(),
                        System::nanoTime,
                        () -> random.nextLong() & Long.MAX_VALUE));
                uses.put(key, use);
            }
            use.tasks++;
            Use shared = use;
            AtomicBoolean released = new AtomicBoolean();
            SharedBudget budget = new SharedBudget(use.driver, () -> {
                if (!released.getAndSet(true)) {
                    release(key, shared);
                }
            });
            if (first) {
                use.driver.start();
            }
            return budget;
        }
    }

    private void release(Key key, Use use) {
        synchronized (uses) {
            use.tasks--;
            if (use.tasks == 0) {
                uses.remove(key, use);
            }
        }
    }
}
