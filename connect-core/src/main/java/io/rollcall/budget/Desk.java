package io.rollcall.budget;

import io.rollcall.budget.log.BudgetLog;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where those who want to send meet the thread that reads and writes the log. Thread-safe; no method waits, but for {@link #acquire}. */
final class Desk {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final LongSupplier nanos;
    private final long origin;
    private final Runnable wake;
    private final Set<Object> owners = new HashSet<>();
    private final Line line = new Line();
    private final Figures figures = new Figures();
    private @Nullable Participant participant;

    /** When the thread that writes comes by itself. */
    private long expected = Long.MAX_VALUE;

    private int out;
    /**
     * A desk without a participant.
     *
     * @param nanos a monotonic clock
     * @param wake called when the thread that writes is needed earlier than it would come
     */
    Desk(LongSupplier nanos, Runnable wake) {
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
        this.wake = wake;
    }

    long now() {
        return (nanos.getAsLong() - origin) / NANOS_PER_MILLI;
    }

    void open(Object owner) {
        lock.lock();
        try {
            owners.add(owner);
        } finally {
            lock.unlock();
        }
    }

    /** Sends away all who wait for an owner, and lets none of them wait any more. */
    void dismiss(Object owner) {
        lock.lock();
        try {
            owners.remove(owner);
            line.dismiss(owner);
            moved.signalAll();
            tell();
            wake.run();
        } finally {
            lock.unlock();
        }
    }

    /** Sends away everybody, because nobody serves here any more. */
    void shut() {
        lock.lock();
        try {
            owners.forEach(line::dismiss);
            owners.clear();
        } finally {
            lock.unlock();
        }
    }

    Optional<Permit> acquire(Object owner, Priority priority) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!owners.contains(owner)) {
                return Optional.empty();
            }
            Line.Waiter waiter = new Line.Waiter(owner, priority, lock.newCondition(), now());
            line.add(waiter);
            tell();
            await(waiter);
            SharedPermit permit = waiter.permit;
            if (permit != null) {
                figures.waited(priority, now() - waiter.since);
            }
            return Optional.ofNullable(permit);
        } finally {
            lock.unlock();
        }
    }

    private void await(Line.Waiter waiter) throws InterruptedException {
        try {
            while (waiter.permit == null && !waiter.dismissed) {
                waiter.changed.await();
            }
        } catch (InterruptedException e) {
            line.remove(waiter);
            SharedPermit unwanted = waiter.permit;
            Participant holder = unwanted == null ? null : unwanted.end();
            if (unwanted != null && holder != null) {
                out--;
                give(holder, unwanted.lease());
            }
            tell();
            throw e;
        }
    }

    /** To whoever is first in its class, or back to where it came from if it is too old for anybody. */
    private void give(Participant holder, Lease lease) {
        Line.Waiter first = now() > lease.goodUntil() ? null : line.next(lease.priority());
        if (first == null) {
            holder.unsent(lease);
            return;
        }
        out++;
        first.permit = new SharedPermit(this, holder, lease);
        first.changed.signal();
    }

    /** Lets the participant know who waits, and the writing thread that there may be more to write. */
    private void tell() {
        Participant current = participant;
        if (current != null) {
            current.want(line.counts());
            if (current.nextAt() < expected) {
                wake.run();
            }
        }
    }

    /** Goes on with another participant; who waits keeps waiting, and permits of the former one are void. */
    void begin(Participant next) {
        lock.lock();
        try {
            Participant former = participant;
            if (former != null) {
                figures.left(former);
            }
            participant = next;
            next.want(line.counts());
        } finally {
            lock.unlock();
        }
    }

    /** Applies what was read, and hands out what it grants. */
    Participant.@Nullable Standing apply(List<BudgetLog.Entry> entries) {
        lock.lock();
        try {
            Participant current = participant;
            if (current == null) {
                return null;
            }
            for (BudgetLog.Entry each : entries) {
                figures.read(each.bytes(), now());
                current.apply(each, now()).forEach(lease -> give(current, lease));
            }
            current.want(line.counts());
            return current.standing();
        } finally {
            lock.unlock();
        }
    }

    /** As in {@link Participant#conflict}. */
    boolean conflict() {
        return locked(() -> participant != null && participant.conflict());
    }

    /** What is to be written now; empty for nothing. To be written before this is asked again. */
    Optional<byte[]> write() {
        lock.lock();
        try {
            Participant current = participant;
            Optional<byte[]> record = current == null ? Optional.empty() : current.write(now());
            record.ifPresent(bytes -> figures.written(bytes, now()));
            return record;
        } finally {
            lock.unlock();
        }
    }

    /** How long the writing thread may stay away, in milliseconds. */
    long pause(long most) {
        lock.lock();
        try {
            Participant current = participant;
            long now = now();
            expected = Math.min(now + most, current == null ? Long.MAX_VALUE : Math.max(now + 1, current.nextAt()));
            return expected - now;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is left, or a time is over. */
    void awaitEmpty(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = millis * NANOS_PER_MILLI;
            while (!owners.isEmpty() && left > 0) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return locked(owners::isEmpty);
    }

    /** Permits that somebody holds. */
    int out() {
        return locked(() -> out);
    }

    private <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /** Says good-bye with the next record. */
    void leave() {
        lock.lock();
        try {
            if (participant != null) {
                participant.leave();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean usable(SharedPermit permit) {
        lock.lock();
        try {
            boolean usable = !permit.ended()
                    && permit.participant() == participant
                    && permit.participant().usable(permit.lease(), now());
            if (!usable && !permit.ended()) {
                figures.stale();
            }
            return usable;
        } finally {
            lock.unlock();
        }
    }

    void complete(SharedPermit permit, Feedback feedback) {
        end(permit, (holder, lease) -> {
            if (feedback.throttled()) {
                figures.refused();
            }
            holder.ended(lease, feedback);
        });
    }

    void cancel(SharedPermit permit) {
        end(permit, Participant::unsent);
    }

    void abandon(SharedPermit permit) {
        end(permit, (holder, lease) -> holder.abandoned(lease, now()));
    }

    private interface Ending {
        void of(Participant holder, Lease lease);
    }

    private void end(SharedPermit permit, Ending ending) {
        lock.lock();
        try {
            Participant holder = permit.end();
            if (holder != null) {
                out--;
                ending.of(holder, permit.lease());
                tell();
            }
        } finally {
            lock.unlock();
        }
    }

    BudgetView view(BudgetView.State state, long lost) {
        lock.lock();
        try {
            int waiting = line.counts().stream().mapToInt(Integer::intValue).sum();
            return figures.view(state, participant, waiting, lost, now());
        } finally {
            lock.unlock();
        }
    }
}
