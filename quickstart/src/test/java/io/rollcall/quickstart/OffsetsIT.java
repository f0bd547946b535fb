package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.simulator.Simulator;
import io.rollcall.user.Op;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What an operator can do to a connector's memory over Connect's own REST interface, and what then is told again. */
class OffsetsIT {

    private static final int USERS = 24;
    private static final int BUCKETS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Simulator simulator;
    private static Stack stack;

    private Watcher watcher;

    @BeforeAll
    static void start() throws InterruptedException {
        simulator = Simulator.start();
        stack = Stack.start(KafkaChoice.settings());
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @BeforeEach
    void watch(TestInfo test) throws InterruptedException {
        simulator.reset();
        Desk desk = new OlarkDesk(simulator);
        desk.account().seed(USERS);
        String tenant = test.getTestMethod().orElseThrow().getName().toLowerCase();
        watcher = Watcher.start(
                stack,
                desk,
                tenant.substring(0, Math.min(60, tenant.length())),
                Map.of("roster.buckets", String.valueOf(BUCKETS)));
        assertThat(watcher.topic().awaitCount(USERS)).hasSize(USERS);
        watcher.awaitSweeps(1);
    }

    @AfterEach
    void theTopicSaysWhatTheVendorSays() throws InterruptedException {
        watcher.caughtUp();
        assertThat(watcher.told()).isEqualTo(watcher.desk().expected());
        watcher.stopReading();
        watcher.delete();
    }

    @Test
    void theyCanBeReadBucketByBucket() throws Exception {
        JsonNode offsets = stack.connect().offsets(watcher.name()).path("offsets");

        assertThat(offsets).hasSize(BUCKETS);
        assertThat(offsets).allSatisfy(offset -> {
            assertThat(offset.at("/partition/vendor").asText()).isEqualTo("olark");
            assertThat(offset.at("/partition/tenant").asText())
                    .isEqualTo(watcher.settings().get("tenant"));
            assertThat(offset.at("/offset/buckets").asInt()).isEqualTo(BUCKETS);
            assertThat(offset.at("/offset/snapshot").asText()).isIn("running", "done");
        });
    }

    @Test
    void aBucketSetToNullIsReadAgainAndTheOthersAreSilent() throws Exception {
        Set<String> ofBucket = usersOf(2);
        watcher.stop();

        alter(2, null);
        watcher.resume();
        List<UserRecord> again = watcher.topic().awaitCount(USERS + ofBucket.size());

        again = watcher.caughtUp().subList(USERS, again.size());
        assertThat(again).allSatisfy(record -> assertThat(record.change().op()).isEqualTo(Op.READ));
        assertThat(ids(again)).isEqualTo(ofBucket);
        assertThat(watcher.topic().records()).hasSize(USERS + ofBucket.size());
    }

    @Test
    void aDamagedValueIsRefusedWithTheNameOfItsBucket() throws Exception {
        watcher.stop();
        ObjectNode damaged = offset(1).deepCopy();
        damaged.put("users", "AAAA" + damaged.path("users").asText().substring(4));
        ObjectNode newer = offset(1).deepCopy();
        newer.put("v", 99);

        for (ObjectNode wrong : List.of(damaged, newer, JSON.createObjectNode())) {
            assertThatThrownBy(() -> alter(1, wrong))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("bucket 1")
                    .hasMessageNotContaining("@example.com");
        }
        assertThatThrownBy(() -> alter(5_000, offset(1))).hasMessageContaining("bucket");

        watcher.resume();
        assertThat(watcher.caughtUp()).hasSize(USERS);
    }

    @Test
    void aRestoredCopyTellsAgainWhatHappenedSince() throws Exception {
        JsonNode copy = stack.connect().offsets(watcher.name());
        String called = watcher.desk().working().get(0);
        watcher.desk().call(called, "Later");
        String hired = watcher.desk().hire("New", "new@example.com");
        watcher.topic().awaitCount(USERS + 2);
        watcher.stop();

        stack.connect().alterOffsets(watcher.name(), copy);
        watcher.resume();
        watcher.topic().awaitCount(USERS + 4);

        List<UserRecord> records = watcher.caughtUp();
        assertThat(records).hasSize(USERS + 4);
        assertThat(ids(records.subList(USERS + 2, USERS + 4))).containsExactlyInAnyOrder(called, hired);
        Histories.assertRepeatsOnly(records);
    }

    @Test
    void afterAResetEverybodyIsReadOnceMore() throws Exception {
        watcher.stop();

        stack.connect().resetOffsets(watcher.name());
        assertThat(stack.connect().offsets(watcher.name()).path("offsets")).isEmpty();
        watcher.resume();
        watcher.topic().awaitCount(2 * USERS);

        List<UserRecord> records = watcher.caughtUp();
        assertThat(records).hasSize(2 * USERS);
        assertThat(records.subList(USERS, 2 * USERS))
                .allSatisfy(record -> assertThat(record.change().op()).isEqualTo(Op.READ));
        Histories.assertRepeatsOnly(records);
    }

    @Test
    void thePartitionsFieldsMayComeInAnyOrder() throws Exception {
        Set<String> ofBucket = usersOf(0);
        watcher.stop();

        for (List<String> order : List.of(
                List.of("tenant", "vendor", "bucket"),
                List.of("vendor", "tenant", "bucket"),
                List.of("bucket", "tenant", "vendor"))) {
            ObjectNode partition = JSON.createObjectNode();
            order.forEach(field -> partition.set(field, partition(0).get(field)));
            stack.connect().alterOffsets(watcher.name(), alteration(partition, null));
        }
        watcher.resume();
        watcher.topic().awaitCount(USERS + ofBucket.size());

        assertThat(watcher.caughtUp()).hasSize(USERS + ofBucket.size());
    }

    private Set<String> usersOf(int bucket) throws InterruptedException {
        int before = watcher.topic().records().size();
        assertThat(before).isEqualTo(USERS);
        return watcher.desk().working().stream()
                .filter(id -> crc(id) % BUCKETS == bucket)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Which bucket a user is in is part of the stored form, so that offsets outlive an upgrade. */
    private static long crc(String id) {
        java.util.zip.CRC32 hash = new java.util.zip.CRC32();
        hash.update(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return hash.getValue();
    }

    private static Set<String> ids(Collection<UserRecord> records) {
        return records.stream().map(record -> record.key().userId()).collect(Collectors.toCollection(TreeSet::new));
    }

    private void alter(int bucket, ObjectNode offset) throws InterruptedException {
        stack.connect().alterOffsets(watcher.name(), alteration(partition(bucket), offset));
    }

    private static ObjectNode alteration(ObjectNode partition, ObjectNode offset) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode one = body.putArray("offsets").addObject();
        one.set("partition", partition);
        one.set("offset", offset);
        return body;
    }

    private ObjectNode partition(int bucket) {
        return JSON.createObjectNode()
                .put("vendor", "olark")
                .put("tenant", watcher.settings().get("tenant"))
                .put("bucket", bucket);
    }

    private ObjectNode offset(int bucket) throws InterruptedException {
        for (JsonNode offset : stack.connect().offsets(watcher.name()).path("offsets")) {
            if (offset.at("/partition/bucket").asInt() == bucket) {
                return (ObjectNode) offset.path("offset");
            }
        }
        throw new AssertionError("no offset of bucket " + bucket);
    }
}
