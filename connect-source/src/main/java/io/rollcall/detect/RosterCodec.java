package io.rollcall.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.user.UserJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of the roster as a Connect source offset, format 1.
 *
 * <p>Offsets hold primitives only, so the users travel as text: JSON, deflated, Base64. {@code buckets} and
 * {@code occupied} are repeated in every bucket because offsets can be looked up but not enumerated.
 */
public final class RosterCodec {
    static final int VERSION = 1;
    /** Half of what the offsets topic takes by default, so that headers, keys and growth between two looks fit. */
    static final int MAX_SIZE = 512 * 1024;

    /** An altered offset may not fill the heap; and what could not be read back must not be written. */
    static final int MAX_INFLATED = 8 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private RosterCodec() {}

    /**
     * What one offset says.
     *
     * @param buckets how many buckets the roster has
     * @param snapshotRunning whether no complete sweep has been published yet
     * @param occupied the buckets that ever held a user
     * @param bucket the users
     */
    record Stored(int buckets, boolean snapshotRunning, BitSet occupied, Bucket bucket) {}

    static Map<String, Object> encode(int index, Stored stored, int rosterSize) {
        byte[] json = json(stored.bucket());
        String users = deflate(json);
        double overflow = Math.max((double) users.length() / MAX_SIZE, (double) json.length / MAX_INFLATED);
        if (overflow > 1) {
            throw new RosterException("Bucket " + index + " of the roster needs " + users.length() / 1024
                    + " KiB of offset (" + json.length / 1024 + " KiB inflated), more than " + MAX_SIZE / 1024
                    + " KiB ("
                    + MAX_INFLATED / 1024 + " KiB inflated). " + remedy(stored.buckets(), overflow, rosterSize));
        }
        Map<String, Object> offset = new HashMap<>();
        offset.put("v", (long) VERSION);
        offset.put("buckets", (long) stored.buckets());
        offset.put("snapshot", stored.snapshotRunning() ? "running" : "done");
        offset.put("occupied", hex(stored.occupied()));
        offset.put("users", users);
        return offset;
    }

    /**
     * Reads an offset.
     *
     * @throws RosterException naming the bucket and the field that is wrong
     */
    static Stored decode(int index, Map<String, ?> offset) {
        long version = number(index, offset, "v");
        if (version != VERSION) {
            throw new RosterException(
                    "Offset of bucket " + index + " has format v=" + version + ", this version reads v=" + VERSION
                            + ". Run the newer version of the connector, or reset the offset.");
        }
        long buckets = number(index, offset, "buckets");
        if (buckets < 1 || buckets > Roster.MAX_BUCKETS || index < 0 || index >= buckets) {
            throw wrong(
                    index, "buckets", "must be between 1 and " + Roster.MAX_BUCKETS + " and above the bucket's number");
        }
        String snapshot = text(index, offset, "snapshot");
        if (!snapshot.equals("running") && !snapshot.equals("done")) {
            throw wrong(index, "snapshot", "must be 'running' or 'done'");
        }
        return new Stored(
                (int) buckets,
                snapshot.equals("running"),
                bits(index, text(index, offset, "occupied"), (int) buckets),
                bucket(index, (int) buckets, text(index, offset, "users")));
    }

    /**
     * Checks an offset without keeping it, for {@code alterOffsets}.
     *
     * @return how many buckets it says there are
     */
    public static int check(int index, Map<String, ?> offset) {
        return decode(index, offset).buckets();
    }

    /** Size of an offset in characters, but for a few dozen. */
    static int size(@Nullable Map<String, Object> offset) {
        return offset != null && offset.get("users") instanceof String users ? users.length() : 0;
    }

    /** Twice to four times as many buckets as would just do: users do not spread evenly, and there will be more. */
    private static String remedy(int buckets, double overflow, int rosterSize) {
        int wanted = Integer.highestOneBit((int) Math.min(4 * overflow, Roster.MAX_BUCKETS)) * buckets;
        int possible = Math.min(Roster.MAX_BUCKETS, wanted);
        if (overflow * buckets > 0.75 * possible) {
            return "The tenant is too large for one connector: " + Roster.MAX_BUCKETS + " buckets do not suffice.";
        }
        return "Set roster.buckets=" + possible
                + ", stop the connector, reset its offsets and start it again: its " + rosterSize
                + " users are then published once more as reads.";
    }

