package io.rollcall.quickstart;

import io.confluent.connect.avro.AvroConverter;
import io.rollcall.schema.UserEvent;
import io.rollcall.schema.UserEventCodec;
import io.rollcall.schema.UserKeyCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Struct;

/** Everything on a user topic from its beginning, read with Confluent's own converter. For one thread. */
final class UserTopic implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroConverter keys = new AvroConverter();
    private final AvroConverter values = new AvroConverter();
    private final List<UserRecord> records = new ArrayList<>();
    private final Set<TopicPartition> partitions = new HashSet<>();

    private UserTopic(Stack stack, String topic, String isolation) {
        this.topic = topic;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.bootstrap(),
                        "isolation.level",
                        isolation,
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        keys.configure(Map.of("schema.registry.url", stack.registryUrl()), true);
        values.configure(Map.of("schema.registry.url", stack.registryUrl()), false);
    }

    /** What was committed, which is what a consumer of exactly-once data reads. */
    static UserTopic committed(Stack stack, String topic) {
        return new UserTopic(stack, topic, "read_committed");
    }

    /** What was written, in transactions that were aborted too. */
    static UserTopic written(Stack stack, String topic) {
        return new UserTopic(stack, topic, "read_uncommitted");
    }

    /** All records up to the end of the topic as it is now; none while there is no such topic. */
    List<UserRecord> records() {
        consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .forEach(partitions::add);
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(record -> records.add(decoded(record)));
            }
        });
        return List.copyOf(records);
    }

    /** All records, from when they are as wanted. */
    List<UserRecord> await(String what, Predicate<List<UserRecord>> wanted) throws InterruptedException {
        Eventually.holds(what + " on " + topic, LIMIT, () -> wanted.test(records()));
        return List.copyOf(records);
    }

    /** All records, from when there are as many. */
    List<UserRecord> awaitCount(int count) throws InterruptedException {
        return await(count + " records", all -> all.size() >= count);
    }

    private UserRecord decoded(ConsumerRecord<byte[], byte[]> record) {
        Struct key = (Struct) keys.toConnectData(topic, record.key()).value();
        UserEvent event = record.value() == null
                ? null
                : UserEventCodec.decode(
                        (Struct) values.toConnectData(topic, record.value()).value());
        return new UserRecord(record, UserKeyCodec.decode(key), event);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
