package io.rollcall.quickstart;

import io.confluent.connect.avro.AvroConverter;
import io.rollcall.schema.UserEvent;
import io.rollcall.schema.UserEventCodec;
import io.rollcall.schema.UserKeyCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Struct;

/** Everything on a user topic from its beginning, read with Confluent's own converter. For one thread. */
final class UserTopic implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RawTopic topic;
    private final AvroConverter keys;
    private final AvroConverter values;
    private final List<UserRecord> records = new ArrayList<>();

    private UserTopic(Stack stack, RawTopic topic) {
        this.topic = topic;
        keys = stack.cluster().converter(true);
        values = stack.cluster().converter(false);
    }

    /** What was committed, which is what a consumer of exactly-once data reads. */
    static UserTopic committed(Stack stack, String topic) {
        return new UserTopic(stack, RawTopic.of(stack, topic));
    }

    /** What was written, in transactions that were aborted too. */
    static UserTopic written(Stack stack, String topic) {
        return new UserTopic(
                stack,
                new RawTopic(
                        new KafkaConsumer<>(
                                Map.of("bootstrap.servers", stack.bootstrap(), "auto.offset.reset", "earliest"),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                        topic));
    }

    /** All records up to the end of the topic as it is now; none while there is no such topic. */
    List<UserRecord> records() {
        topic.more().forEach(record -> records.add(decoded(record)));
        return List.copyOf(records);
    }

    /** All records, from when they are as wanted. */
    List<UserRecord> await(String what, Predicate<List<UserRecord>> wanted) throws InterruptedException {
        Eventually.holds(what + " on " + topic.name(), LIMIT, () -> wanted.test(records()));
        return List.copyOf(records);
    }

    /** All records, from when there are as many. */
    List<UserRecord> awaitCount(int count) throws InterruptedException {
        return await(count + " records", all -> all.size() >= count);
    }

    private UserRecord decoded(ConsumerRecord<byte[], byte[]> record) {
        Struct key = (Struct) keys.toConnectData(topic.name(), record.key()).value();
        UserEvent event = record.value() == null
                ? null
                : UserEventCodec.decode((Struct)
                        values.toConnectData(topic.name(), record.value()).value());
        return new UserRecord(record, UserKeyCodec.decode(key), event);
    }

    @Override
    public void close() {
        topic.close();
    }
}
