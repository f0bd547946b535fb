package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Applies the commands of one task, in the order of each subject and many subjects at a time.
 *
 * <p>All methods are called by Connect's thread and return at once, unless they say otherwise; the work is done on
 * {@code workers}. Partitions are those of the one commands topic.
 */
public final class Provisioner implements AutoCloseable {

    /** How long a command rests whose request was held back because Connect gave no sign of life. */
    private static final Duration WITHHELD = Duration.ofSeconds(1);

    private final Object lock = new Object();
    private final ApplySettings settings;
    private final WritableDirectory directory;
    private final ApplyMetrics metrics;
    private final InstantSource clock;
    private final Executor workers;
    private final Book book;
    private final Quarantine quarantine;
    private final RemovalWindow removals;
    private final Approvals approvals;
    private final Clerk clerk;
    private final Work work;
    private final Lanes lanes;
    private final Progress progress = new Progress();
    private final Tenure tenure;
    private final int roomForRemovals;
    private int running;
    private boolean dispatching;
    private @Nullable Throwable fatal;

    /**
     * @param directory the vendor, closed together with this
     * @param workers runs what blocks; as many threads as {@link ApplySettings#maxConcurrentSubjects}
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
        this.settings = settings;
        this.directory = directory;
        this.metrics = metrics;
        this.clock = clock;
        this.workers = workers;
        this.book = new Book(journal);
        this.quarantine = new Quarantine(metrics, random);
        this.removals = new RemovalWindow(settings.maxRemovals(), settings.guardWindow());
        this.approvals = new Approvals(book, settings.approvalInterval());
        this.clerk = new Clerk(journal, book, metrics);
        this.lanes = new Lanes(book::isOpen);
        this.roomForRemovals = Math.min(4, settings.maxConcurrentSubjects() / 4);
        this.tenure = new Tenure(clock);
        this.work = Workbench.of(settings, capabilities, book, quarantine, removals, clock, random);
    }

    /** A partition is ours. Its commands wait until {@link #loaded}. */
    public void assigned(int partition) {
        tenure.begin(partition);
    }

    /** What the ledger says of the partition's subjects, this tenant's only. Any thread. */
    public void loaded(int partition, Map<CommandKey, LedgerEntry> ledger) {
        synchronized (lock) {
            if (!tenure.holds(partition)) {
                return;
            }
            book.open(partition, ledger);
            removals.restore(ledger);
            ledger.forEach((key, entry) -> {
                LedgerEntry.Done done = entry.done();
                if (done != null && done.unsaid()) {
                    lanes.settle(Item.unsaid(done, key, tenure.of(partition)));
                }
            });
            lanes.loaded(partition);
        }
        dispatch();
    }

    /** A partition is no longer ours: no request starts for it from now on. */
    public void revoked(int partition) {
        synchronized (lock) {
            tenure.end(partition);
            lanes.forget(partition);
            progress.forget(partition);
            book.close(partition);
        }
    }

    /** Takes a record to be answered, in the order of its partition. */
    public void offer(Delivery delivery) {
        synchronized (lock) {
            progress.offered(delivery.ref().partition(), delivery.ref().offset());
            lanes.add(Item.record(delivery, tenure.of(delivery.ref().partition())));
        }
        dispatch();
    }

    /** Takes a record that needs no answer, in the order of its partition. */
    public void pass(int partition, long offset) {
        synchronized (lock) {
            progress.offered(partition, offset);
            progress.finished(partition, offset);
        }
        metrics.skipped();
    }

    /** Begins what time has made due, and says that Connect's thread is alive. To be called with every put. */
    public void tick() {
        tenure.alive();
        if (approvalsDue()) {
            execute(this::lookForApprovals);
        }
        dispatch();
    }

    /** How many records were offered and are not finished. */
    public int unfinished() {
        synchronized (lock) {
            return progress.unfinished();
        }
    }

    /**
     * The offset of a partition below which everything is finished: answered, and the answer and the ledger held by Kafka.
     *
     * @return the next offset to read; -1 when nothing of the partition was offered yet
     */
    public long progress(int partition) {
        synchronized (lock) {
            return progress.of(partition);
        }
    }

    /**
     * Rethrows what makes going on impossible.
     *
     * @throws IllegalStateException when a record could not be kept by Kafka, or for a defect
     */
    public void check() {
        synchronized (lock) {
            if (fatal != null) {
                throw new IllegalStateException(fatal.getMessage(), fatal);
            }
        }
    }

