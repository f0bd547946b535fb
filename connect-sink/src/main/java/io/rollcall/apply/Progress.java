package io.rollcall.apply;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Which records of our partitions are not finished yet. Used under the provisioner's lock. */
final class Progress {
    private final Map<Integer, Partition> partitions = new HashMap<>();

    private static final class Partition {
        /** When each was written, by its offset. */
        final NavigableMap<Long, Instant> unfinished = new TreeMap<>();

        long next = -1;
    }

    void offered(int partition, long offset, Instant writtenAt) {
        Partition of = partitions.computeIfAbsent(partition, unseen -> new Partition());
        of.unfinished.put(offset, writtenAt);
        of.next = Math.max(of.next, offset + 1);
    }

    void finished(int partition, long offset) {
        Partition of = partitions.get(partition);
        if (of != null) {
            of.unfinished.remove(offset);
        }
    }

    void forget(int partition) {
        partitions.remove(partition);
    }

    /** The lowest unfinished offset, or the one after the last that was offered; -1 when none was. */
    long of(int partition) {
        Partition of = partitions.get(partition);
        if (of == null) {
            return -1;
        }
        return of.unfinished.isEmpty() ? of.next : of.unfinished.firstKey();
    }

    /**
     * The earliest of the times that the first unfinished record of each partition bears; empty when there is none. Asked for with
     * every put, so it does not look at all of them.
     */
    Optional<Instant> oldest() {
        return partitions.values().stream()
                .filter(of -> !of.unfinished.isEmpty())
                .map(of -> of.unfinished.firstEntry().getValue())
                .min(Comparator.naturalOrder());
    }

    int unfinished() {
        return partitions.values().stream().mapToInt(of -> of.unfinished.size()).sum();
    }
}
