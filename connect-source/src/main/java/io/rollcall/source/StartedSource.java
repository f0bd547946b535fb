package io.rollcall.source;

import io.rollcall.budget.RateBudget;
import io.rollcall.detect.Detector;
import io.rollcall.detect.Hints;
import io.rollcall.detect.Roster;
import io.rollcall.detect.RosterException;
import io.rollcall.detect.Step;
import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;
import io.rollcall.plugin.Version;
import io.rollcall.plugin.WorkerMetrics;
import io.rollcall.schema.SourceInfo;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorFacts;
import io.rollcall.vendor.WebhookRegistration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A running source task: asks the vendor on a thread of its own, so that a slow or silent vendor never holds up Connect.
 *
 * <p>{@link #poll} is called by one thread, {@link #close} by any.
 */
final class StartedSource implements AutoCloseable {
    /** How long a poll may wait for the vendor or the next sweep before it gives Connect its thread back. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** A connector has one task, see {@link UserSourceConnector}. */
    private static final int ONLY_TASK = 0;

    private final Detector detector;
    private final UserDirectory directory;
    private final WebhookSide webhooks;
    private final UserRecords records;
    private final SourceMetrics metrics;
    private final WorkerMetrics worker;
    private final InstantSource clock;
    private final RateBudget budget;
    private final ExecutorService vendorThread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Listing listing;
    private @Nullable Future<Finished> running;
    /** Why there is nothing more to do; null while there is. */
    private @Nullable ConnectException end;

    /** A request that was answered, and how to tell the detector. */
    private interface Finished {
        void report(Instant now);
    }

    private StartedSource(
            Detector detector,
            UserDirectory directory,
            WebhookSide webhooks,
            UserRecords records,
            SourceMetrics metrics,
            WorkerMetrics worker,
            InstantSource clock,
            RateBudget budget,
            String name) {
        this.worker = worker;
        this.budget = budget;
        this.detector = detector;
        this.directory = directory;
        this.webhooks = webhooks;
        this.records = records;
        this.metrics = metrics;
        this.clock = clock;
        this.vendorThread = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads the roster back and makes everything ready. Sends nothing yet, but listens for webhooks from now on.
     *
     * @throws ConnectException when the stored roster cannot be used; the message says what to do
     */
    static StartedSource start(SourceSettings settings, SourceTaskContext context, InstantSource clock) {
        Roster roster = RosterOffsets.load(context.offsetStorageReader(), settings);
        WorkerMetrics worker = WorkerMetrics.of(context, settings.connector(), ONLY_TASK);
        try {
            return start(settings, roster, worker, clock);
        } catch (RuntimeException unusable) {
            worker.close();
            throw unusable;
        }
    }

    private static StartedSource start(
            SourceSettings settings, Roster roster, WorkerMetrics worker, InstantSource clock) {
        VendorFacts facts = settings.account().facts();
        String tenant = settings.detection().tenant();
        RateBudget budget = settings.budget().join(facts.vendor(), settings.connector());
        SourceMetrics metrics =
                new SourceMetrics(facts.vendor(), settings.detection().sweepInterval(), roster, clock);
        metrics.gauges(worker, budget::view);
        String name = facts.vendor() + "/" + tenant;
        SweepLog log = new SweepLog(name);
        Http http = settings.open(budget, metrics.http(), clock);
        JsonHttp login = settings.account().login(http);
        WebhookSettings hooked = settings.webhooks();
        Hints hints = hooked == null ? Hints.none() : hooked.hints();
        WebhookSide webhooks;
        try {
            webhooks = WebhookSide.open(name, tenant, hooked, hints, login, worker, clock);
        } catch (RuntimeException unusable) {
            http.close();
            throw unusable;
        }
        return new StartedSource(
                new Detector(settings.detection(), facts, roster, hints, report -> {
                    metrics.swept(report);
                    log.swept(report);
                }),
                settings.account().open(http, login),
                webhooks,
                new UserRecords(
                        settings.topic(),
                        new SourceInfo(
                                Version.CURRENT, facts.vendor() + "-users", settings.topicPrefix(), facts.apiVersion()),
                        settings.events(),
                        settings.tombstones()),
                metrics,
                worker,
                clock,
                budget,
                "rollcall-" + facts.vendor() + "-" + tenant);
    }

    /**
     * Takes one step: at most one request is begun.
     *
     * @return records to publish; null when there are none yet, and after {@link #close}
     * @throws ConnectException when only an operator can help; from then on always the same, without asking the vendor
     */
    @Nullable
    List<SourceRecord> poll() throws InterruptedException {
        if (end != null) {
            throw end;
        }
        if (isClosed()) {
            return null;
        }
        String halted = budget.halted();
        if (halted != null) {
            end = new ConnectException("The rate budget has halted, and nothing can be sent. " + halted);
            throw end;
        }
        try {
            return step();
        } catch (VendorException | RosterException hopeless) {
            end = new ConnectException(hopeless.getMessage(), hopeless);
        } catch (RuntimeException unforeseen) {
            end = new ConnectException("Watching the vendor failed in a way that nobody foresaw", unforeseen);
        }
        throw end;
    }

    private @Nullable List<SourceRecord> step() throws InterruptedException {
        if (running != null && !settled(running)) {
            return null;
        }
        WebhookRegistration enrolling = webhooks.enrolment.step(clock.instant());
        if (enrolling != null) {
            begin(() -> {
                boolean more = enrolling.step();
                return now -> webhooks.enrolment.stepped(more);
            });
            return null;
        }
        Step step = detector.next(clock.instant());
        if (step instanceof Step.Publish publish) {
            return published(publish);
        }
        if (step instanceof Step.Wait wait) {
            rest(Duration.between(clock.instant(), wait.until()));
            return null;
        }
        begin(request(step));
        return null;
    }

    private List<SourceRecord> published(Step.Publish step) {
        Instant now = clock.instant();
        List<SourceRecord> batch = records.of(step.publication(), now);
        metrics.published(step.publication());
        if (step.hintedAt() != null) {
            webhooks.inbox.published(step.hintedAt(), now);
        }
        return batch;
    }

    private void begin(Callable<Finished> request) throws InterruptedException {
        Future<Finished> begun;
        try {
            begun = vendorThread.submit(request);
        } catch (RejectedExecutionException closedMeanwhile) {
            return;
        }
        running = begun;
        settled(begun);
    }

    private Callable<Finished> request(Step step) {
        if (step instanceof Step.Read read) {
            if (read.hinted()) {
                webhooks.inbox.read();
            }
            UserDirectory users = read.hinted() ? directory.prompt() : directory;
            return () -> {
                Lookup lookup = users.read(read.userId());
                return now -> detector.lookedUp(read.userId(), lookup, now);
            };
        }
        Listing pages = listing == null || ((Step.NextPage) step).newListing() ? directory.list() : listing;
        listing = pages;
        return () -> {
            Page page = pages.next();
            return now -> detector.listed(page, now);
        };
    }

    /** Waits a little for the answer; whether it came and was reported. */
    private boolean settled(Future<Finished> request) throws InterruptedException {
        try {
            Finished finished = request.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            running = null;
            finished.report(clock.instant());
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            running = null;
            failed(failed.getCause());
        }
        return true;
    }

    private void failed(@Nullable Throwable cause) {
        if (isClosed()) {
            return;
        }
        if (!(cause instanceof VendorException exception)) {
            throw new IllegalStateException("A request ended in neither an answer nor a failure", cause);
        }
        if (webhooks.enrolment.isAsking()) {
            webhooks.enrolment.failed(exception, clock.instant());
        } else {
            detector.failed(exception, clock.instant());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void rest(Duration time) throws InterruptedException {
        closed.await(Math.min(PATIENCE.toMillis(), Math.max(1, time.toMillis())), TimeUnit.MILLISECONDS);
    }

    /** Aborts the running request and lets go of everything, in well under a second. */
    @Override
    public void close() {
        closed.countDown();
        try {
            // First, so that nobody is answered 200 by a task that reads nobody any more.
            webhooks.close();
        } finally {
            try {
                directory.close();
            } finally {
                vendorThread.shutdownNow();
                worker.close();
            }
        }
    }
}
