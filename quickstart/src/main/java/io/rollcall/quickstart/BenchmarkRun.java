package io.rollcall.quickstart;

import io.rollcall.simulator.Journal;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Takes one column's connector through its first sweep and ten more, and measures. */
final class BenchmarkRun {
    private static final int BARE_READINGS = 5;
    private static final int STEADY_SWEEPS = 10;
    private static final long NEVER_AGAIN = Duration.ofDays(1).toMillis();
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Stack stack;
    private final Simulator simulator;
    private final EventTally tally;
    private final int users;
    private final CountDownLatch never = new CountDownLatch(1);
    private final Poll poll = new Poll(System::nanoTime, () -> never.await(5, TimeUnit.MILLISECONDS));

    BenchmarkRun(Stack stack, Simulator simulator, EventTally tally, int users) {
        this.stack = stack;
        this.simulator = simulator;
        this.tally = tally;
        this.users = users;
    }

    /** Measures; the connector is stopped afterwards and keeps its offsets. */
    BenchmarkResult measure(BenchmarkCase column, WorkerProbe worker) throws InterruptedException {
        column.prepare(simulator);
        simulator.journal().clear();
        List<Double> bare = new ArrayList<>();
        int bareRequests = 0;
        for (int i = 0; i < BARE_READINGS; i++) {
            BareClient client = BareListing.client(simulator.vendor(column.vendor()), column.api(), simulator);
            long start = System.nanoTime();
            BareListing.of(column.api(), simulator).read(client);
            bare.add(millisSince(start));
            bareRequests = client.requests();
        }
        long heapBefore = worker.liveHeap();
        BenchmarkResult.First first = firstSweep(column, worker);
        long heapAfter = worker.liveHeap();
        BenchmarkResult.Steady steady = steadySweeps(column, worker, first);
        return new BenchmarkResult(
                column,
                users,
                median(bare),
                bareRequests,
                first,
                steady,
                new BenchmarkResult.Heap(heapBefore, heapAfter));
    }

    private BenchmarkResult.First firstSweep(BenchmarkCase column, WorkerProbe worker) throws InterruptedException {
        long mark = simulator.journal().last();
        Instant created = simulator.now();
        long start = System.nanoTime();
        stack.connect().put(column.name(), column.sweepingEvery(NEVER_AGAIN));
        stack.connect().awaitRunning(column.name());
        until(column, "its first sweep ends", () -> worker.sweeps(column.name()) > 0);
        until(column, "all users arrive", () -> totals(column).reads() >= users);
        EventTally.Totals totals = totals(column);
        List<JournalEntry> asked = asked(column, mark);
        double untilAsked = millis(created, asked.get(0).at());
        double asking = millis(asked.get(0).at(), asked.get(asked.size() - 1).at());
        double whole = (totals.lastNanos() - start) / 1e6;
        return new BenchmarkResult.First(
                asked.size(), totals.reads(), totals.repeats(), untilAsked, asking, whole - untilAsked - asking);
    }

    private BenchmarkResult.Steady steadySweeps(BenchmarkCase column, WorkerProbe worker, BenchmarkResult.First first)
            throws InterruptedException {
        String name = column.name();
        stack.connect().stop(name);
        until(column, "its task ends", () -> worker.sweeps(name) == 0);
        // Far enough apart to tell the requests of one sweep from those of the next.
        double expected = first.asking() / first.requests() * column.steadyMinimum(users);
        stack.connect().put(name, column.sweepingEvery(Math.max(1_000, Math.round(3 * expected))));
        stack.connect().resume(name);
        until(column, "it sweeps again", () -> worker.sweeps(name) > 0);
        long mark = simulator.journal().last();
        List<Double> millis = new ArrayList<>();
        for (int sweep = 2; sweep <= 1 + STEADY_SWEEPS; sweep++) {
            int wanted = sweep;
            until(column, "sweep " + wanted + " ends", () -> worker.sweeps(name) >= wanted);
            millis.add((double) worker.sweepMillis(name));
        }
        // Whole ones: a slow sweep is followed by the next at once, whose first requests may be among these.
        int requests = asked(column, mark).size() / STEADY_SWEEPS;
        long heap = worker.liveHeap();
        stack.connect().stop(name);
        until(column, "its task ends", () -> worker.sweeps(name) == 0);
        int records = totals(column).records() - users;
        return new BenchmarkResult.Steady(requests, median(millis), records, heap);
    }

    /** The vendor's API requests since a mark; tokens come from elsewhere. */
    private List<JournalEntry> asked(BenchmarkCase column, long mark) {
        Journal journal = simulator.journal();
        return journal.entries(entry -> entry.sequence() > mark
                && entry.vendor() == column.vendor()
                && !entry.action().equals("token"));
    }

    EventTally.Totals totals(BenchmarkCase column) {
        return tally.of(column.vendor().segment(), column.tenant());
    }

    void until(BenchmarkCase column, String what, BooleanSupplier seen) throws InterruptedException {
        poll.until(
                PATIENCE,
                () -> seen.getAsBoolean() ? Optional.of(true) : Optional.empty(),
                () -> new StackException(column.name() + ": waited in vain until " + what));
    }

    static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
