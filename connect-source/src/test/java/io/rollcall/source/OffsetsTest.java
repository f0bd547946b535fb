package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rollcall.schema.UserEvent;
import io.rollcall.schema.UserEventCodec;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import io.rollcall.user.Op;
import io.rollcall.user.UserChange;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Connect commits is what was published: nothing more, nothing less, and an operator can look after it. */
class OffsetsTest {
    private static final int BUCKETS = 4;

    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheLastRecordOfABucketCarriesItsNewOffset(Tenant tenant) {
        try (Worker worker = story(tenant, new ArrayList<>())) {
            Map<Map<String, ?>, Map<String, ?>> before = new HashMap<>();
            int withSeveral = 0;
            for (List<SourceRecord> batch : worker.batches) {
                Map<Map<String, ?>, List<SourceRecord>> byBucket = new HashMap<>();
                batch.forEach(record -> byBucket.computeIfAbsent(record.sourcePartition(), bucket -> new ArrayList<>())
                        .add(record));
                for (Map.Entry<Map<String, ?>, List<SourceRecord>> bucket : byBucket.entrySet()) {
                    List<SourceRecord> records = bucket.getValue();
                    withSeveral += records.size() > 1 ? 1 : 0;
                    Map<String, ?> after = records.get(records.size() - 1).sourceOffset();
                    assertThat(records.subList(0, records.size() - 1))
                            .allSatisfy(record ->
                                    assertThat((Object) record.sourceOffset()).isEqualTo(before.get(bucket.getKey())));
                    assertThat((Object) after).isNotNull().isNotEqualTo(before.get(bucket.getKey()));
                    before.put(bucket.getKey(), after);
                }
            }
            assertThat(withSeveral).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestartAfterAnyPollGoesOnCountingWithoutAGapOrARepetition(Tenant tenant) {
        List<Worker.Offsets> committed = new ArrayList<>();
        try (Worker worker = story(tenant, committed)) {
            for (int polls = 0; polls <= worker.batches.size(); polls++) {
                Worker.Offsets offsets = polls == 0 ? new Worker.Offsets() : committed.get(polls - 1);
                try (Worker next = worker(tenant, offsets.copy())) {
                    next.batches.addAll(worker.batches.subList(0, polls));
                    next.start().sweep();
                    next.sweep();
                    assertThat(revisions(next.changes()))
                            .as("after %s polls", polls)
                            .allSatisfy((id, revisions) -> assertThat(revisions).isEqualTo(upTo(revisions.size())));
                    assertThat(next.names()).isEqualTo(tenant.truth(simulator));
                }
            }
        }
    }

    @Test
    void aCrashInTheMiddleOfABatchRepeatsEventsUnderTheirIdsAndLosesNone() {
        Tenant tenant = Tenant.OLARK;
        tenant.seed(simulator, 16);
        List<Worker.Offsets> committed = new ArrayList<>();
        try (Worker worker = worker(tenant, new Worker.Offsets()).start()) {
            sweep(worker, committed);
            assertThat(worker.batches).anySatisfy(batch -> assertThat(batch).hasSizeGreaterThan(2));
            for (int polls = 0; polls < worker.batches.size(); polls++) {
                List<SourceRecord> batch = worker.batches.get(polls);
                for (int acknowledged = 0; acknowledged <= batch.size(); acknowledged++) {
                    List<SourceRecord> arrived = batch.subList(0, acknowledged);
                    Worker.Offsets offsets = polls == 0
                            ? new Worker.Offsets()
                            : committed.get(polls - 1).copy();
                    arrived.forEach(record -> offsets.commit(record.sourcePartition(), record.sourceOffset()));
                    try (Worker next = worker(tenant, offsets)) {
                        next.batches.addAll(worker.batches.subList(0, polls));
                        next.batches.add(arrived);
                        next.start().sweep();

                        assertThat(next.names()).isEqualTo(tenant.truth(simulator));
                        assertThat(ids(next.batches)).isEqualTo(ids(worker.batches));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void partitionsComeBackFromStorageAsTheyWereAndAreAccepted(Tenant tenant) {
        try (Worker worker = story(tenant, new ArrayList<>())) {
            Map<Map<String, ?>, Map<String, ?>> stored = worker.offsets.all();
            Set<String> sent = new TreeSet<>();
            worker.batches.forEach(batch -> batch.forEach(record -> {
                sent.add(Worker.Offsets.text(record.sourcePartition()));
                assertThat(
                                record.sourceOffset() == null
                                        ? List.of()
                                        : record.sourceOffset().values())
                        .allSatisfy(value -> assertThat((Object) value).isInstanceOfAny(Long.class, String.class));
            }));

            assertThat(stored.keySet().stream().map(Worker.Offsets::text)).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(alter(tenant, stored)).isTrue();
        }
    }

    @Test
    void aBucketMayBeAnIntegerAsWellAsALong() {
        for (Object bucket : List.of(3, 3L)) {
            Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
            offsets.put(Map.of("vendor", "olark", "tenant", "acme", "bucket", bucket), null);
            assertThat(alter(Tenant.OLARK, offsets)).isTrue();
        }
    }

    @Test
    void theNumberOfBucketsStaysAsItWasAtTheFirstStart() {
        try (Worker worker = story(Tenant.OLARK, new ArrayList<>())) {
            worker.with(SourceSettings.BUCKETS, 16).restart();

            assertThat(worker.sweep()).isEmpty();
            Tenant.OLARK.hire(simulator, "later@example.com");
            assertThat(worker.sweep()).hasSize(1);

            assertThat(worker.offsets.all()).allSatisfy((partition, offset) -> {
                assertThat(((Number) partition.get("bucket")).longValue()).isBetween(0L, BUCKETS - 1L);
                assertThat((Object) offset.get("buckets")).isEqualTo((long) BUCKETS);
            });
        }
    }

    @Test
    void aRosterThatDoesNotFitFailsWithTheNumberOfBucketsThatDoes() {
        Tenant tenant = Tenant.LIVECHAT;
        tenant.seed(simulator, 0);
        Random random = new Random(7);
        byte[] incompressible = new byte[180];
        for (int agent = 0; agent < 2_500; agent++) {
            random.nextBytes(incompressible);
            tenant.at(simulator)
                    .primary()
                    .create(Map.of(
                            "id",
                            "agent" + agent + "@example.com",
                            "name",
                            "Agent",
                            "job_title",
                            Base64.getEncoder().encodeToString(incompressible)));
        }
        try (Worker small = worker(tenant, new Worker.Offsets())
                .with(SourceSettings.BUCKETS, 1)
                .start()) {
            Throwable failure = catchThrowable(small::sweep);

            assertThat(failure).isInstanceOf(ConnectException.class).hasMessageContaining("roster.buckets=");
            assertThat(small.batches)
                    .as("nothing is published that cannot be remembered")
                    .isEmpty();
            assertThatThrownBy(small::poll).isSameAs(failure);
            Matcher advice = Pattern.compile("roster\\.buckets=(\\d+)").matcher(String.valueOf(failure.getMessage()));
            assertThat(advice.find()).isTrue();
            try (Worker large = worker(tenant, new Worker.Offsets())
                    .with(SourceSettings.BUCKETS, advice.group(1))
                    .start()) {
                assertThat(large.sweep()).hasSize(2_500);
            }
        }
    }

    @Test
    void aBucketThatWasResetIsReadAgainAndNoOther() {
        try (Worker worker = story(Tenant.OLARK, new ArrayList<>())) {
            Map<String, ?> partition = worker.offsets.all().keySet().iterator().next();
            Set<String> held = new TreeSet<>();
            worker.batches.forEach(batch -> batch.stream()
                    .filter(record -> record.sourcePartition().equals(partition))
                    .forEach(record -> held.add(Worker.userId(record))));
            held.retainAll(Tenant.OLARK.truth(simulator).keySet());
            Map<Map<String, ?>, Map<String, ?>> reset = new HashMap<>();
            reset.put(partition, null);
            assertThat(alter(Tenant.OLARK, reset)).isTrue();
            worker.offsets.commit(partition, null);

            List<UserChange> again = worker.restart().sweep();

            assertThat(again).extracting(UserChange::op).containsOnly(Op.READ);
            assertThat(again).extracting(change -> change.key().userId()).containsExactlyInAnyOrderElementsOf(held);
        }
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("another tenant", Map.of("tenant", "other"), Map.of(), List.of("tenant=acme")),
                Arguments.of("another vendor", Map.of("vendor", "gladly"), Map.of(), List.of("vendor=olark")),
                Arguments.of("a field more", Map.of("region", "eu"), Map.of(), List.of("region", "bucket")),
                Arguments.of("no such bucket", Map.of("bucket", 1024), Map.of(), List.of("0 to 1023")),
                Arguments.of("a negative bucket", Map.of("bucket", -1), Map.of(), List.of("0 to 1023")),
                Arguments.of("half a bucket", Map.of("bucket", 0.5), Map.of(), List.of("number")),
                Arguments.of("a bucket in words", Map.of("bucket", "zero"), Map.of(), List.of("number")),
                Arguments.of("a newer format", Map.of(), Map.of("v", 2L), List.of("bucket 0", "v=2", "v=1")),
                Arguments.of("no format", Map.of(), Map.of("v", "one"), List.of("bucket 0", "'v'")),
                Arguments.of("no buckets", Map.of(), Map.of("buckets", 0L), List.of("bucket 0", "'buckets'")),
                Arguments.of("too many buckets", Map.of(), Map.of("buckets", 4096L), List.of("bucket 0", "'buckets'")),
                Arguments.of("a snapshot of no kind", Map.of(), Map.of("snapshot", "?"), List.of("'snapshot'")),
                Arguments.of("no bit set", Map.of(), Map.of("occupied", "xyz"), List.of("bucket 0", "'occupied'")),
                Arguments.of("no Base64", Map.of(), Map.of("users", "!"), List.of("bucket 0", "'users'")),
                Arguments.of("damaged users", Map.of(), Map.of("users", "AAAA"), List.of("bucket 0", "'users'")),
                Arguments.of("users of no kind", Map.of(), Map.of("users", 7L), List.of("bucket 0", "'users'")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void anOffsetThatTheTaskCouldNotStartFromIsRefusedInWords(
            String name, Map<String, Object> inPartition, Map<String, Object> inOffset, List<String> words) {
        Tenant.OLARK.seed(simulator, 5);
        try (Worker worker = worker(Tenant.OLARK, new Worker.Offsets())
                .with(SourceSettings.BUCKETS, 1)
                .start()) {
            worker.sweep();
            Map.Entry<Map<String, ?>, Map<String, ?>> good =
                    worker.offsets.all().entrySet().iterator().next();
            Map<String, Object> partition = new HashMap<>(good.getKey());
            partition.putAll(inPartition);
            Map<String, Object> offset = new HashMap<>(good.getValue());
            offset.putAll(inOffset);

            assertThatThrownBy(() -> alter(Tenant.OLARK, Map.of(partition, offset)))
                    .isInstanceOf(ConnectException.class)
                    .message()
                    .contains(words);

            if (inPartition.isEmpty()) {
                worker.offsets.commit(partition, offset);
                assertThatThrownBy(worker::restart)
                        .isInstanceOf(ConnectException.class)
                        .message()
                        .contains(words);
            }
        }
    }

    @Test
    void offsetsThatComeFromDifferentRostersAreRefusedTogether() {
        Tenant.OLARK.seed(simulator, 5);
        Map<Map<String, ?>, Map<String, ?>> mixed = new HashMap<>();
        for (int buckets : new int[] {2, 1}) {
            try (Worker worker = worker(Tenant.OLARK, new Worker.Offsets())
                    .with(SourceSettings.BUCKETS, buckets)
                    .start()) {
                worker.sweep();
                mixed.putAll(worker.offsets.all());
            }
        }

        assertThatThrownBy(() -> alter(Tenant.OLARK, mixed))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("restore them together");
    }

    /** Two sweeps with one of everything in between; the offsets as committed after each poll go to {@code committed}. */
    private static Worker story(Tenant tenant, List<Worker.Offsets> committed) {
        tenant.seed(simulator, 16).set(Setting.PAGE_SIZE, 7);
        Worker worker = worker(tenant, new Worker.Offsets()).start();
        sweep(worker, committed);
        List<String> ids = new ArrayList<>(new TreeMap<>(tenant.truth(simulator)).keySet());
        tenant.rename(simulator, ids.get(0), "Renamed");
        tenant.rename(simulator, ids.get(9), "Renamed too");
        tenant.hire(simulator, "hired@example.com");
        tenant.at(simulator).primary().delete(ids.get(4));
        sweep(worker, committed);
        assertThat(worker.names()).isEqualTo(tenant.truth(simulator));
        return worker;
    }

    private static void sweep(Worker worker, List<Worker.Offsets> committed) {
        long before = worker.sweeps();
        worker.pollUntil(
                () -> {
                    if (committed.size() < worker.batches.size()) {
                        committed.add(worker.offsets.copy());
                    }
                    return worker.sweeps() > before;
                },
                "the end of a sweep");
    }

    private static Worker worker(Tenant tenant, Worker.Offsets offsets) {
        return new Worker(tenant, tenant.settings(simulator), offsets).with(SourceSettings.BUCKETS, BUCKETS);
    }

    private static boolean alter(Tenant tenant, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return Worker.connector(tenant.vendor.name()).alterOffsets(tenant.settings(simulator), offsets);
    }

    private static Map<String, List<Long>> revisions(List<UserChange> changes) {
        Map<String, List<Long>> revisions = new TreeMap<>();
        changes.forEach(change -> revisions
                .computeIfAbsent(change.key().userId(), id -> new ArrayList<>())
                .add(change.revision()));
        return revisions;
    }

    private static List<Long> upTo(int last) {
        return Stream.iterate(1L, revision -> revision + 1).limit(last).toList();
    }

    private static Set<String> ids(List<List<SourceRecord>> batches) {
        Set<String> ids = new TreeSet<>();
        batches.forEach(batch -> batch.forEach(record -> {
            @Nullable Object value = record.value();
            if (value != null) {
                UserEvent event = UserEventCodec.decode((Struct) value);
                ids.add(event.change().key().userId() + " " + event.change().revision() + " " + event.id());
            }
        }));
        return ids;
    }
}
