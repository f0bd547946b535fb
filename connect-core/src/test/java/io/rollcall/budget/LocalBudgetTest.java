package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBudgetTest {
    private static final RateLimit ONE_AN_HOUR = new RateLimit(1, Duration.ofHours(1));

    /** Waiting takes no time, but the clock shows it. */
    private static final class VirtualTime implements LocalBudget.Time {
        private long now = Long.MAX_VALUE - 1000; // Monotonic clocks may overflow.

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void await(Condition signal, long nanos) {
            assertThat(nanos).as("nobody could ever wake this").isLessThan(Long.MAX_VALUE / 2);
            now += nanos;
        }
    }

    private record Running(Permit permit, long sent) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noWindowOnTheVendorsClockEverHoldsMoreThanTheLimit(long seed) throws Exception {
        Random random = new Random(seed);
        RateLimit limit = new RateLimit(1 + random.nextInt(20), Duration.ofMillis(1 + random.nextInt(5_000)));
        VirtualTime time = new VirtualTime();
        long start = time.nanos();
        List<Long> arrivals = new ArrayList<>();
        List<Running> running = new ArrayList<>();
        try (LocalBudget budget = new LocalBudget(limit, time)) {
            for (int i = 0; i < 5_000; i++) {
                time.now += (long) (random.nextDouble()
                        * random.nextDouble()
                        * limit.window().toNanos()
                        / 2);
                if (running.size() < limit.requests() && random.nextInt(5) > 0) {
                    Priority priority = Priority.values()[random.nextInt(4)];
                    running.add(new Running(budget.acquire(priority).orElseThrow(), time.now));
                } else if (!running.isEmpty()) {
                    Running done = running.remove(random.nextInt(running.size()));
                    // The vendor may have counted it at any time between sending and answer.
                    long held = time.now - done.sent;
                    arrivals.add(done.sent - start + (long) (random.nextDouble() * held));
                    done.permit.close();
                }
            }
        }
        assertThat(arrivals).as("seed %d", seed).hasSizeGreaterThan(500);
        assertThat(mostInOneWindow(arrivals, limit.window().toNanos()))
                .as("seed %d, %s", seed, limit)
                .isLessThanOrEqualTo(limit.requests());
    }

    @Test
    void theLimitIsUsedInFullWhenThereIsAlwaysSomethingToSend() throws Exception {
        VirtualTime time = new VirtualTime();
        long start = time.nanos();
        try (LocalBudget budget = new LocalBudget(new RateLimit(10, Duration.ofSeconds(60)), time)) {
            for (int i = 0; i < 1000; i++) {
                Permit permit = budget.acquire(Priority.SWEEP).orElseThrow();
                time.now += Duration.ofMillis(10).toNanos();
                permit.close();
            }
        }
        assertThat(Duration.ofNanos(time.nanos() - start)).isLessThan(Duration.ofMinutes(100));
    }

    @Test
    void theCheckerOfThisTestSeesOneRequestTooMany() {
        assertThat(mostInOneWindow(new ArrayList<>(List.of(0L, 5L, 9L, 10L)), 10))
                .isEqualTo(3);
        assertThat(mostInOneWindow(new ArrayList<>(List.of(9L, 5L, 0L, 9L)), 10))
                .isEqualTo(4);
    }

    @Test
    void aThrottledAnswerHoldsEverybodyBackForAsLongAsTheVendorAsks() throws Exception {
        VirtualTime time = new VirtualTime();
        try (LocalBudget budget = new LocalBudget(new RateLimit(10, Duration.ofSeconds(1)), time)) {
            budget.acquire(Priority.SWEEP)
                    .orElseThrow()
                    .complete(new Feedback(true, null, null, null, Duration.ofSeconds(90)));
            long told = time.nanos();
            budget.acquire(Priority.DEPROVISION).orElseThrow().close();
            assertThat(time.nanos() - told).isEqualTo(Duration.ofSeconds(90).toNanos());
        }
    }

    @Test
    void aLowerRemainderThanOurCountWinsAndAHigherOneAddsNothing() throws Exception {
        VirtualTime time = new VirtualTime();
        try (LocalBudget budget = new LocalBudget(new RateLimit(3, Duration.ofSeconds(600)), time)) {
            budget.acquire(Priority.SWEEP).orElseThrow().complete(new Feedback(false, null, 1_000, null, null));
            budget.acquire(Priority.SWEEP)
                    .orElseThrow()
                    .complete(new Feedback(false, null, 0, Duration.ofSeconds(20), null));
            long told = time.nanos();
            budget.acquire(Priority.SWEEP).orElseThrow().close();
            assertThat(time.nanos() - told).isEqualTo(Duration.ofSeconds(20).toNanos());
            budget.acquire(Priority.SWEEP).orElseThrow().close();
            assertThat(time.nanos() - told).isEqualTo(Duration.ofSeconds(600).toNanos());
        }
    }

    @Test
    void closingSendsWaitersAwayAtOnce() throws Exception {
        LocalBudget budget = new LocalBudget(ONE_AN_HOUR);
        budget.acquire(Priority.SWEEP).orElseThrow().close();
        CompletableFuture<Optional<Permit>> waiter = new CompletableFuture<>();
        awaitParked(start(() -> waiter.complete(acquire(budget, Priority.SWEEP))));
        budget.close();
        assertThat(waiter.get(1, TimeUnit.SECONDS)).isEmpty();
        assertThat(budget.acquire(Priority.DEPROVISION)).isEmpty();
    }

    @Test
    void anInterruptedWaiterLeavesTheQueueToTheOthers() throws Exception {
        try (LocalBudget budget = new LocalBudget(new RateLimit(1, Duration.ofMillis(1)))) {
            Permit held = budget.acquire(Priority.SWEEP).orElseThrow();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread first = start(() -> interrupted.complete(isInterrupted(budget)));
            awaitParked(first);
            first.interrupt();
            assertThat(interrupted.get(1, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Optional<Permit>> second = new CompletableFuture<>();
            start(() -> second.complete(acquire(budget, Priority.SWEEP)));
            held.close();
            assertThat(second.get(1, TimeUnit.SECONDS)).isPresent();
        }
    }

    @Test
    void theMoreUrgentGoesFirstHoweverLateItCame() throws Exception {
        try (LocalBudget budget = new LocalBudget(new RateLimit(1, Duration.ofMillis(1)))) {
            Permit held = budget.acquire(Priority.SWEEP).orElseThrow();
            BlockingQueue<Priority> served = new LinkedBlockingQueue<>();
            for (Priority priority : List.of(Priority.SWEEP, Priority.HINT, Priority.PROVISION, Priority.DEPROVISION)) {
                awaitParked(start(() -> {
                    Permit permit = acquire(budget, priority).orElseThrow();
                    served.add(priority);
                    permit.close();
                }));
            }
            held.close();
            for (Priority expected : Priority.values()) {
                assertThat(served.poll(1, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
    }

    private static Optional<Permit> acquire(LocalBudget budget, Priority priority) {
        try {
            return budget.acquire(priority);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInterrupted(LocalBudget budget) {
        try {
            budget.acquire(Priority.DEPROVISION);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private static int mostInOneWindow(List<Long> arrivals, long window) {
        Collections.sort(arrivals);
        int most = 0;
        int oldest = 0;
        for (int newest = 0; newest < arrivals.size(); newest++) {
            while (arrivals.get(newest) - arrivals.get(oldest) >= window) {
                oldest++;
            }
            most = Math.max(most, newest - oldest + 1);
        }
        return most;
    }
}
