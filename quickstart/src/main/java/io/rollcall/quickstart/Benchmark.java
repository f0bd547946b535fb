package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures the packaged connectors on real parts with many users: requests, times, noise, offsets, heap, restart.
 *
 * <p>Everything that depends on the machine is also told as a ratio to what a bare client took in the same run.
 */
final class Benchmark {
    private final Stack stack;
    private final Simulator simulator;
    private final int users;
    private final PrintStream out;

    private Benchmark(Stack stack, Simulator simulator, int users, PrintStream out) {
        this.stack = stack;
        this.simulator = simulator;
        this.users = users;
        this.out = out;
    }

    /**
     * Runs to its end, some minutes.
     *
     * @return whether everything holds that has to
     * @throws StackException when a part does not come up, or a connector does not get on
     */
    static boolean run(BenchmarkOptions options, PrintStream out) throws InterruptedException {
        int users = options.users();
        out.printf("Starting the stack, and four simulated vendors with %,d users each ...%n", users);
        boolean sources;
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(StackSettings.defaults())) {
            for (Vendor vendor : Vendor.values()) {
                simulator.vendor(vendor).primary().seed(users);
            }
            completeGladly(simulator.gladly().primary());
            sources = new Benchmark(stack, simulator, users, out).run();
        }
        // When the other stack is gone: the two would take processors from each other.
        boolean commands = CommandsBenchmark.run(users);
        boolean webhooks = WebhookBenchmark.run(out);
        boolean budget = BudgetBenchmark.run(out);
        boolean all = sources && commands && webhooks && budget;
        out.println();
        out.println(all ? "Everything holds that has to and could be judged." : "Not everything holds that has to.");
        return all;
    }

    /** A list is taken for a full one only when it shows every attribute, and made-up agents have no telephone. */
    static void completeGladly(SimulatedAccount account) {
        for (ObjectNode agent : account.users()) {
            account.change(agent.path("id").asText(), Map.of("phoneNumber", "+15550100"));
        }
    }

    private boolean run() throws InterruptedException {
        List<BenchmarkCase> columns = BenchmarkCase.all(simulator, stack.secrets());
        List<String> flaws = new ArrayList<>();
        try (EventTally tally = EventTally.open(stack.cluster(), Accounts.USERS)) {
            BenchmarkRun run = new BenchmarkRun(stack, simulator, tally, users);
            List<BenchmarkResult> results = measure(run, columns);
            OffsetRecords offsets = OffsetRecords.read(stack.bootstrap(), Worker.OFFSETS_TOPIC);
            new BenchmarkTable(out, results).print(offsets);
            results.forEach(result -> flaws.addAll(result.flaws(offsets)));
            flaws.addAll(restart(run, results));
        }
        out.println();
        flaws.forEach(flaw -> out.println("DOES NOT HOLD: " + flaw));
        return flaws.isEmpty();
    }

    private List<BenchmarkResult> measure(BenchmarkRun run, List<BenchmarkCase> columns) throws InterruptedException {
        List<BenchmarkResult> results = new ArrayList<>();
        try (WorkerProbe worker = WorkerProbe.attach(stack.worker().pid())) {
            for (BenchmarkCase column : columns) {
                out.println("  " + column.name() + " ...");
                results.add(run.measure(column, worker));
            }
        }
        return results;
    }

    private List<String> restart(BenchmarkRun run, List<BenchmarkResult> results) throws InterruptedException {
        List<BenchmarkResult> main =
                results.stream().filter(result -> result.column().isMain()).toList();
        List<BenchmarkCase> columns = main.stream().map(BenchmarkResult::column).toList();
        double bareMillis =
                main.stream().mapToDouble(BenchmarkResult::bareMillis).sum();
        columns.forEach(column -> column.prepare(simulator));
        out.println();
        out.println("Together, and killed");
        return new RestartRun(stack, run, columns, out).measure(users, bareMillis);
    }
}