    private static byte[] json(Bucket bucket) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode users = root.putArray("users");
        bucket.entries()
                .forEach((id, entry) -> users.addObject()
                        .put("revision", entry.revision())
                        .put("observedAt", entry.observedAt().toEpochMilli())
                        .set("user", UserJson.toJson(entry.user())));
        ObjectNode graves = root.putObject("deleted");
        bucket.graves().forEach(graves::put);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (IOException impossible) {
            throw new IllegalStateException("A tree in memory cannot fail to be written", impossible);
        }
    }

    private static Bucket bucket(int index, int buckets, String text) {
        Bucket bucket;
        try {
            bucket = parse(JSON.readTree(inflate(text)));
        } catch (IOException | RuntimeException damaged) {
            // Without the cause: a parser's message quotes the text, which is personal data.
            throw wrong(index, "users", "is damaged: restore it as it was, or reset the bucket with a null offset");
        }
        if (!Stream.concat(bucket.entries().keySet().stream(), bucket.graves().keySet().stream())
                .allMatch(id -> Roster.bucketOf(id, buckets) == index)) {
            throw wrong(index, "users", "belongs to another bucket or another number of buckets");
        }
        return bucket;
    }

    private static Bucket parse(JsonNode root) {
        Bucket bucket = Bucket.empty();
        for (JsonNode user : require(root.required("users"), JsonNode::isArray)) {
            Bucket.Entry entry = new Bucket.Entry(
                    UserJson.fromJson(user.required("user")),
                    revision(user.required("revision")),
                    Instant.ofEpochMilli(require(user.required("observedAt"), JsonNode::canConvertToExactIntegral)
                            .longValue()));
            require(user, unique -> bucket.entries().put(entry.user().id(), entry) == null);
        }
        require(root.required("deleted"), JsonNode::isObject).properties().forEach(grave -> {
            require(grave.getValue(), unique -> !bucket.entries().containsKey(grave.getKey()));
            bucket.graves().put(grave.getKey(), revision(grave.getValue()));
        });
        return bucket;
    }

    private static long revision(JsonNode json) {
        return require(json, number -> number.canConvertToExactIntegral() && number.longValue() > 0)
                .longValue();
    }

    private static JsonNode require(JsonNode json, Predicate<JsonNode> valid) {
        if (!valid.test(json)) {
            throw new IllegalArgumentException("not what was written");
        }
        return json;
    }

    private static String deflate(byte[] json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(json);
        } catch (IOException impossible) {
            throw new IllegalStateException("Memory cannot fail to be written", impossible);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static byte[] inflate(String text) throws IOException {
        byte[] deflated = Base64.getDecoder().decode(text);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            byte[] json = in.readNBytes(MAX_INFLATED + 1);
            if (json.length > MAX_INFLATED) {
                throw new IOException("more than " + MAX_INFLATED + " bytes");
            }
            return json;
        }
    }

    private static String hex(BitSet bits) {
        return HexFormat.of().formatHex(bits.toByteArray());
    }

    private static BitSet bits(int index, String hex, int buckets) {
        try {
            BitSet bits = BitSet.valueOf(HexFormat.of().parseHex(hex));
            if (bits.length() > buckets) {
                throw new IllegalArgumentException("more bits than buckets");
            }
            return bits;
        } catch (IllegalArgumentException notHex) {
            throw wrong(index, "occupied", "must be a bit set of the buckets in hexadecimal");
        }
    }

    private static long number(int index, Map<String, ?> offset, String field) {
        Object number = offset.get(field);
        if (number instanceof Long || number instanceof Integer) {
            return ((Number) number).longValue();
        }
        throw wrong(index, field, "must be a whole number");
    }

    private static String text(int index, Map<String, ?> offset, String field) {
        if (offset.get(field) instanceof String text) {
            return text;
        }
        throw wrong(index, field, "must be a string");
    }

    private static RosterException wrong(int index, String field, String problem) {
        return new RosterException("Offset of bucket " + index + ": '" + field + "' " + problem + ".");
    }
}
