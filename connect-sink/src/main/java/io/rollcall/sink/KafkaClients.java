package io.rollcall.sink;

import io.rollcall.config.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The connector's own clients of Kafka. Each call makes a new one, which its caller closes. */
interface KafkaClients {

    Cluster cluster();

    /** Writes each record once and in order, as long as Kafka takes it at all. */
    Producer<byte[], byte[]> producer();

    /** Reads partitions that it is told, without a group. */
    Consumer<byte[], byte[]> consumer();

    static KafkaClients of(SinkSettings settings) {
        return new Configured(settings.kafka());
    }

    /** As an operator configured them. */
    record Configured(KafkaSettings settings) implements KafkaClients {
        private static final Duration PATIENCE = Duration.ofSeconds(15);

        @Override
        public Cluster cluster() {
            Map<String, Object> admin = new HashMap<>(settings.clients());
            admin.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
            admin.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 3);
            return new AdminCluster(Admin.create(admin), PATIENCE);
        }

        @Override
        public Producer<byte[], byte[]> producer() {
            Map<String, Object> producer = new HashMap<>(settings.clients());
            // As Connect's own producers: an outage of Kafka is waited for, and not turned into a failed task.
            producer.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
            producer.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
            producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            producer.put(ProducerConfig.ACKS_CONFIG, "all");
            return new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Consumer<byte[], byte[]> consumer() {
            Map<String, Object> consumer = new HashMap<>(settings.clients());
            consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
    }
}
