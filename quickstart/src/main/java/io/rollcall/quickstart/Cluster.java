package io.rollcall.quickstart;

import io.confluent.connect.avro.AvroConverter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka cluster and its schema registry, as clients reach them. No client waits for an answer longer than {@link #PATIENCE}.
 *
 * @param bootstrap what {@code bootstrap.servers} wants
 * @param registry what {@code schema.registry.url} wants
 * @param properties further settings of Kafka's clients and the registry's, such as those of security
 */
record Cluster(String bootstrap, String registry, Map<String, String> properties) {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int REQUEST_MILLIS = 5_000;

    Cluster {
        properties = Map.copyOf(properties);
    }

    /** One that asks for no credentials. */
    static Cluster open(String bootstrap, String registry) {
        return new Cluster(bootstrap, registry, Map.of());
    }

    /** Settings with which Confluent's converter writes the contract exactly: enums stay enums, and no connect.* property gets in. */
    static Map<String, String> avro(String registry) {
        return Map.of(
                "schema.registry.url", registry,
                "enhanced.avro.schema.support", "true",
                "connect.meta.data", "false");
    }

    AvroConverter converter(boolean forKeys) {
        Map<String, String> settings = new HashMap<>(properties);
        settings.putAll(avro(registry));
        AvroConverter converter = new AvroConverter();
        converter.configure(settings, forKeys);
        return converter;
    }

    Admin admin() {
        Map<String, Object> settings = clients();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        return Admin.create(settings);
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(producing(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producing() {
        Map<String, Object> settings = clients();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        return settings;
    }

    /** One for transactions under this name. */
    KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> settings = producing();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One without a group, which sees what was committed. */
    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = clients();
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Topics appear with their first record, and should be noticed soon.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "1000");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Makes a topic. */
    void create(String topic, int partitions) throws InterruptedException {
        create(new NewTopic(topic, partitions, (short) 1));
    }

    void create(NewTopic topic) throws InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new StackException("Cannot make the topic " + topic.name(), e);
        }
    }

    private Map<String, Object> clients() {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return settings;
    }
}
