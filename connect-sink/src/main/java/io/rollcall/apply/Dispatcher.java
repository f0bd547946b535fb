package io.rollcall.apply;

import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Hands commands to workers, whoever's turn it is, and sees to it that how they ended is kept. Thread-safe. */
final class Dispatcher {
    /** How long a command rests whose request was held back because Connect gave no sign of life. */
    private static final Duration WITHHELD = Duration.ofSeconds(1);

    private final Places places;
    private final WritableDirectory directory;
    private final Together work;
    private final Clerk clerk;
    private final Book book;
    private final Quarantine quarantine;
    private final Tenure tenure;
    private final InstantSource clock;
    private final Executor workers;
    private final Lanes lanes;
    private final Progress progress = new Progress();
    private int running;
    private boolean dispatching;
    private @Nullable Throwable fatal;

    Dispatcher(
            Places places,
            WritableDirectory directory,
            Together work,
            Clerk clerk,
            Book book,
            Quarantine quarantine,
            Tenure tenure,
            InstantSource clock,
            Executor workers) {
        this.places = places;
        places.whenLeft(this::dispatch);
        this.directory = directory;
        this.work = work;
        this.clerk = clerk;
        this.book = book;
        this.quarantine = quarantine;
        this.tenure = tenure;
        this.clock = clock;
        this.workers = workers;
        this.lanes = new Lanes(book::isOpen);
    }

    synchronized void offer(Delivery delivery, Instant writtenAt) {
        int partition = delivery.ref().partition();
        progress.offered(partition, delivery.ref().offset(), writtenAt);
        lanes.add(Item.record(delivery, tenure.of(partition)));
    }

    synchronized void pass(int partition, long offset) {
        progress.offered(partition, offset, Instant.MAX);
        progress.finished(partition, offset);
    }

    synchronized void settle(Item item) {
        lanes.settle(item);
    }

    synchronized void loaded(int partition) {
        lanes.loaded(partition);
    }

    synchronized void forget(int partition) {
        lanes.forget(partition);
        progress.forget(partition);
    }

    synchronized Standing standing() {
        Lanes.Depth depth = lanes.depth();
        return new Standing(
                progress.unfinished(),
                progress.oldest().orElse(null),
                running,
                depth.removals(),
                depth.others(),
                depth.resting());
    }

    synchronized long progress(int partition) {
        return progress.of(partition);
    }

    synchronized boolean isStopped() {
        return tenure.isOver() || fatal != null;
    }

    synchronized @Nullable Throwable fatal() {
        return fatal;
    }

    synchronized void fail(Throwable cause) {
        fatal = fatal == null ? cause : fatal;
    }

    /** Starts whatever can be started. Safe to be called by what it starts, on the same thread. */
    void dispatch() {
        synchronized (this) {
            if (dispatching) {
                return;
            }
            dispatching = true;
        }
        for (Runnable job = next(); job != null; job = next()) {
            execute(job);
        }
    }

    private synchronized @Nullable Runnable next() {
        Instant now = clock.instant();
        boolean taken = !isStopped() && running < places.threads() && quarantine.admits(now) && places.take();
        Lanes.Lane lane = taken ? lanes.next(now, places.onlyRemovals()) : null;
        if (lane == null) {
            if (taken) {
                places.give();
            }
            // Under the same lock, so that whoever comes later sees that it has to dispatch by itself.
            dispatching = false;
            return null;
        }
        running++;
        List<Item> items = Fold.first(lane.items);
        quarantine.begins(items.get(0));
        return () -> run(lane, items);
    }

    void execute(Runnable job) {
        try {
            workers.execute(job);
        } catch (RejectedExecutionException closing) {
            // The task stops, and the next owner takes up what was left.
        }
    }

    private void run(Lanes.Lane lane, List<Item> items) {
        Item head = items.get(0);
        try {
            Observed observed = new Observed(directory);
            Ending ending = head.ours.getAsBoolean() ? work.run(items, observed) : new Ending.Dropped();
            if (ending instanceof Ending.Refused refused) {
                quarantine.refused(head, refused.why(), clock.instant());
            } else if (observed.heard() && !(ending instanceof Ending.Again && quarantine.suspectsAll())) {
                quarantine.answered();
            } else {
                quarantine.inconclusive(head);
            }
            boolean ours;
            synchronized (this) {
                ours = lanes.holds(lane, head);
            }
            Ending kept = ours ? ending : new Ending.Dropped();
            // What waits for Kafka needs no worker.
            synchronized (this) {
                running--;
            }
            places.give();
            clerk.keep(head, kept).whenComplete((done, lost) -> {
                if (lost == null) {
                    end(lane, items, kept);
                } else {
                    fail(new JournalException(lost instanceof CompletionException ? lost.getCause() : lost));
                }
            });
            dispatch();
        } catch (RuntimeException | Error unforeseen) {
            fail(unforeseen);
            if (unforeseen instanceof Error error) {
                throw error;
            }
        }
    }

    private void end(Lanes.Lane lane, List<Item> items, Ending ending) {
        Item head = items.get(0);
        synchronized (this) {
            boolean settledFirst = ending instanceof Ending.Answered answered && !answered.ofHead() && !head.deferred;
            if (ending instanceof Ending.Again later) {
                lanes.rest(lane, later.at());
            } else if (ending instanceof Ending.Dropped && lanes.holds(lane, head)) {
                lanes.rest(lane, clock.instant().plus(WITHHELD));
            } else if (ending instanceof Ending.Refused) {
                lanes.refused(lane);
            } else if (settledFirst) {
                lanes.back(lane);
            } else {
                for (Item item : ending instanceof Ending.Folded folded
                        ? items.subList(0, folded.answers().size())
                        : List.of(head)) {
                    if (!item.deferred && lanes.holds(lane, item)) {
                        progress.finished(item.partition(), item.offset());
                    }
                    lanes.finished(lane, item);
                }
                lanes.done(lane);
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
}
