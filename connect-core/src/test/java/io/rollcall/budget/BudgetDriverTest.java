package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.ledger.EntryCodec;
import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.log.BudgetLog;
import io.rollcall.budget.log.LicenceKey;
import io.rollcall.budget.log.LogException;
import io.rollcall.budget.log.LogLostException;
import io.rollcall.budget.log.WorkerBudgetLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BudgetDriverTest {
    private static final Feedback NOTHING_SAID = new Feedback(false, null, null, null, null);
    private static final long AN_HOUR = 3_600_000;

    private final LicenceKey licence = LicenceKey.of("olark", UUID.randomUUID().toString());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SharedBudget> opened = new ArrayList<>();

    /** The log of the JVM, which can be in trouble. */
    private static final class Troubled implements BudgetLog {
        private final BudgetLog log;
        private volatile @Nullable Exception trouble;

        Troubled(BudgetLog log) {
            this.log = log;
        }

        private void check() throws LogException {
            Exception now = trouble;
            if (now instanceof LogLostException lost) {
                trouble = null;
                throw lost;
            }
            if (now instanceof LogException unreachable) {
                throw unreachable;
            }
            if (now instanceof RuntimeException defect) {
                throw defect;
            }
        }

        void fail(Exception with) {
            trouble = with;
            wake();
        }

        @Override
        public void append(byte[] record) {
            log.append(record);
        }

        @Override
        public long begin() throws LogException {
            check();
            return log.begin();
        }

        @Override
        public long end() throws LogException {
            check();
            return log.end();
        }

        @Override
        public void seek(long offset) {
            log.seek(offset);
        }

        @Override
        public List<Entry> read(Duration wait) throws LogException {
            check();
            return log.read(wait);
        }

        @Override
        public void wake() {
            log.wake();
        }

        @Override
        public void close() {
            log.close();
        }
    }

    @AfterEach
    void closeAll() {
        opened.forEach(SharedBudget::close);
        threads.shutdownNow();
    }

    private static Policy policy(int requests, long windowMs) {
        return new Policy(
                1,
                Policy.RULES,
                List.of(new Limit(requests, windowMs)),
                15_000,
                45_000,
                1,
                List.of(0, 0, 0, 0),
                List.of(0, 0, 0, 0),
                List.of(-1, -1, -1, -1),
                10,
                0,
                false,
                1_000,
                false,
                null);
    }

    private SharedBudget open(SharedBudgets world, Policy policy) {
        return open(world, policy, WorkerBudgetLog.open(licence, System::nanoTime));
    }

    private SharedBudget open(SharedBudgets world, Policy policy, BudgetLog log) {
        SharedBudget budget = world.open("olark", licence.topic(), policy, true, () -> log);
        opened.add(budget);
        return budget;
    }

    private Future<Optional<Permit>> waiting(SharedBudget budget) {
        return threads.submit(() -> budget.acquire(Priority.SWEEP));
    }

    private static void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @Test
    void noWindowEverHoldsMoreThanTheLimitWhoeverSends() throws Exception {
        int limit = 20;
        Policy policy = policy(limit, 1_000);
        List<Long> sent = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SharedBudgets plugin = new SharedBudgets();
            for (int task = 0; task < 2; task++) {
                SharedBudget budget = open(plugin, policy);
                senders.add(threads.submit(() -> {
                    while (sent.size() < 5 * limit) {
                        Permit permit = budget.acquire(Priority.SWEEP).orElseThrow();
                        if (permit.usable()) {
                            sent.add(System.nanoTime());
                            permit.complete(NOTHING_SAID);
                        } else {
                            permit.cancel();
                        }
                    }
                    return null;
                }));
            }
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
        List<Long> sorted = new ArrayList<>(sent);
        Collections.sort(sorted);
        for (int i = limit; i < sorted.size(); i++) {
            assertThat(sorted.get(i) - sorted.get(i - limit)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
    }

    @Test
    void aTaskThatClosesSendsAwayItsOwnWaitersOnly() throws Exception {
        SharedBudgets plugin = new SharedBudgets();
        SharedBudget one = open(plugin, policy(1, AN_HOUR));
        SharedBudget other = open(plugin, policy(1, AN_HOUR));
        Permit permit = one.acquire(Priority.SWEEP).orElseThrow();
        Future<Optional<Permit>> own = waiting(one);
        Future<Optional<Permit>> others = waiting(other);

        one.close();

        assertThat(own.get()).isEmpty();
        assertThat(one.acquire(Priority.SWEEP)).isEmpty();
        assertThat(others.isDone()).isFalse();
        permit.cancel();
        assertThat(others.get()).isPresent();
    }

    @Test
    void aPermitIsNotLostWithWhomeverItWasMeantFor() throws Exception {
        SharedBudget budget = open(new SharedBudgets(), policy(1, AN_HOUR));
        for (int i = 0; i < 50; i++) {
            Permit permit = budget.acquire(Priority.SWEEP).orElseThrow();
            Thread leaves = new Thread(() -> {
                try {
                    budget.acquire(Priority.SWEEP).ifPresent(Permit::cancel);
                } catch (InterruptedException e) {
                    // Then it must have none.
                }
            });
            leaves.start();
            permit.cancel();
            leaves.interrupt();
            leaves.join();
        }
        assertThat(budget.acquire(Priority.SWEEP)).isPresent();
    }

    @Test
    void whatALeavingPluginHeldIsTheOthersAtOnceAndItsThreadEnds() throws Exception {
        SharedBudget leaving = open(new SharedBudgets(), policy(1, AN_HOUR));
        Permit permit = leaving.acquire(Priority.SWEEP).orElseThrow();
        SharedBudget staying = open(new SharedBudgets(), policy(1, AN_HOUR));
        Future<Optional<Permit>> waits = waiting(staying);

        leaving.close();
        permit.cancel();

        assertThat(waits.get()).isPresent();
        eventually(() -> leaving.view().state() == BudgetView.State.CLOSED);
    }

    @Test
    void nothingIsGrantedWhileTheLogIsOutOfReachAndThenItGoesOn() throws Exception {
        Troubled log = new Troubled(WorkerBudgetLog.open(licence, System::nanoTime));
        SharedBudget budget = open(new SharedBudgets(), policy(10, AN_HOUR), log);
        budget.acquire(Priority.SWEEP).orElseThrow().complete(NOTHING_SAID);

        log.fail(new LogException("gone", null));
        eventually(() -> budget.view().state() == BudgetView.State.FAILING);
        Future<Optional<Permit>> waits = waiting(budget);
        assertThat(waits).isNotDone();
        log.trouble = null;

        assertThat(waits.get()).isPresent();
        eventually(() -> budget.view().state() == BudgetView.State.RUNNING);
    }

    @Test
    void aLogThatWasLostCountsAsFull() throws Exception {
        Troubled log = new Troubled(WorkerBudgetLog.open(licence, System::nanoTime));
        SharedBudget budget = open(new SharedBudgets(), policy(10, AN_HOUR), log);
        Permit before = budget.acquire(Priority.SWEEP).orElseThrow();

        log.fail(new LogLostException("truncated", null));
        // It is failing only for a moment, but the permit is void for good.
        eventually(() -> !before.usable());
        eventually(() -> budget.view().state() == BudgetView.State.RUNNING);
        assertThat(budget.view().ledger().available()).isZero();
    }

    @Test
    void aLogThatNoBudgetCanBeKeptOnIsNotUsed() throws Exception {
        Troubled log = new Troubled(WorkerBudgetLog.open(licence, System::nanoTime));
        log.trouble = new ConfigException("Topic t has 2 partitions.");
        SharedBudget budget = open(new SharedBudgets(), policy(10, AN_HOUR), log);

        eventually(() -> budget.view().state() == BudgetView.State.HALTED);
        assertThat(budget.halted()).contains("Topic t has 2 partitions.").contains("restart");
        Future<Optional<Permit>> waits = waiting(budget);
        budget.close();

        assertThat(waits.get()).isEmpty();
        eventually(() -> budget.view().state() == BudgetView.State.CLOSED);
    }

    @Test
    void aLogOfLaterRulesIsNotUsed() throws Exception {
        WorkerBudgetLog log = WorkerBudgetLog.open(licence, System::nanoTime);
        String later = new String(EntryCodec.encode(policy(10, AN_HOUR)), StandardCharsets.UTF_8)
                .replace("\"v\":1", "\"v\":99");
        log.append(later.getBytes(StandardCharsets.UTF_8));
        SharedBudget budget = open(new SharedBudgets(), policy(10, AN_HOUR), log);

        eventually(() -> budget.view().state() == BudgetView.State.HALTED);
    }

    @Test
    void theHigherClassGoesFirstAndAmongEqualsWhoCameFirst() throws Exception {
        SharedBudget budget = open(new SharedBudgets(), policy(1, AN_HOUR));
        Permit permit = budget.acquire(Priority.SWEEP).orElseThrow();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> all = new ArrayList<>();
        for (String who : List.of("first", "second")) {
            int before = all.size();
            all.add(threads.submit(() -> take(budget, Priority.SWEEP, who, order)));
            eventually(() -> budget.view().waiting() > before);
        }
        all.add(threads.submit(() -> take(budget, Priority.DEPROVISION, "urgent", order)));
        eventually(() -> budget.view().waiting() == 3);

        permit.cancel();
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }

        assertThat(order).containsExactly("urgent", "first", "second");
    }

    private static @Nullable Void take(SharedBudget budget, Priority priority, String who, List<String> order)
            throws InterruptedException {
        Permit permit = budget.acquire(priority).orElseThrow();
        order.add(who);
        permit.cancel();
        return null;
    }
}
