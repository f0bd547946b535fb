package io.rollcall.quickstart;

import io.confluent.connect.avro.AvroConverter;
import io.rollcall.schema.UserEvent;
import io.rollcall.schema.UserEventCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Reads change events off a topic, as any consumer would, and keeps them. */
final class Feed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroConverter converter = new AvroConverter();
    private final List<UserEvent> events = new CopyOnWriteArrayList<>();
    private final Consumer<UserEvent> listener;
    private final String topic;
    private final Thread thread = new Thread(this::read, "feed");
    private volatile @Nullable RuntimeException failure;

    private Feed(String bootstrap, String registry, String topic, Consumer<UserEvent> listener) {
        this.topic = topic;
        this.listener = listener;
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "rollcall-feed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The topic appears with the first event, and should be noticed soon.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "1000");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        converter.configure(Map.of("schema.registry.url", registry), false);
        thread.setDaemon(true);
    }

    /** Reads a topic from its beginning; the listener runs on the reading thread. */
    static Feed open(String bootstrap, String registry, String topic, Consumer<UserEvent> listener) {
        Feed feed = new Feed(bootstrap, registry, topic, listener);
        feed.thread.start();
        return feed;
    }

    /**
     * Everything read so far.
     *
     * @throws StackException when reading has failed
     */
    List<UserEvent> events() {
        if (failure != null) {
            throw new StackException("Events can no longer be read: " + failure.getMessage(), failure);
        }
        return List.copyOf(events);
    }

    private void read() {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
            }
        } catch (WakeupException closing) {
            // close() asks for the end in this way.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        UserEvent event = UserEventCodec.decode(
                (Struct) converter.toConnectData(topic, record.value()).value());
        events.add(event);
        listener.accept(event);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
