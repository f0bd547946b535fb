package io.rollcall.budget;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when, in milliseconds that pass as soon as everything of the last one has happened. */
final class Timeline {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long orders;

    private record Event(long at, long order, Runnable action) {}

    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        events.add(new Event(Math.max(now, time), orders++, action));
    }

    void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at <= end) {
            Event next = events.remove();
            now = next.at;
            next.action.run();
        }
        now = end;
    }
}
