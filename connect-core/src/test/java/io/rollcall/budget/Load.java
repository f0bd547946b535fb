package io.rollcall.budget;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The requests that one host would send if it could. They outlive it. */
final class Load {
    private final List<Deque<Long>> queues = new ArrayList<>();
    private final boolean[] endless = new boolean[Priority.values().length];

    Load() {
        for (Priority ignored : Priority.values()) {
            queues.add(new ArrayDeque<>());
        }
    }

    static Load endless(Priority... classes) {
        Load load = new Load();
        for (Priority each : classes) {
            load.endless[each.rank()] = true;
        }
        return load;
    }

    void add(Priority priority, long now) {
        queues.get(priority.rank()).addLast(now);
    }

    /** The time since which the next request waits; negative for none. */
    long take(Priority priority, long now) {
        if (endless[priority.rank()]) {
            return now;
        }
        Long since = queues.get(priority.rank()).pollFirst();
        return since == null ? -1 : since;
    }

    void giveBack(Priority priority, long since) {
        if (!endless[priority.rank()]) {
            queues.get(priority.rank()).addFirst(since);
        }
    }

    void stop() {
        for (Priority each : Priority.values()) {
            endless[each.rank()] = false;
            queues.get(each.rank()).clear();
        }
    }

    /** What can be sent now, with so many places for requests free; somebody who leaves always finds one. */
    List<Integer> wants(int free) {
        List<Integer> wants = new ArrayList<>();
        for (Priority each : Priority.values()) {
            int places = Math.max(each == Priority.DEPROVISION ? 1 : 0, free);
            wants.add(
                    endless[each.rank()]
                            ? places
                            : Math.min(places, queues.get(each.rank()).size()));
        }
        return wants;
    }
}
