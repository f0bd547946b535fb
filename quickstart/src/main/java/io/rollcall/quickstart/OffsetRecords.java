package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What connectors wrote onto Connect's offsets topic. Sizes are bytes of key and value. */
final class OffsetRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<String, Integer>> latest = new HashMap<>();
    private final Map<String, Sizes> written = new HashMap<>();

    /**
     * Sizes over a number of records.
     *
     * @param records how many
     * @param largest of one record
     * @param total of all
     */
    record Sizes(int records, int largest, long total) {
        static final Sizes NONE = new Sizes(0, 0, 0);

        Sizes plus(int size) {
            return new Sizes(records + 1, Math.max(largest, size), total + size);
        }
    }

    private OffsetRecords() {}

    /** Reads the topic, which has one partition, from its beginning to its end of now. */
    static OffsetRecords read(String bootstrap, String topic) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        OffsetRecords offsets = new OffsetRecords();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    offsets.take(record);
                }
            }
        }
        return offsets;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        String connector = connector(record.key());
        int size = record.serializedKeySize() + Math.max(0, record.serializedValueSize());
        latest.computeIfAbsent(connector, any -> new HashMap<>()).put(record.key(), size);
        written.put(connector, written.getOrDefault(connector, Sizes.NONE).plus(size));
    }

    /** Connect's key is the array of the connector's name and the source partition. */
    private static String connector(String key) {
        try {
            return JSON.readTree(key).path(0).asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the connector's offsets as they stand: the last record of each key. */
    Sizes standing(String connector) {
        Sizes sizes = Sizes.NONE;
        for (int size : latest.getOrDefault(connector, Map.of()).values()) {
            sizes = sizes.plus(size);
        }
        return sizes;
    }

    /** Of everything that was ever written for the connector. */
    Sizes written(String connector) {
        return written.getOrDefault(connector, Sizes.NONE);
    }
}
