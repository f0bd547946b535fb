package io.rollcall.quickstart;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the committed values of a topic, from its start, with Confluent's own deserializer. */
final class AvroTopic implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], Object> consumer;

    AvroTopic(Stack stack, String topic) {
        Deserializer<Object> avro = new KafkaAvroDeserializer();
        avro.configure(Map.of("schema.registry.url", stack.registryUrl()), false);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", stack.bootstrap(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), avro);
        consumer.assign(List.of(new TopicPartition(topic, 0)));
    }

    /** The next values, {@code atLeast} of them or, after a minute, what there was. */
    List<String> read(int atLeast) {
        List<String> values = new ArrayList<>();
        long start = System.nanoTime();
        while (values.size() < atLeast && System.nanoTime() - start < LIMIT.toNanos()) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(String.valueOf(record.value())));
        }
        return values;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
