package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.WritableDirectory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Applies the commands of one task, in the order of each subject and many subjects at a time.
 *
 * <p>All methods are called by Connect's thread and return at once, unless they say otherwise; the work is done on
 * {@code workers}. Partitions are those of the one commands topic.
 */
public final class Provisioner implements AutoCloseable {
    private final WritableDirectory directory;
    private final ApplyMetrics metrics;
    private final InstantSource clock;
    private final Book book;
    private final Quarantine quarantine;
    private final RemovalWindow removals;
    private final Approvals approvals;
    private final Tenure tenure;
    private final Dispatcher dispatcher;

    /**
     * @param directory the vendor, closed together with this
     * @param workers runs what blocks; as many threads as {@link #threads}
     */
    public Provisioner(
            ApplySettings settings,
            Capabilities capabilities,
            WritableDirectory directory,
            Journal journal,
            ApplyMetrics metrics,
            InstantSource clock,
            RandomGenerator random,
            Executor workers) {
        this.directory = directory;
        this.metrics = metrics;
        this.clock = clock;
        Places places = new Places(settings.maxConcurrentSubjects());
        this.book = new Book(journal, places);
        this.quarantine = new Quarantine(metrics, random);
        this.removals = new RemovalWindow(settings.maxRemovals(), settings.guardWindow());
        this.approvals = new Approvals(book, settings.approvalInterval());
        this.tenure = new Tenure(clock);
        this.dispatcher = new Dispatcher(
                places,
                directory,
                Workbench.of(settings, capabilities, book, quarantine, removals, clock, random),
                new Clerk(journal, book, metrics),
                book,
                quarantine,
                tenure,
                clock,
                workers);
    }

    /** How many threads there have to be: besides those that deal with the vendor, as many may wait for Kafka. */
    public static int threads(ApplySettings settings) {
        return new Places(settings.maxConcurrentSubjects()).threads();
    }

    /** A partition is ours. Its commands wait until {@link #loaded}. */
    public void assigned(int partition) {
        tenure.begin(partition);
    }

    /** What the ledger says of the partition's subjects, this tenant's only. Any thread. */
    public void loaded(int partition, Map<CommandKey, LedgerEntry> ledger) {
        synchronized (book) {
            if (!tenure.holds(partition)) {
                return;
            }
            book.open(partition, ledger);
        }
        removals.restore(ledger);
        ledger.forEach((key, entry) -> {
            LedgerEntry.Done done = entry.done();
            if (done != null && done.unsaid()) {
                dispatcher.settle(Item.unsaid(done, key, tenure.of(partition)));
            }
        });
        dispatcher.loaded(partition);
        dispatcher.dispatch();
    }

    /** A partition is no longer ours: no request starts for it from now on. */
    public void revoked(int partition) {
        synchronized (book) {
            tenure.end(partition);
            book.close(partition);
        }
        dispatcher.forget(partition);
    }

    /**
     * Takes a record to be answered, in the order of its partition.
     *
     * @param writtenAt when it came onto the topic
     */
    public void offer(Delivery delivery, Instant writtenAt) {
        dispatcher.offer(delivery, writtenAt);
        dispatcher.dispatch();
    }

    /** Takes a record that needs no answer, in the order of its partition. */
    public void pass(int partition, long offset) {
        dispatcher.pass(partition, offset);
        metrics.skipped();
    }

    /** Begins what time has made due, and says that Connect's thread is alive. To be called with every put. */
    public void tick() {
        tenure.alive();
        Instant now = clock.instant();
        if (!dispatcher.isStopped() && approvals.due(now) && quarantine.admits(now)) {
            approvals.begins(now);
            quarantine.begins(approvals);
            dispatcher.execute(this::lookForApprovals);
        }
        dispatcher.dispatch();
    }

    /** How the work stands. */
    public Standing standing() {
        return dispatcher.standing();
    }

    /** How many commands wait for the vendor to approve somebody. Any thread. */
    public int awaitingApproval() {
        return book.deferred();
    }

    /**
     * The offset of a partition below which everything is finished: answered, and the answer and the ledger held by Kafka.
     *
     * @return the next offset to read; -1 when nothing of the partition was offered yet
     */
    public long progress(int partition) {
        return dispatcher.progress(partition);
    }

    /**
     * Rethrows what makes going on impossible.
     *
     * @throws IllegalStateException when a record could not be kept by Kafka, or for a defect
     */
    public void check() {
        Throwable fatal = dispatcher.fatal();
        if (fatal != null) {
            throw new IllegalStateException(fatal.getMessage(), fatal);
        }
    }

    /** No request starts from now on; running ones are broken off. */
    @Override
    public void close() {
        tenure.end();
        directory.close();
    }

    private void lookForApprovals() {
        try {
            for (Approvals.Ripe ripe : approvals.look(directory, clock.instant())) {
                dispatcher.settle(Item.deferred(ripe.waiting(), tenure.of(ripe.partition()), ripe.shown()));
            }
            quarantine.answered();
        } catch (VendorException failed) {
            quarantine.refused(approvals, failed, clock.instant());
        } catch (RuntimeException | Error unforeseen) {
            dispatcher.fail(unforeseen);
        }
        dispatcher.dispatch();
    }
}
