package io.rollcall.apply;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Which records of our partitions are not finished yet. Used under the provisioner's lock. */
final class Progress {
    private final Map<Integer, Partition> partitions = new HashMap<>();

    private static final class Partition {
        final TreeSet<Long> unfinished = new TreeSet<>();
        long next = -1;
    }

    void offered(int partition, long offset) {
        Partition of = partitions.computeIfAbsent(partition, unseen -> new Partition());
        of.unfinished.add(offset);
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
        return of.unfinished.isEmpty() ? of.next : of.unfinished.first();
    }

    int unfinished() {
        return partitions.values().stream().mapToInt(of -> of.unfinished.size()).sum();
    }
}
