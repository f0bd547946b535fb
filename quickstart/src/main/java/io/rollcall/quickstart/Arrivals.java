package io.rollcall.quickstart;

import io.rollcall.schema.UserEvent;
import io.rollcall.user.Op;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** When a consumer had the first event of each user who changed, and how many there were. Thread-safe. */
final class Arrivals {
    private final Set<String> known = new HashSet<>();
    private final Map<String, Long> first = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** A consumer has this event now. */
    synchronized void take(UserEvent event) {
        String id = event.change().key().userId();
        if (event.change().op() == Op.READ) {
            known.add(id);
        } else {
            first.putIfAbsent(id, System.nanoTime());
            counts.merge(id, 1, Integer::sum);
        }
    }

    /** Of how many users it was told when they were read for the first time. */
    synchronized int known() {
        return known.size();
    }

    synchronized boolean hasAll(Collection<String> ids) {
        return first.keySet().containsAll(ids);
    }

    /** By {@link System#nanoTime}. */
    synchronized long nanosOf(String id) {
        return first.getOrDefault(id, 0L);
    }

    /** How many of these users have exactly one event. */
    synchronized int once(Collection<String> ids) {
        return (int) ids.stream().filter(id -> counts.getOrDefault(id, 0) == 1).count();
    }

    /** Events about changes, of everybody. */
    synchronized int all() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
