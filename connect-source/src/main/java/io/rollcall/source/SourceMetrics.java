package io.rollcall.source;

import io.rollcall.budget.BudgetView;
import io.rollcall.detect.Publication;
import io.rollcall.detect.Roster;
import io.rollcall.detect.SweepReport;
import io.rollcall.detect.SweepReport.Doubt;
import io.rollcall.http.HttpMetrics;
import io.rollcall.plugin.BudgetGauges;
import io.rollcall.plugin.HttpCounters;
import io.rollcall.plugin.Registrar;
import io.rollcall.user.Op;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final String vendor;
    private final Duration interval;
    private final Roster roster;
    private final InstantSource clock;
    private final Instant startedAt;
    private final AtomicInteger rosterUsers = new AtomicInteger();
    private final AtomicInteger rosterLargestBucket = new AtomicInteger();
    private final AtomicReference<@Nullable SweepReport> last = new AtomicReference<>();
    private final AtomicLong lastComplete = new AtomicLong();
    private final LongAdder sweeps = new LongAdder();
    private final Map<Doubt, LongAdder> incomplete = new EnumMap<>(Doubt.class);
    private final LongAdder pages = new LongAdder();
    private final LongAdder pointReads = new LongAdder();
    private final LongAdder rescued = new LongAdder();
    private final HttpCounters http = new HttpCounters();
    private final Map<Op, LongAdder> events = new EnumMap<>(Op.class);

    SourceMetrics(String vendor, Duration interval, Roster roster, InstantSource clock) {
        this.vendor = vendor;
        this.interval = interval;
        this.roster = roster;
        this.clock = clock;
        this.startedAt = clock.instant();
        for (Doubt doubt : Doubt.values()) {
            incomplete.put(doubt, new LongAdder());
        }
        for (Op op : Op.values()) {
            events.put(op, new LongAdder());
        }
        measureRoster();
    }

    /** Counts what goes to the vendor. */
    HttpMetrics http() {
        return http;
    }

    /** All metrics, each with its description: what a worker shows and the reference page lists. */
    void gauges(Registrar worker, Supplier<BudgetView> budget) {
        worker.add("plugin", "The vendor, and whether it is its source or its sink: a text", () -> vendor + "-source");
        registerSweeps(worker);
        registerIncomplete(worker);
        registerGuardAndRoster(worker);
        http.gauges(worker);
        BudgetGauges.add(worker, budget);
        registerEvents(worker);
    }

    private void registerSweeps(Registrar worker) {
        worker.add("sweeps-total", "Sweeps that ended", sweeps::sum);
        worker.add(
                "sweep-interval-ms",
                "From the start of one sweep to that of the next, as configured",
                interval::toMillis);
        worker.add(
                "last-complete-sweep-timestamp-ms",
                "When the last complete sweep ended, in milliseconds since 1970; 0 before the task's first",
                lastComplete::get);
        worker.add(
                "since-complete-sweep-ms",
                "Time since the last complete sweep ended; before the task's first, since it started",
                () -> Math.max(0, Duration.between(lastKnown(), clock.instant()).toMillis()));
        worker.add("sweep-duration-ms", "Duration of the last sweep", () -> {
            SweepReport report = last.get();
            return report == null
                    ? 0L
                    : Duration.between(report.startedAt(), report.endedAt()).toMillis();
        });
        worker.add("pages-total", "Steps of listings", pages::sum);
        worker.add("point-reads-total", "Users read one by one", pointReads::sum);
        worker.add("rescued-total", "Users whom a listing missed and a point read found", rescued::sum);
    }

    private void registerIncomplete(Registrar worker) {
        worker.add("sweep-incomplete", "1 while the last sweep was incomplete, else 0", () -> {
            SweepReport report = last.get();
            return report == null || report.incomplete() == null ? 0 : 1;
        });
        worker.add("sweep-incomplete-reason", "Why the last sweep was incomplete; empty if it was not", () -> {
            SweepReport report = last.get();
            return report == null || report.incomplete() == null ? "" : report.incomplete();
        });
        incomplete.forEach((doubt, count) -> worker.add(
                "sweeps-incomplete-" + doubt.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-total",
                "Sweeps from which no absence was concluded because " + doubt.meaning(),
                count::sum));
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
        }
        if (report.doubt() != null) {
            incomplete.computeIfAbsent(report.doubt(), none -> new LongAdder()).increment();
        }
        pages.add(report.pages());
        pointReads.add(report.pointReads());
        rescued.add(report.rescued());
    }

    void published(Publication publication) {
        publication.changes().forEach(placed -> count(placed.change().op()).increment());
        measureRoster();
    }

    private Instant lastKnown() {
        long complete = lastComplete.get();
        return complete == 0 ? startedAt : Instant.ofEpochMilli(complete);
    }

    private LongAdder count(Op op) {
        return events.computeIfAbsent(op, none -> new LongAdder());
    }

    private void measureRoster() {
        rosterUsers.set(roster.size());
        rosterLargestBucket.set(roster.largestBucket());
    }
}
