package io.rollcall.budget;

import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A budget for one connector alone: never more requests than the limit in any window, counted within this object. */
public final class LocalBudget implements RateBudget {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Waiter> queue = new PriorityQueue<>();
    private final Window window;
    private final Time time;
    private long arrivals;
    private boolean closed;

    /** A monotonic clock that can be waited on. */
    interface Time {
        long nanos();

        /** Returns after {@code nanos} at the latest, earlier when signalled or for no reason. */
        void await(Condition signal, long nanos) throws InterruptedException;
    }

    private record Waiter(Priority priority, long arrival) implements Comparable<Waiter> {
        @Override
        public int compareTo(Waiter other) {
            int byPriority = priority.compareTo(other.priority);
            return byPriority != 0 ? byPriority : Long.compare(arrival, other.arrival);
        }
    }

    public LocalBudget(RateLimit limit) {
        this(limit, new SystemTime());
    }

    LocalBudget(RateLimit limit, Time time) {
        this.window = new Window(limit);
        this.time = time;
    }

    @Override
    public Optional<Permit> acquire(Priority priority) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Waiter self = new Waiter(priority, arrivals++);
            queue.add(self);
            try {
                while (!closed) {
                    if (self.equals(queue.peek()) && window.grant(time.nanos())) {
                        return Optional.of(new Held());
                    }
                    time.await(changed, Math.max(1, window.nanosUntilChange(time.nanos())));
                }
                return Optional.empty();
            } finally {
                queue.remove(self);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Held implements Permit {
        private boolean done;

        @Override
        public boolean usable() {
            return true;
        }

        @Override
        public void cancel() {
            close();
        }

        @Override
        public void complete(Feedback feedback) {
            lock.lock();
            try {
                close();
                window.learn(feedback, time.nanos());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!done) {
                    done = true;
                    window.complete(time.nanos());
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class SystemTime implements Time {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // The loop is acquire's.
        public void await(Condition signal, long nanos) throws InterruptedException {
            signal.await(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
