package io.rollcall.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rollcall.detect.RosterCodec.Stored;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Phone;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterCodecTest {
    private static final int BUCKETS = 4;
    private static final int INDEX = 2;

    private final Random random = new Random(7);

    @Test
    void whatWasWrittenReadsBackEqual() {
        for (int round = 0; round < 200; round++) {
            Bucket bucket = Bucket.empty();
            for (int i = random.nextInt(20); i > 0; i--) {
                User user = randomUser(idIn(INDEX, BUCKETS));
                bucket.put(user.id(), new Bucket.Entry(user, 1 + Math.abs(random.nextLong() >> 1), someTime()));
            }
            for (int i = random.nextInt(5); i > 0; i--) {
                bucket.bury(idIn(INDEX, BUCKETS), 1 + random.nextInt(9));
            }
            Stored stored = new Stored(BUCKETS, random.nextBoolean(), bits(random.nextInt(16)), bucket);

            assertThat(RosterCodec.decode(INDEX, RosterCodec.encode(INDEX, stored, 20)))
                    .as("round %d", round)
                    .isEqualTo(stored);
        }
    }

    @Test
    void aTypeThatJsonMadeOfANumberIsAsGoodAsTheOther() {
        Map<String, Object> offset = offset();
        offset.put("v", 1);
        offset.put("buckets", BUCKETS);

        assertThat(RosterCodec.decode(INDEX, offset)).isEqualTo(RosterCodec.decode(INDEX, offset()));
    }

    @ParameterizedTest
    @CsvSource({
        "v, one",
        "v, 1.5",
        "v,",
        "buckets, many",
        "buckets, 0",
        "buckets, 2",
        "buckets, 1025",
        "buckets, 4.5",
        "buckets,",
        "snapshot, maybe",
        "snapshot, 1",
        "snapshot,",
        "occupied, xyz",
        "occupied, f",
        "occupied, ff",
        "occupied, 1",
        "occupied,",
        "users, ?",
        "users, 1",
        "users, AAAA",
        "users, ''",
        "users,"
    })
    void everyDamagedFieldIsNamedWithItsBucket(String field, @Nullable String value) {
        Map<String, Object> offset = offset();
        offset.put(field, parsed(value));

        assertRefused(offset, "bucket 2", "'" + field + "'");
        offset.remove(field);
        assertRefused(offset, "bucket 2", "'" + field + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"revision\":1 | \"revision\":0",
                "\"revision\":1 | \"revision\":\"1\"",
                "\"revision\":1 | \"revision\":1.5",
                "\"revision\":1 | \"revision\":null",
                "\"revision\" | \"rev\"",
                "\"observedAt\":1000 | \"observedAt\":\"1000\"",
                "\"observedAt\" | \"at\"",
                "\"user\" | \"person\"",
                "\"lifecycleState\" | \"state\"",
                "{\"users\":[ | {\"users\":[7,",
                "{\"users\": | {\"people\":",
                "\"deleted\": | \"gone\":",
                "\"deleted\":{ | \"deleted\":[7],\"x\":{",
                "\":3} | \":-3}",
                "\":3} | \":\"3\"}",
                "Ann | Ann\",\"displayName\":7,\"x\":\"",
            })
    void damageInsideTheUsersIsRefusedWithoutQuotingThem(String written, String damaged) {
        Map<String, Object> offset = offset();
        offset.put("users", altered(offset, json -> {
            assertThat(json).contains(written);
            return json.replace(written, damaged);
        }));

        assertRefused(offset, "bucket 2", "'users'");
    }

    @Test
    void theSameUserTwiceOrBothHereAndDeletedIsRefused() {
        Map<String, Object> twice = offset();
        twice.put("users", altered(twice, json -> json.replaceFirst("\\[(.*)]", "[$1,$1]")));
        assertRefused(twice, "'users'");

        Map<String, Object> both = offset();
        both.put(
                "users",
                altered(
                        both,
                        json -> json.replaceFirst("\"deleted\":\\{\"[^\"]*\"", "\"deleted\":{\"" + ann() + "\"")));
        assertRefused(both, "'users'");
    }

    @Test
    void anOffsetMovedToAnotherBucketOrNumberOfBucketsIsRefused() {
        assertThatThrownBy(() -> RosterCodec.decode(1, offset()))
                .isInstanceOf(RosterException.class)
                .hasMessageContaining("bucket 1")
                .hasMessageContaining("'users'");
        Map<String, Object> offset = offset();
        offset.put("buckets", 997L);
        assertRefused(offset, "bucket 2", "'users'");
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 99})
    void aNewerFormatIsRefusedWithBothVersions(long version) {
        Map<String, Object> offset = offset();
        offset.put("v", version);

        assertRefused(offset, "bucket 2", "v=" + version, "v=1", "newer version");
    }

    @Test
    void aSmallOffsetThatInflatesWithoutEndIsRefused() {
        byte[] bomb = new byte[2 * RosterCodec.MAX_INFLATED];
        Arrays.fill(bomb, (byte) '[');
        Map<String, Object> offset = offset();
        offset.put("users", deflated(bomb));
        assertThat(RosterCodec.size(offset)).isLessThan(RosterCodec.MAX_SIZE);

        assertRefused(offset, "bucket 2", "'users'");
    }

    @Test
    void anOversizedBucketNamesANumberOfBucketsThatSuffices() {
        for (int buckets : new int[] {1, 3}) {
            Bucket bucket = Bucket.empty();
            int users = 6000 + 3000 * random.nextInt(3);
            for (int i = 0; i < users; i++) {
                User user = randomUser(idIn(0, buckets));
                bucket.put(user.id(), new Bucket.Entry(user, 1, someTime()));
            }
            RosterException refused = catchThrowableOfType(
                    RosterException.class,
                    () -> RosterCodec.encode(0, new Stored(buckets, true, bits(1), bucket), users));
            Matcher advice =
                    Pattern.compile("Bucket 0 .* roster\\.buckets=(\\d+),.*").matcher(refused.getMessage());
            assertThat(advice.matches()).as(refused.getMessage()).isTrue();

            int advised = Integer.parseInt(advice.group(1));
            assertThat(advised).isLessThanOrEqualTo(Roster.MAX_BUCKETS);
            spread(bucket, advised)
                    .forEach((index, part) -> assertThat(RosterCodec.size(
                                    RosterCodec.encode(index, new Stored(advised, true, bits(1), part), users)))
                            .isLessThan(RosterCodec.MAX_SIZE));
        }
    }

    @Test
    void aTenantThatNoNumberOfBucketsHoldsIsToldSo() {
        Bucket bucket = Bucket.empty();
        for (int i = 0; i < 7000; i++) {
            User user = randomUser("u" + i);
            bucket.put(user.id(), new Bucket.Entry(user, 1, someTime()));
        }

        assertThatThrownBy(
                        () -> RosterCodec.encode(0, new Stored(Roster.MAX_BUCKETS, true, bits(1), bucket), 7_000_000))
                .isInstanceOf(RosterException.class)
                .hasMessageContaining("Bucket 0")
                .hasMessageContaining("do not suffice")
                .hasMessageNotContaining("roster.buckets=");
    }

    @Test
    void whatIsWrittenCanAlwaysBeReadBackEvenIfItDeflatesWell() {
        Bucket bucket = Bucket.empty();
        String title = "x".repeat(20_000);
        for (int i = 0; i < 500; i++) {
            User user = user("u" + i, title);
            bucket.put(user.id(), new Bucket.Entry(user, 1, someTime()));
        }

        assertThatThrownBy(() -> RosterCodec.encode(0, new Stored(1, true, bits(1), bucket), 500))
                .isInstanceOf(RosterException.class)
                .hasMessageContaining("roster.buckets=4");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 64, 0",
        "u0001, 64, 26",
        "ann@example.com, 64, 14",
        "ann@example.com, 1, 0",
        "ann@example.com, 997, 151",
        "Zoë Müller, 64, 2",
        "5a1f3c, 1024, 196",
    })
    void usersNeverMoveToAnotherBucket(String id, int buckets, int expected) {
        assertThat(Roster.bucketOf(id, buckets)).isEqualTo(expected);
    }

    private void assertRefused(Map<String, Object> offset, String... parts) {
        assertThatThrownBy(() -> RosterCodec.check(INDEX, offset))
                .isInstanceOf(RosterException.class)
                .hasNoCause()
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("Ann", ann());
    }

    /** One user, one grave. */
    private static Map<String, Object> offset() {
        Bucket bucket = Bucket.empty();
        bucket.put(ann(), new Bucket.Entry(user(ann(), "Ann"), 1, Instant.ofEpochMilli(1000)));
        String gone = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "gone" + i)
                .filter(id -> Roster.bucketOf(id, BUCKETS) == INDEX)
                .findFirst()
                .orElseThrow();
        bucket.bury(gone, 3);
        return RosterCodec.encode(INDEX, new Stored(BUCKETS, false, bits(15), bucket), 1);
    }

    private static String ann() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "ann" + i + "@example.com")
                .filter(id -> Roster.bucketOf(id, BUCKETS) == INDEX)
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Object parsed(@Nullable String value) {
        if (value == null || !value.matches("[0-9.]+") || value.startsWith("f")) {
            return value;
        }
        return value.contains(".") ? (Object) Double.valueOf(value) : (Object) Long.valueOf(value);
    }

    private static Map<Integer, Bucket> spread(Bucket bucket, int buckets) {
        Map<Integer, Bucket> parts = new HashMap<>();
        bucket.entries()
                .forEach((id, entry) -> parts.computeIfAbsent(Roster.bucketOf(id, buckets), none -> Bucket.empty())
                        .put(id, entry));
        return parts;
    }

    private static String altered(Map<String, Object> offset, UnaryOperator<String> change) {
        byte[] deflated = Base64.getDecoder().decode((String) offset.get("users"));
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String changed = change.apply(json);
            assertThat(changed).isNotEqualTo(json);
            return deflated(changed.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
            deflating.write(bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static BitSet bits(long bits) {
        return BitSet.valueOf(new long[] {bits});
    }

    private String idIn(int bucket, int buckets) {
        while (true) {
            String id = text();
            if (Roster.bucketOf(id, buckets) == bucket) {
                return id;
            }
        }
    }

    private Instant someTime() {
        return Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt());
    }

    private String text() {
        return new StringBuilder()
                .append(Long.toString(random.nextLong(), 36))
                .appendCodePoint(random.nextBoolean() ? 0x1F600 + random.nextInt(60) : ' ' + random.nextInt(90))
                .toString();
    }

    private @Nullable String maybe() {
        return random.nextInt(3) == 0 ? null : text();
    }

    private User randomUser(String id) {
        LifecycleState[] states = LifecycleState.values();
        return new User(
                id,
                maybe(),
                maybe(),
                maybe(),
                random.nextInt(3) == 0 ? null : random.nextBoolean(),
                states[random.nextInt(states.length)],
                maybe(),
                maybe(),
                maybe(),
                random.nextBoolean() ? List.of() : List.of(new Email(text(), maybe(), random.nextBoolean())),
                random.nextBoolean() ? List.of() : List.of(new Phone(text(), maybe())),
                List.of(new Ref(text(), maybe(), "role", maybe())),
                List.of(new Ref(text(), maybe(), "team", maybe()), new Ref(text(), null, "group", null)),
                random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                random.nextBoolean() ? null : someTime(),
                Map.of("fake:" + random.nextInt(), "{\"a\":[1,null]}"),
                random.nextBoolean() ? Map.of() : Map.of("fake:available", "true"));
    }

    private static User user(String id, String name) {
        return new User(
                id,
                null,
                null,
                name,
                true,
                LifecycleState.ACTIVE,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                Map.of(),
                Map.of());
    }
}
