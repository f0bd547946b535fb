package io.rollcall.sink;

import io.rollcall.apply.ApplyMetrics;
import io.rollcall.budget.BudgetView;
import io.rollcall.command.Code;
import io.rollcall.http.HttpMetrics;
import io.rollcall.plugin.BudgetGauges;
import io.rollcall.plugin.HttpCounters;
import io.rollcall.plugin.Registrar;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What a task counts. Written by Connect's thread and the workers, read by the worker's reporters. */
final class SinkMetrics implements ApplyMetrics {
    private final HttpCounters http = new HttpCounters();
    private final Map<Code, LongAdder> answers = new EnumMap<>(Code.class);
    private final LongAdder skipped = new LongAdder();
    private final Map<Reading.Reason, LongAdder> passed = new EnumMap<>(Reading.Reason.class);
    private final LongAdder unreadable = new LongAdder();
    private volatile String quarantine = "";
    private volatile Load load = new Load(0, false, 0);

    /**
     * How a task stands.
     *
     * @param unfinished records that were taken and are not finished
     * @param paused whether no more are fetched
     * @param loading partitions of which the ledger is not read yet
     */
    record Load(int unfinished, boolean paused, int loading) {}

    SinkMetrics() {
        for (Code code : Code.values()) {
            answers.put(code, new LongAdder());
        }
        for (Reading.Reason reason : Reading.Reason.values()) {
            passed.put(reason, new LongAdder());
        }
    }

    /** Shows the metrics of a task in its worker. */
    static SinkMetrics register(Registrar worker, Supplier<BudgetView> budget) {
        SinkMetrics metrics = new SinkMetrics();
        metrics.gauges(worker, budget);
        return metrics;
    }

    /** Counts what goes to the vendor. */
    HttpMetrics http() {
        return http;
    }

    /** All metrics, each with its description: what a worker shows and the reference page lists. */
    void gauges(Registrar worker, Supplier<BudgetView> budget) {
        answers.forEach((code, count) -> worker.add(
                "results-" + code.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-total",
                "Answers with code " + code + ", status " + code.status(),
                count::sum));
        worker.add(
                "commands-skipped-total", "Records that needed no answer, and replays that had theirs", skipped::sum);
        passed.forEach((reason, count) -> worker.add(
                "records-" + reason.name().toLowerCase(Locale.ROOT) + "-total", reason.meaning(), count::sum));
        worker.add(
                "records-unreadable-total",
                "Records that are no commands and do not tell whom to answer",
                unreadable::sum);
        worker.add("commands-unfinished", "Commands that were taken and are not finished", () -> load.unfinished());
        worker.add(
                "partitions-paused",
                "1 while no more commands are fetched because too many are unfinished, else 0",
                () -> load.paused() ? 1 : 0);
        worker.add("ledger-partitions-loading", "Partitions whose ledger is being read", () -> load.loading());
        worker.add(
                "quarantined",
                "1 while the vendor turns the whole tenant away and nothing is sent but probes, else 0",
                () -> quarantine.isEmpty() ? 0 : 1);
        worker.add(
                "quarantine-reason", "Why the vendor turns the tenant away; empty when it does not", () -> quarantine);
        http.gauges(worker);
        BudgetGauges.add(worker, budget);
    }

    @Override
    public void answered(Code code) {
        answers.computeIfAbsent(code, none -> new LongAdder()).increment();
    }

    @Override
    public void skipped() {
        skipped.increment();
    }

    @Override
    public void quarantined(String reason) {
        quarantine = reason;
    }

    void passed(Reading.Reason reason) {
        passed.computeIfAbsent(reason, none -> new LongAdder()).increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    void stands(Load now) {
        load = now;
    }
}
