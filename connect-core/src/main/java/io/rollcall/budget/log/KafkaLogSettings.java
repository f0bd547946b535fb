package io.rollcall.budget.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Where and how a log is kept on Kafka.
 *
 * @param clients settings for any client of Kafka, as an operator gave them: where the brokers are, and security
 * @param name what the clients call themselves; unique within a JVM
 * @param replication of the topic when it has to be created; -1 for the brokers' own
 * @param memory the longest time for which a record may count: the longest window and the hold time
 */
public record KafkaLogSettings(
        Map<String, Object> clients, String name, String topic, short replication, Duration memory) {
    /** The header with the name of whoever wrote a record, in UTF-8. */
    public static final String WRITER = "rollcall-writer";

    /** How long a call may take that a thread waits for. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int DELIVERY_MILLIS = 10_000;
    private static final int APPEND_MILLIS = 500;
    private static final int BATCH = 1 << 14;
    private static final int BUFFER = 1 << 20;

    public KafkaLogSettings {
        clients = Map.copyOf(clients);
    }

    /** Tells people who look at the topic who wrote a record. */
    List<Header> signature() {
        return List.of(new RecordHeader(WRITER, name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Without the clients' settings, among which are passwords. */
    @Override
    public String toString() {
        return "KafkaLogSettings[" + name + ", " + topic + "]";
    }

    Map<String, Object> admin() {
        Map<String, Object> admin = common(PATIENCE.toMillis());
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return admin;
    }

    /** Writes at once, in order and durably, or gives up while it still matters. */
    Map<String, Object> producer() {
        Map<String, Object> producer = common(DELIVERY_MILLIS);
        producer.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        producer.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH);
        producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) APPEND_MILLIS);
        producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER);
        return producer;
    }

    /** Reads everything that is durable, by itself, and says so when it cannot go on where it was. */
    Map<String, Object> consumer() {
        Map<String, Object> consumer = common(PATIENCE.toMillis());
        consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumer.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20);
        consumer.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return consumer;
    }

    private Map<String, Object> common(long requestMillis) {
        Map<String, Object> common = new HashMap<>(clients);
        common.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
        common.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) requestMillis);
        return common;
    }
}
