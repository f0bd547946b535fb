package io.rollcall.quickstart;

import io.rollcall.budget.Feedback;
import io.rollcall.budget.Permit;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateLimit;
import io.rollcall.budget.SharedBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A licence of which everybody wants more than there is: each of six participants always has listings and joiners to send, and a
 * leaver every ten seconds on average, whatever the others have. The vendor takes 20 ms for an answer.
 */
final class SaturatedLicence {
    static final int PARTICIPANTS = 6;
    private static final int SWEEPERS = 3;
    private static final int LONGEST_WITHOUT_LEAVER_MILLIS = 20_000;
    private static final int LATENCY_MILLIS = 20;
    private static final int SETTLING = 3;
    private static final Feedback NOTHING = new Feedback(false, null, null, null, null);

    private final RateLimit limit;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Long> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> leaverWaits = Collections.synchronizedList(new ArrayList<>());

    SaturatedLicence(RateLimit limit) {
        this.limit = limit;
    }

    /**
     * What was seen.
     *
     * @param used the part of the limit that was used
     * @param most requests in any window
     * @param recordsPerSecond on the budget's topic
     * @param leaverWaits how long leavers waited for their permits, in milliseconds and ascending
     */
    record Seen(RateLimit limit, double used, int most, double recordsPerSecond, List<Double> leaverWaits) {}

    /**
     * Lets some windows pass, and measures after that.
     *
     * @param participants makes one more participant at each call
     * @param records how many there are on the budget's topic
     */
    Seen measure(Supplier<SharedBudget> participants, LongSupplier records, Duration time) throws InterruptedException {
        List<SharedBudget> budgets = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < PARTICIPANTS; i++) {
                SharedBudget budget = participants.get();
                budgets.add(budget);
                for (int sweeper = 0; sweeper < SWEEPERS; sweeper++) {
                    threads.execute(() -> sendAll(budget, Priority.SWEEP, () -> 0));
                }
                threads.execute(() -> sendAll(budget, Priority.PROVISION, () -> 0));
                Random random = new Random(i);
                threads.execute(() ->
                        sendAll(budget, Priority.DEPROVISION, () -> random.nextInt(LONGEST_WITHOUT_LEAVER_MILLIS)));
            }
            // What came in a rush at the beginning leaves the window in a rush, and a few windows even that out.
            pass(limit.window().multipliedBy(SETTLING).plusSeconds(10));
            leaverWaits.clear();
            long recordsBefore = records.getAsLong();
            long begin = System.nanoTime();
            pass(time);
            long end = System.nanoTime();
            double seconds = (end - begin) / 1e9;
            return new Seen(
                    limit,
                    between(begin, end)
                            / (limit.requests()
                                    * seconds
                                    * 1_000
                                    / limit.window().toMillis()),
                    mostInAnyWindow(),
                    (records.getAsLong() - recordsBefore) / seconds,
                    sortedWaits());
        } finally {
            over.countDown();
            budgets.forEach(SharedBudget::close);
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private void sendAll(SharedBudget budget, Priority priority, LongSupplier pauseMillis) {
        try {
            while (!over.await(pauseMillis.getAsLong(), TimeUnit.MILLISECONDS)) {
                long asked = System.nanoTime();
                Permit permit = budget.acquire(priority).orElse(null);
                if (permit == null) {
                    return;
                }
                if (priority == Priority.DEPROVISION) {
                    leaverWaits.add(BenchmarkRun.millisSince(asked));
                }
                send(permit);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Permit permit) throws InterruptedException {
        if (permit.usable()) {
            sent.add(System.nanoTime());
            over.await(LATENCY_MILLIS, TimeUnit.MILLISECONDS);
            permit.complete(NOTHING);
        } else {
            permit.cancel();
        }
    }

    private void pass(Duration time) throws InterruptedException {
        over.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private long between(long begin, long end) {
        synchronized (sent) {
            return sent.stream().filter(each -> each >= begin && each < end).count();
        }
    }

    private int mostInAnyWindow() {
        long[] times;
        synchronized (sent) {
            times = sent.stream().mapToLong(Long::longValue).sorted().toArray();
        }
        long window = limit.window().toNanos();
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.length; last++) {
            while (times[last] - times[first] >= window) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private List<Double> sortedWaits() {
        synchronized (leaverWaits) {
            return leaverWaits.stream().sorted().toList();
        }
    }
}
