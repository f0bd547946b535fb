package io.rollcall.budget;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** Those who wait for a permit, class by class in the order in which they came. Not thread-safe. */
final class Line {
    private final List<Deque<Waiter>> classes = new ArrayList<>();

    /** Somebody who waits, until there is a permit or no hope. */
    static final class Waiter {
        final Object owner;
        final Priority priority;
        final Condition changed;
        final long since;

        @Nullable
        SharedPermit permit;

        boolean dismissed;

        /** @param owner with whom all of its waiters go */
        Waiter(Object owner, Priority priority, Condition changed, long since) {
            this.owner = owner;
            this.priority = priority;
            this.changed = changed;
            this.since = since;
        }
    }

    Line() {
        for (int i = 0; i < Priority.values().length; i++) {
            classes.add(new ArrayDeque<>());
        }
    }

    void add(Waiter waiter) {
        classes.get(waiter.priority.rank()).addLast(waiter);
    }

    void remove(Waiter waiter) {
        classes.get(waiter.priority.rank()).remove(waiter);
    }

    /** Whose turn it is, no longer in the line; null for nobody. */
    @Nullable
    Waiter next(Priority priority) {
        return classes.get(priority.rank()).pollFirst();
    }

    /** Sends away everybody of one owner. */
    void dismiss(Object owner) {
        for (Deque<Waiter> each : classes) {
            each.removeIf(waiter -> {
                boolean leaves = waiter.owner == owner;
                if (leaves) {
                    waiter.dismissed = true;
                    waiter.changed.signal();
                }
                return leaves;
            });
        }
    }

    /** How many wait, in the order of {@link Priority}. */
    List<Integer> counts() {
        return classes.stream().map(Deque::size).toList();
    }
}
