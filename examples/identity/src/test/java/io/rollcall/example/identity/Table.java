package io.rollcall.example.identity;

import io.confluent.connect.avro.AvroConverter;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.rollcall.schema.EventOptions;
import io.rollcall.schema.SourceInfo;
import io.rollcall.schema.UserEvent;
import io.rollcall.schema.UserEventCodec;
import io.rollcall.schema.UserKeyCodec;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The application without a cluster: what connectors write goes in, the table comes out as any reader sees it. */
final class Table implements AutoCloseable {

    private static final List<String> VENDORS = List.of("olark", "livechat", "gladly", "talkdesk");
    // Tables that are open at a time must not share a directory.
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final SourceInfo SOURCE = new SourceInfo("1", "any", "any", null);

    private final AvroConverter keys = new AvroConverter();
    private final AvroConverter values = new AvroConverter();
    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, Object> identities;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final Map<String, GenericRecord> rows = new TreeMap<>();

    Table(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "application.id", "identity-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet(),
                "state.dir", "target/kafka-streams",
                "bootstrap.servers", "none:1",
                "schema.registry.url", "mock://identity",
                "users.topics",
                        String.join(",", VENDORS.stream().map(Table::topic).toList()),
                "company.id.vendors", "gladly"));
        all.putAll(settings);
        Settings parsed = Settings.of(all, Map.of());
        driver = new TopologyTestDriver(
                new IdentityTopology(parsed).build(), IdentityApp.properties(parsed), Instant.EPOCH);
        Map<String, String> registry = Map.of("schema.registry.url", "mock://identity");
        keys.configure(registry, true);
        values.configure(registry, false);
        KafkaAvroDeserializer avro = new KafkaAvroDeserializer();
        avro.configure(registry, false);
        identities = driver.createOutputTopic(parsed.identitiesTopic(), new StringDeserializer(), avro);
        deadLetters = driver.createOutputTopic("dead", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Table tell(UserChange change) {
        Struct value =
                UserEventCodec.encode(UserEvent.of(change, SOURCE, change.observedTo()), new EventOptions(true, false));
        return raw(
                topic(change.key().vendor()),
                key(change.key()),
                values.fromConnectData(topic(change.key().vendor()), value.schema(), value));
    }

    Table tombstone(UserKey key) {
        return raw(topic(key.vendor()), key(key), null);
    }

    Table person(String id, @Nullable String json) {
        return raw(
                "people",
                id.getBytes(StandardCharsets.UTF_8),
                json == null ? null : json.getBytes(StandardCharsets.UTF_8));
    }

    Table raw(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, Instant.EPOCH));
        return this;
    }

    byte[] key(UserKey key) {
        Struct struct = UserKeyCodec.encode(key);
        return keys.fromConnectData(topic(key.vendor()), struct.schema(), struct);
    }

    Table pass(Duration time) {
        driver.advanceWallClockTime(time);
        return this;
    }

    /** What a reader of the compacted topic holds. */
    Map<String, GenericRecord> rows() {
        for (TestRecord<String, Object> record : written()) {
            if (record.value() == null) {
                rows.remove(record.key());
            } else {
                rows.put(record.key(), (GenericRecord) record.value());
            }
        }
        return rows;
    }

    /** What was written to the topic since somebody last asked. */
    List<TestRecord<String, Object>> written() {
        return identities.readRecordsToList();
    }

    /** Accounts of an identity as {@code vendor/tenant/userId}. */
    List<String> accountsOf(String identity) {
        return accounts(rows().get(identity)).stream().map(Table::name).toList();
    }

    Set<String> orphans() {
        Set<String> orphans = new TreeSet<>();
        rows().values()
                .forEach(row -> accounts(row).stream()
                        .filter(account -> (boolean) account.get("orphan"))
                        .forEach(account -> orphans.add(name(account))));
        return orphans;
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    long remembered() {
        long[] count = {0};
        try (var all = driver.getKeyValueStore(AccountProcessor.STORE).all()) {
            all.forEachRemaining(entry -> count[0]++);
        }
        return count[0];
    }

    static List<GenericRecord> accounts(@Nullable GenericRecord row) {
        return row == null
                ? List.of()
                : ((List<?>) row.get("accounts"))
                        .stream().map(GenericRecord.class::cast).toList();
    }

    static String name(GenericRecord account) {
        return account.get("vendor") + "/" + account.get("tenant") + "/" + account.get("userId");
    }

    static String topic(String vendor) {
        return vendor + ".users";
    }

    @Override
    public void close() {
        driver.close();
    }
}
