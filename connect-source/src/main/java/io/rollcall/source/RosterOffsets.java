package io.rollcall.source;

import io.rollcall.detect.Roster;
import io.rollcall.detect.RosterCodec;
import io.rollcall.detect.RosterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** Where the roster lives among Connect's source offsets: one source partition for each bucket. */
final class RosterOffsets {
    private static final String VENDOR = "vendor";
    private static final String TENANT = "tenant";
    private static final String BUCKET = "bucket";

    private RosterOffsets() {}

    /** The source partition of a bucket. */
    static Map<String, Object> partition(String vendor, String tenant, int bucket) {
        // A HashMap on purpose: Connect compares partitions as JSON text, and hands altered ones on in this order.
        Map<String, Object> partition = new HashMap<>();
        partition.put(VENDOR, vendor);
        partition.put(TENANT, tenant);
        partition.put(BUCKET, (long) bucket);
        return partition;
    }

    /**
     * The roster as it was committed.
     *
     * @throws ConnectException when it cannot be used; the message says what to do
     */
    static Roster load(OffsetStorageReader reader, SourceSettings settings) {
        String vendor = settings.account().facts().vendor();
        try {
            return Roster.load(read(reader, vendor, settings.detection().tenant()), settings.buckets());
        } catch (RosterException unusable) {
            throw new ConnectException(unusable.getMessage(), unusable);
        }
    }

    /**
     * The stored offsets by bucket. Looks up every bucket that there could be: how many there are is known only from the
     * offsets themselves.
     */
    static Map<Integer, Map<String, Object>> read(OffsetStorageReader reader, String vendor, String tenant) {
        Collection<Map<String, Object>> partitions = new ArrayList<>();
        for (int bucket = 0; bucket < Roster.MAX_BUCKETS; bucket++) {
            partitions.add(partition(vendor, tenant, bucket));
        }
        Map<Integer, Map<String, Object>> stored = new HashMap<>();
        reader.offsets(partitions).forEach((partition, offset) -> {
            if (offset != null && partition.get(BUCKET) instanceof Number bucket) {
                stored.put(bucket.intValue(), offset);
            }
        });
        return stored;
    }

    /**
     * Checks offsets that an operator wants to set.
     *
     * @throws RosterException naming the bucket and what is wrong
     */
    static void check(String vendor, @Nullable String tenant, Map<Map<String, ?>, Map<String, ?>> offsets) {
        Map<Integer, Integer> bySize = new TreeMap<>();
        offsets.forEach((partition, offset) -> {
            int bucket = bucket(vendor, tenant, partition);
            if (offset != null) {
                bySize.put(RosterCodec.check(bucket, offset), bucket);
            }
        });
        if (bySize.size() > 1) {
            throw new RosterException("The offsets of buckets " + bySize.values() + " say buckets=" + bySize.keySet()
                    + ". All buckets of a roster say the same number: restore them together.");
        }
    }

    private static int bucket(String vendor, @Nullable String tenant, Map<String, ?> partition) {
        Object named = partition.get(BUCKET);
        // As JSON a whole number comes back as either; anything else would be cut down to a bucket that was not meant.
        boolean whole = named instanceof Integer || named instanceof Long;
        long bucket = whole && named instanceof Number number ? number.longValue() : -1;
        if (partition.size() != 3
                || !Objects.equals(partition.get(VENDOR), vendor)
                || !Objects.equals(partition.get(TENANT), tenant)
                || bucket < 0
                || bucket >= Roster.MAX_BUCKETS) {
            throw new RosterException("Partition " + List.copyOf(partition.keySet())
                    + " is not one of this connector. It has the fields vendor=" + vendor + ", tenant=" + tenant
                    + " and bucket, a number from 0 to " + (Roster.MAX_BUCKETS - 1) + ".");
        }
        return (int) bucket;
    }
}
