package io.rollcall.detect;

import io.rollcall.detect.RosterCodec.Stored;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was published about a tenant's users, in buckets that each live in one Connect source offset.
 *
 * <p>The roster moves only together with the events that say so: a {@link Publication} holds both, Connect commits both.
 */
public final class Roster {
    /** More than any tenant needs, so that all buckets can be looked up without knowing how many there are. */
    public static final int MAX_BUCKETS = 1024;

    private final List<Bucket> buckets = new ArrayList<>();
    private final List<@Nullable Map<String, Object>> offsets = new ArrayList<>();
    /** Buckets that ever held a user. One that did and has no offset was reset by an operator. */
    private final BitSet occupied;

    private final Set<Integer> reset = new TreeSet<>();
    private final Map<String, Instant> confirmed = new HashMap<>();
    private final Map<String, Instant> sighted = new HashMap<>();
    private boolean snapshotRunning;

    private Roster(int size, BitSet occupied, boolean snapshotRunning) {
        this.occupied = occupied;
        this.snapshotRunning = snapshotRunning;
        for (int bucket = 0; bucket < size; bucket++) {
            buckets.add(Bucket.empty());
            offsets.add(null);
        }
    }

    /**
     * The roster as Connect stored it.
     *
     * @param stored offset of every bucket that has one
     * @param wanted how many buckets to use when nothing is stored; afterwards the stored number stays
     * @throws RosterException when an offset cannot be read, or does not fit the others
     */
    public static Roster load(Map<Integer, Map<String, Object>> stored, int wanted) {
        int size = wanted;
        BitSet occupied = new BitSet();
        boolean running = true;
        Map<Integer, Stored> decoded = new HashMap<>();
        for (Map.Entry<Integer, Map<String, Object>> offset : stored.entrySet()) {
            Stored bucket = RosterCodec.decode(offset.getKey(), offset.getValue());
            if (!decoded.isEmpty() && bucket.buckets() != size) {
                throw new RosterException(
                        "Offset of bucket " + offset.getKey() + " says buckets=" + bucket.buckets() + ", another says "
                                + size + ". Reset all offsets of this connector, or restore them together.");
            }
            size = bucket.buckets();
            occupied.or(bucket.occupied());
            running &= bucket.snapshotRunning();
            decoded.put(offset.getKey(), bucket);
        }
        Roster roster = new Roster(size, occupied, running);
        decoded.forEach((index, bucket) -> {
            roster.buckets.set(index, bucket.bucket());
            roster.offsets.set(index, stored.get(index));
        });
        for (int bucket = occupied.nextSetBit(0); bucket >= 0; bucket = occupied.nextSetBit(bucket + 1)) {
            if (!decoded.containsKey(bucket)) {
                roster.reset.add(bucket);
            }
        }
        return roster;
    }

    int bucketOf(String id) {
        return bucketOf(id, buckets.size());
    }

    /** Where a user's entry belongs. Part of the stored format. */
    static int bucketOf(String id, int buckets) {
        CRC32 hash = new CRC32();
        hash.update(id.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % buckets);
    }

    Optional<Bucket.Entry> entry(String id) {
        return Optional.ofNullable(bucket(id).entries().get(id));
    }

    long nextRevision(String id) {
        return bucket(id).nextRevision(id);
    }

    /** Ids of all users that were published and not deleted. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        buckets.forEach(bucket -> ids.addAll(bucket.entries().keySet()));
        return ids;
    }

    /** How many users the roster holds. */
    public int size() {
        return buckets.stream().mapToInt(bucket -> bucket.entries().size()).sum();
    }

    /** Size in characters of the largest bucket as it is stored. */
    public int largestBucket() {
        return offsets.stream().mapToInt(RosterCodec::size).max().orElse(0);
    }

    /** Who holds this external id; empty when nobody does or several do. */
    Map<String, String> idsByExternalId() {
        Map<String, String> ids = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (Bucket bucket : buckets) {
            bucket.entries().forEach((id, entry) -> {
                String externalId = entry.user().externalId();
                if (externalId != null && ids.put(externalId, id) != null) {
                    ambiguous.add(externalId);
                }
            });
        }
        ids.keySet().removeAll(ambiguous);
        return ids;
    }

    /** How a user not on the roster is published: as read while its bucket was never completely seen, else as created. */
    Op opForNew(String id) {
        return snapshotRunning || reset.contains(bucketOf(id)) ? Op.READ : Op.CREATE;
    }

    boolean snapshotRunning() {
        return snapshotRunning;
    }

    /** A complete sweep has been published: whoever is new from now on was created. */
    void snapshotDone() {
        snapshotRunning = false;
        reset.clear();
    }

    /** Notes which buckets are about to hold users, so that each offset written names all of them. */
    void expect(Collection<String> ids) {
        ids.forEach(id -> occupied.set(bucketOf(id)));
    }

    void put(String id, User user, long revision, Instant observedAt) {
        bucket(id).put(id, new Bucket.Entry(user, revision, observedAt));
        confirmed.put(id, observedAt);
    }

    void bury(String id, long revision) {
        bucket(id).bury(id, revision);
        confirmed.remove(id);
        sighted.remove(id);
    }

    /** The user was seen again, but not all of its state. */
    void sight(String id, Instant at) {
        sighted.put(id, at);
    }

    /** The state on the roster was seen again, all of it. */
    void confirm(String id, Instant at) {
        confirmed.put(id, at);
    }

    /** When the state on the roster was last seen; null for a user that is not on it. */
    @Nullable
    Instant confirmedAt(String id) {
        Instant at = confirmed.get(id);
        return at == null ? entry(id).map(Bucket.Entry::observedAt).orElse(null) : at;
    }

    /** When the user was last seen at all; null for a user that is not on the roster. */
    @Nullable
    Instant seenAt(String id) {
        Instant confirmedAt = confirmedAt(id);
        Instant at = sighted.get(id);
        return at == null || (confirmedAt != null && confirmedAt.isAfter(at)) ? confirmedAt : at;
    }

    /** The offset of a bucket as Connect last got it; null when it has none. */
    @Nullable
    Map<String, Object> storedOffset(int bucket) {
        return offsets.get(bucket);
    }

    /**
     * The offset of a bucket as it is now, which the caller hands to Connect.
     *
     * @throws RosterException when it would be too large for the offsets topic
     */
    Map<String, Object> store(int bucket) {
        Map<String, Object> offset = RosterCodec.encode(
                bucket, new Stored(buckets.size(), snapshotRunning, occupied, buckets.get(bucket)), size());
        offsets.set(bucket, offset);
        return offset;
    }

    private Bucket bucket(String id) {
        return buckets.get(bucketOf(id));
    }
}
