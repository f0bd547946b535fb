package io.rollcall.sink;

import io.rollcall.apply.ApplyMetrics;
import io.rollcall.apply.Standing;
import io.rollcall.budget.BudgetView;
import io.rollcall.command.Code;
import io.rollcall.command.Status;
import io.rollcall.http.HttpMetrics;
import io.rollcall.plugin.BudgetGauges;
import io.rollcall.plugin.HttpCounters;
import io.rollcall.plugin.Registrar;
import io.rollcall.vendor.VendorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What a task counts. Written by Connect's thread and the workers, read by the worker's reporters. */
final class SinkMetrics implements ApplyMetrics {
    private final HttpCounters http = new HttpCounters();
    private final Map<Code, LongAdder> answers = new EnumMap<>(Code.class);
    private final LongAdder skipped = new LongAdder();
    private final Map<Reading.Reason, LongAdder> passed = new EnumMap<>(Reading.Reason.class);
    private final LongAdder unreadable = new LongAdder();
    private final Map<Status, LongAdder> statuses = new EnumMap<>(Status.class);
    private final String vendor;
    private final InstantSource clock;
    private volatile @Nullable VendorException quarantine;
    private volatile Load load = new Load(new Standing(0, null, 0, 0, 0, 0), false, 0);
    private volatile IntSupplier approvals = () -> 0;

    /**
     * How a task stands.
     *
     * @param work what was taken and is not finished
     * @param paused whether no more are fetched
     * @param loading partitions of which the ledger is not read yet
     */
    record Load(Standing work, boolean paused, int loading) {}

    SinkMetrics(String vendor, InstantSource clock) {
        this.vendor = vendor;
        this.clock = clock;
        for (Status status : Status.values()) {
            statuses.put(status, new LongAdder());
        }
        for (Code code : Code.values()) {
            answers.put(code, new LongAdder());
        }
        for (Reading.Reason reason : Reading.Reason.values()) {
            passed.put(reason, new LongAdder());
        }
    }

    /** Counts what goes to the vendor. */
    HttpMetrics http() {
        return http;
    }

    /** All metrics, each with its description: what a worker shows and the reference page lists. */
    void gauges(Registrar worker, Supplier<BudgetView> budget) {
        worker.add("plugin", "The vendor, and whether it is its source or its sink: a text", () -> vendor + "-sink");
        registerAnswers(worker);
        registerRecords(worker);
        registerStanding(worker);
        registerQuarantine(worker);
        http.gauges(worker);
        BudgetGauges.add(worker, budget);
    }

    private void registerAnswers(Registrar worker) {
        statuses.forEach((status, count) ->
                worker.add("answers-" + word(status) + "-total", "Answers with status " + status, count::sum));
        answers.forEach((code, count) -> worker.add(
                "results-" + word(code) + "-total",
                "Answers with code " + code + ", status " + code.status(),
                count::sum));
    }

    private void registerRecords(Registrar worker) {
        worker.add(
                "commands-skipped-total", "Records that needed no answer, and replays that had theirs", skipped::sum);
        passed.forEach(
                (reason, count) -> worker.add("records-" + word(reason) + "-total", reason.meaning(), count::sum));
        worker.add(
                "records-unreadable-total",
                "Records that are no commands and do not tell whom to answer",
                unreadable::sum);
    }

    private void registerStanding(Registrar worker) {
        addWork(worker, "commands-unfinished", "Commands that were taken and are not finished", Standing::unfinished);
        worker.add(
                "oldest-command-age-ms",
                "Time since the timestamp of the first of them, of each partition the first; 0 when there is none",
                () -> {
                    Instant oldest = load.work().oldest();
                    return oldest == null
                            ? 0L
                            : Math.max(
                                    0, Duration.between(oldest, clock.instant()).toMillis());
                });
        addWork(worker, "subjects-running", "Subjects that are worked on", Standing::running);
        addWork(
                worker,
                "subjects-removals",
                "Subjects whose turn has not come, to have their access taken away",
                Standing::removals);
        addWork(worker, "subjects-others", "Subjects whose turn has not come, for anything else", Standing::others);
        addWork(worker, "subjects-resting", "Subjects whose next try is due later", Standing::resting);
        worker.add(
                "approvals-waiting",
                "Commands that wait for the vendor to approve somebody",
                () -> approvals.getAsInt());
        worker.add(
                "partitions-paused",
                "1 while no more commands are fetched because too many are unfinished, else 0",
                () -> load.paused() ? 1 : 0);
        worker.add("ledger-partitions-loading", "Partitions whose ledger is being read", () -> load.loading());
    }

    private void addWork(Registrar worker, String name, String meaning, ToIntFunction<Standing> value) {
        worker.add(name, meaning, () -> value.applyAsInt(load.work()));
    }

    private void registerQuarantine(Registrar worker) {
        worker.add(
                "quarantined",
                "1 while the vendor turns the whole tenant away and nothing is sent but probes, else 0",
                () -> quarantine == null ? 0 : 1);
        worker.add("quarantine-reason", "Why the vendor turns the tenant away; empty when it does not", () -> {
            VendorException why = quarantine;
            return why == null ? "" : String.valueOf(why.getMessage());
        });
        for (QuarantineCause cause : QuarantineCause.values()) {
            worker.add(
                    "quarantine-" + word(cause),
                    "1 while the vendor turns the whole tenant away because " + cause.meaning() + ", else 0",
                    () -> {
                        VendorException why = quarantine;
                        return why != null && QuarantineCause.of(why.failure()) == cause ? 1 : 0;
                    });
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void answered(Code code) {
        answers.computeIfAbsent(code, none -> new LongAdder()).increment();
        statuses.computeIfAbsent(code.status(), none -> new LongAdder()).increment();
    }

    @Override
    public void skipped() {
        skipped.increment();
    }

    @Override
    public void quarantined(VendorException why) {
        quarantine = why;
    }

    @Override
    public void released() {
        quarantine = null;
    }

    void passed(Reading.Reason reason) {
        passed.computeIfAbsent(reason, none -> new LongAdder()).increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    /** Says where to look how many commands wait for an approval. */
    void countApprovals(IntSupplier waiting) {
        approvals = waiting;
    }

    void stands(Load now) {
        load = now;
    }
}
