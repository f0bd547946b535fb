package io.rollcall.source;

import io.rollcall.budget.BudgetView;
import io.rollcall.detect.Publication;
import io.rollcall.detect.Roster;
import io.rollcall.detect.SweepReport;
import io.rollcall.http.HttpMetrics;
import io.rollcall.plugin.BudgetGauges;
import io.rollcall.plugin.HttpCounters;
import io.rollcall.plugin.Registrar;
import io.rollcall.user.Op;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a task counts. Written by the polling and the vendor thread, read by the worker's reporters. */
final class SourceMetrics {
    private final Roster roster;
    private final AtomicInteger rosterUsers = new AtomicInteger();
    private final AtomicInteger rosterLargestBucket = new AtomicInteger();
    private final AtomicReference<@Nullable SweepReport> last = new AtomicReference<>();
    private final AtomicLong lastComplete = new AtomicLong();
    private final LongAdder sweeps = new LongAdder();
    private final LongAdder incomplete = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder pointReads = new LongAdder();
    private final LongAdder rescued = new LongAdder();
    private final HttpCounters http = new HttpCounters();
    private final Map<Op, LongAdder> events = new EnumMap<>(Op.class);

    SourceMetrics(Roster roster) {
        this.roster = roster;
        for (Op op : Op.values()) {
            events.put(op, new LongAdder());
        }
        measureRoster();
    }

    /** Shows the metrics of a task in its worker. */
    static SourceMetrics register(Registrar worker, Roster roster, Supplier<BudgetView> budget) {
        SourceMetrics metrics = new SourceMetrics(roster);
        metrics.gauges(worker, budget);
        return metrics;
    }

    /** Counts what goes to the vendor. */
    HttpMetrics http() {
        return http;
    }

    /** All metrics, each with its description: what a worker shows and the reference page lists. */
    void gauges(Registrar worker, Supplier<BudgetView> budget) {
        registerSweeps(worker);
        registerGuardAndRoster(worker);
        http.gauges(worker);
        BudgetGauges.add(worker, budget);
        registerEvents(worker);
    }

    private void registerSweeps(Registrar worker) {
        worker.add("sweeps-total", "Sweeps that ended", sweeps::sum);
        worker.add("sweeps-incomplete-total", "Sweeps from which no absence was concluded", incomplete::sum);
        worker.add(
                "last-complete-sweep-timestamp-ms",
                "When the last complete sweep ended, in milliseconds since 1970; 0 before the task's first",
                lastComplete::get);
        worker.add("sweep-duration-ms", "Duration of the last sweep", () -> {
            SweepReport report = last.get();
            return report == null
                    ? 0L
                    : Duration.between(report.startedAt(), report.endedAt()).toMillis();
        });
        worker.add("sweep-incomplete-reason", "Why the last sweep was incomplete; empty if it was not", () -> {
            SweepReport report = last.get();
            return report == null || report.incomplete() == null ? "" : report.incomplete();
        });
        worker.add("pages-total", "Steps of listings", pages::sum);
        worker.add("point-reads-total", "Users read one by one", pointReads::sum);
        worker.add("rescued-total", "Users whom a listing missed and a point read found", rescued::sum);
    }

    private void registerGuardAndRoster(Registrar worker) {
        worker.add("removals-held", "Deletes and deactivations that wait for an operator", () -> {
            SweepReport report = last.get();
            return report == null || report.held() == null ? 0 : report.held().removals();
        });
        worker.add(
                "guard-id",
                "What guard.release must be set to, to let exactly these go; empty when nothing can be released",
                () -> {
                    SweepReport report = last.get();
                    // Behind an empty listing nobody can be released.
                    return report == null || report.held() == null || report.users() == 0
                            ? ""
                            : report.held().guardId();
                });
        worker.add("roster-users", "Users that were published and not deleted", rosterUsers::get);
        worker.add(
                "roster-largest-bucket-chars",
                "Size of the largest source offset; the connector stops at 524288",
                rosterLargestBucket::get);
    }

    private void registerEvents(Registrar worker) {
        events.forEach((op, count) -> worker.add(
                "events-" + op.name().toLowerCase(Locale.ROOT) + "-total",
                "Change events handed to Connect with op=" + op.code(),
                count::sum));
    }

    void swept(SweepReport report) {
        last.set(report);
        sweeps.increment();
        if (report.incomplete() == null) {
            lastComplete.set(report.endedAt().toEpochMilli());
        } else {
            incomplete.increment();
        }
        pages.add(report.pages());
        pointReads.add(report.pointReads());
        rescued.add(report.rescued());
    }

    void published(Publication publication) {
        publication.changes().forEach(placed -> count(placed.change().op()).increment());
        measureRoster();
    }

    private LongAdder count(Op op) {
        return events.computeIfAbsent(op, none -> new LongAdder());
    }

    private void measureRoster() {
        rosterUsers.set(roster.size());
        rosterLargestBucket.set(roster.largestBucket());
    }
}
