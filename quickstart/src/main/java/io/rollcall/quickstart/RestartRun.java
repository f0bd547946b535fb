package io.rollcall.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All connectors in one worker at once: what they need of its heap, and how they come back after {@code kill -9}. */
final class RestartRun {
    private static final double MIB = 1024 * 1024;

    private final Stack stack;
    private final BenchmarkRun run;
    private final List<BenchmarkCase> columns;
    private final PrintStream out;

    RestartRun(Stack stack, BenchmarkRun run, List<BenchmarkCase> columns, PrintStream out) {
        this.stack = stack;
        this.run = run;
        this.columns = List.copyOf(columns);
        this.out = out;
    }

    /**
     * Resumes the connectors, kills the worker while they sweep, and starts it again.
     *
     * @param bareMillis what a bare client needs for one listing of each of them, one after the other
     * @return what does not hold and has to
     */
    List<String> measure(int users, double bareMillis) throws InterruptedException {
        try (WorkerProbe worker = WorkerProbe.attach(stack.worker().pid())) {
            for (BenchmarkCase column : columns) {
                stack.connect().resume(column.name());
            }
            awaitSweeps(worker, 2);
            tellHeap("all " + columns.size() + " vendors in one worker", worker.liveHeap(), users);
        }
        Map<String, Integer> before = records();
        stack.worker().kill();
        long start = System.nanoTime();
        Duration ready = stack.worker().start();
        try (WorkerProbe worker = WorkerProbe.attach(stack.worker().pid())) {
            awaitSweeps(worker, 1);
            double millis = BenchmarkRun.millisSince(start) - ready.toMillis();
            out.printf(
                    Locale.ROOT,
                    "  kill -9 to worker ready %.1f s, from there to the end of everybody's next sweep %.1f s,"
                            + " %.2f of a bare listing of all%n",
                    ready.toMillis() / 1e3,
                    millis / 1e3,
                    millis / bareMillis);
            awaitSweeps(worker, 3);
            tellHeap("after the restart", worker.liveHeap(), users);
        }
        return flaws(before, records());
    }

    private List<String> flaws(Map<String, Integer> before, Map<String, Integer> after) {
        List<String> flaws = new ArrayList<>();
        for (BenchmarkCase column : columns) {
            int more = after.getOrDefault(column.name(), 0) - before.getOrDefault(column.name(), 0);
            out.printf(
                    "  %-14s %d records more, %d events twice%n",
                    column.name(), more, run.totals(column).repeats());
            if (more != 0) {
                flaws.add(column.name() + ": " + more + " records after the restart, though nothing changed");
            }
        }
        return flaws;
    }

    private void awaitSweeps(WorkerProbe worker, int sweeps) throws InterruptedException {
        for (BenchmarkCase column : columns) {
            run.until(column, "it sweeps", () -> worker.sweeps(column.name()) >= sweeps);
        }
    }

    private Map<String, Integer> records() {
        Map<String, Integer> records = new HashMap<>();
        columns.forEach(column -> records.put(column.name(), run.totals(column).records()));
        return records;
    }

    private void tellHeap(String when, long bytes, int users) {
        out.printf(Locale.ROOT, "  live heap, %s: %.1f MiB for %d users%n", when, bytes / MIB, users * columns.size());
    }
}