    /** No request starts from now on; running ones are broken off. */
    @Override
    public void close() {
        tenure.end();
        directory.close();
    }

    /** Starts whatever can be started. Safe to be called by what it starts, on the same thread. */
    private void dispatch() {
        synchronized (lock) {
            if (dispatching) {
                return;
            }
            dispatching = true;
        }
        for (Runnable job = next(); job != null; job = next()) {
            execute(job);
        }
    }

    private @Nullable Runnable next() {
        synchronized (lock) {
            int room = settings.maxConcurrentSubjects() - running;
            Instant now = clock.instant();
            Lanes.Lane lane = !tenure.isOver() && fatal == null && room > 0 && quarantine.admits(now)
                    ? lanes.next(now, room <= roomForRemovals)
                    : null;
            if (lane == null) {
                // Under the same lock, so that whoever comes later sees that it has to dispatch by itself.
                dispatching = false;
                return null;
            }
            running++;
            Item head = lane.head();
            quarantine.begins(head);
            return () -> run(lane, head);
        }
    }

    private void execute(Runnable job) {
        try {
            workers.execute(job);
        } catch (RejectedExecutionException closing) {
            // The task stops, and the next owner takes up what was left.
        }
    }

    private void run(Lanes.Lane lane, Item head) {
        try {
            Observed observed = new Observed(directory);
            Ending ending = head.ours.getAsBoolean() ? work.run(head, observed) : new Ending.Dropped();
            if (ending instanceof Ending.Refused refused) {
                quarantine.refused(head, refused.why(), clock.instant());
            } else if (observed.heard()) {
                quarantine.answered();
            } else {
                quarantine.inconclusive(head);
            }
            boolean ours;
            synchronized (lock) {
                ours = lanes.holds(lane, head);
            }
            Ending kept = ours ? ending : new Ending.Dropped();
            clerk.keep(head, kept).whenComplete((done, lost) -> {
                if (lost == null) {
                    end(lane, head, kept);
                } else {
                    fail(new JournalException(lost instanceof CompletionException ? lost.getCause() : lost));
                }
            });
        } catch (RuntimeException | Error unforeseen) {
            fail(unforeseen);
            if (unforeseen instanceof Error error) {
                throw error;
            }
        }
    }

    private void end(Lanes.Lane lane, Item head, Ending ending) {
        synchronized (lock) {
            running--;
            boolean settledFirst = ending instanceof Ending.Answered answered && !answered.ofHead() && !head.deferred;
            if (ending instanceof Ending.Again later) {
                lanes.rest(lane, later.at());
            } else if (ending instanceof Ending.Dropped && lanes.holds(lane, head)) {
                lanes.rest(lane, clock.instant().plus(WITHHELD));
            } else if (ending instanceof Ending.Refused || settledFirst) {
                lanes.back(lane);
            } else {
                if (!head.deferred && lanes.holds(lane, head)) {
                    progress.finished(head.partition(), head.offset());
                }
                lanes.done(lane, head);
                settleNext(head);
            }
        }
        dispatch();
    }

    /** Whoever was approved has the rest of its commands done at once. */
    private void settleNext(Item head) {
        LedgerEntry entry = book.of(head.partition(), head.delivery.key());
        if (head.deferred && head.shown != null && !entry.deferred().isEmpty()) {
            LedgerEntry.Deferred waiting = entry.deferred().get(0);
            if (!waiting.ref().equals(head.delivery.ref())) {
                lanes.settle(Item.deferred(waiting, tenure.of(head.partition()), head.shown));
            }
        }
    }

    private boolean approvalsDue() {
        synchronized (lock) {
            Instant now = clock.instant();
            boolean due = !tenure.isOver() && fatal == null && approvals.due(now) && quarantine.admits(now);
            if (due) {
                approvals.begins(now);
                quarantine.begins(approvals);
            }
            return due;
        }
    }

    private void lookForApprovals() {
        try {
            for (Approvals.Ripe ripe : approvals.look(directory, clock.instant())) {
                synchronized (lock) {
                    lanes.settle(Item.deferred(ripe.waiting(), tenure.of(ripe.partition()), ripe.shown()));
                }
            }
            quarantine.answered();
        } catch (VendorException failed) {
            quarantine.refused(approvals, failed, clock.instant());
        } catch (RuntimeException | Error unforeseen) {
            fail(unforeseen);
        }
        dispatch();
    }

    private void fail(Throwable cause) {
        synchronized (lock) {
            fatal = fatal == null ? cause : fatal;
        }
    }
}
