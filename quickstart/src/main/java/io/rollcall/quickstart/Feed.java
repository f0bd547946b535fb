package io.rollcall.quickstart;

import io.confluent.connect.avro.AvroConverter;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.schema.ResultCodec;
import io.rollcall.schema.UserEvent;
import io.rollcall.schema.UserEventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic as any consumer would, and keeps what its listener wants to be kept. Tombstones are left out.
 *
 * @param <T> what the records are
 */
final class Feed<T> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroConverter keys;
    private final AvroConverter values;
    private final BiFunction<Struct, Struct, T> codec;
    private final List<T> kept = new CopyOnWriteArrayList<>();
    private final Predicate<T> listener;
    private final String topic;
    private final Set<TopicPartition> partitions = new HashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    /** Where reading begins. */
    enum Start {
        BEGINNING,
        NOW
    }

    private Feed(Cluster cluster, String topic, BiFunction<Struct, Struct, T> codec, Predicate<T> listener) {
        this.topic = topic;
        this.codec = codec;
        this.listener = listener;
        keys = cluster.converter(true);
        values = cluster.converter(false);
        consumer = cluster.consumer();
        thread = new Thread(this::read, "feed-" + topic);
        thread.setDaemon(true);
    }

    /**
     * Change events.
     *
     * @param listener is shown each on the reading thread, and says whether it is kept
     */
    static Feed<UserEvent> users(Cluster cluster, String topic, Start start, Predicate<UserEvent> listener) {
        return new Feed<>(cluster, topic, (key, value) -> UserEventCodec.decode(value), listener).from(start);
    }

    /**
     * Answers to commands.
     *
     * @param listener is shown each on the reading thread, and says whether it is kept
     */
    static Feed<ProvisioningResult> results(
            Cluster cluster, String topic, Start start, Predicate<ProvisioningResult> listener) {
        return new Feed<>(cluster, topic, ResultCodec::decode, listener).from(start);
    }

    /** Returns when it is settled where reading begins. The topic need not exist yet. */
    private Feed<T> from(Start start) {
        try {
            assign(start);
        } catch (KafkaException unreachable) {
            consumer.close();
            throw new StackException("Topic " + topic + " cannot be read: " + unreachable.getMessage(), unreachable);
        }
        thread.start();
        return this;
    }

    /**
     * Everything kept so far.
     *
     * @throws StackException when reading has failed
     */
    List<T> all() {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new StackException("Topic " + topic + " can no longer be read: " + broken.getMessage(), broken);
        }
        return List.copyOf(kept);
    }

    private void read() {
        try (consumer) {
            while (true) {
                // A topic may come into being, and grow.
                assign(Start.BEGINNING);
                if (!partitions.isEmpty()) {
                    consumer.poll(POLL).forEach(this::take);
                } else if (closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (WakeupException closing) {
            // close() asks for the end in this way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Adds the partitions that are not read yet, from there on. */
    private void assign(Start start) {
        List<TopicPartition> added = new ArrayList<>();
        consumer.partitionsFor(topic).forEach(info -> added.add(new TopicPartition(topic, info.partition())));
        added.removeAll(partitions);
        if (!added.isEmpty()) {
            partitions.addAll(added);
            consumer.assign(partitions);
            if (start == Start.NOW) {
                consumer.seekToEnd(added);
                added.forEach(consumer::position);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        T each = codec.apply(struct(keys, record.key()), struct(values, record.value()));
        if (listener.test(each)) {
            kept.add(each);
        }
    }

    private Struct struct(AvroConverter converter, byte[] bytes) {
        return (Struct)
                Objects.requireNonNull(converter.toConnectData(topic, bytes).value());
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
