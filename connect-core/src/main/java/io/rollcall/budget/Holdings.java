package io.rollcall.budget;

import io.rollcall.budget.ledger.Settled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** The permits a participant has been granted, and what has become of them, until the log says the same. */
final class Holdings {
    /** By grant. */
    private final TreeMap<Long, Tally> tallies = new TreeMap<>();

    private final Deque<Ending> lingering = new ArrayDeque<>();
    private boolean changed;

    private record Ending(Lease lease, long at) {}

    private static final class Tally {
        private int permits;
        private int done;
        private int unused;
        private int logged;
    }

    void add(long grant) {
        tallies.computeIfAbsent(grant, same -> new Tally()).permits++;
    }

    void done(Lease lease) {
        Tally tally = tallies.get(lease.grant());
        if (lease.end() && tally != null) {
            tally.done++;
            changed = true;
        }
    }

    void unused(Lease lease) {
        Tally tally = tallies.get(lease.grant());
        if (lease.end() && tally != null) {
            tally.unused++;
            changed = true;
        }
    }

    /** Its request was given up, and may still arrive until a time. */
    void doneAt(Lease lease, long time) {
        lingering.add(new Ending(lease, time));
    }

    void settleUntil(long now) {
        while (!lingering.isEmpty() && lingering.getFirst().at <= now) {
            done(lingering.removeFirst().lease);
        }
    }

    /** When the next request that was given up counts as ended. */
    long nextAt() {
        Ending first = lingering.peekFirst();
        return first == null ? Long.MAX_VALUE : first.at;
    }

    /** Whether the log may still learn what becomes of this grant. */
    boolean has(long grant) {
        return tallies.containsKey(grant);
    }

    /** What the log does not say yet; it is being written. */
    List<Settled> tell() {
        changed = false;
        List<Settled> news = new ArrayList<>();
        tallies.forEach((grant, tally) -> {
            if (tally.done + tally.unused > tally.logged) {
                news.add(new Settled(grant, tally.done, tally.unused));
            }
        });
        return news;
    }

    /** Whether there is news that was not written. */
    boolean changed() {
        return changed;
    }

    /** News has come back. */
    void logged(Settled settled) {
        Tally tally = tallies.get(settled.grant());
        if (tally == null) {
            return;
        }
        tally.logged = Math.max(tally.logged, settled.done() + settled.unused());
        if (tally.logged == tally.permits) {
            tallies.remove(settled.grant());
        }
    }

    /** Grants up to this offset are presumed sent; the log does not care any more. */
    void presumed(long offset) {
        tallies.headMap(offset, true).clear();
    }

    /** Nothing of what was held is known to the log any more. */
    void clear() {
        tallies.clear();
    }

    /** Permits that the log counts as out. */
    int out() {
        return tallies.values().stream()
                .mapToInt(tally -> tally.permits - tally.logged)
                .sum();
    }
}
