package io.rollcall.budget.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The clients of one topic, from when they were made until the topic is another one or nobody needs them. */
final class KafkaLink implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final KafkaLogSettings settings;
    private final LongSupplier nanos;
    private final AtomicLong lost;
    private final TopicPartition partition;
    private final KafkaTopic topic;
    private final Uuid id;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile KafkaProducer<byte[], byte[]> producer;

    /** Whether the producer will refuse whatever comes next, too. */
    private volatile boolean broken;

    private long looked;
    private @Nullable KafkaFuture<TopicDescription> look;
    private @Nullable LogException trouble;
    private boolean missing;

    private KafkaLink(KafkaLogSettings settings, LongSupplier nanos, AtomicLong lost, KafkaTopic topic, Uuid id) {
        this.settings = settings;
        this.nanos = nanos;
        this.lost = lost;
        this.topic = topic;
        this.id = id;
        this.partition = new TopicPartition(settings.topic(), 0);
        this.looked = nanos.getAsLong();
        this.producer = newProducer();
        try {
            this.consumer =
                    new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        consumer.assign(List.of(partition));
    }

    /**
     * Connects.
     *
     * @param lost counts records that may not get into the log
     * @param closed ends the attempt
     */
    static KafkaLink open(KafkaLogSettings settings, LongSupplier nanos, AtomicLong lost, CountDownLatch closed)
            throws LogException {
        KafkaTopic topic = null;
        try {
            topic = new KafkaTopic(Admin.create(settings.admin()), settings, closed);
            KafkaLink link = new KafkaLink(settings, nanos, lost, topic, topic.prepare());
            topic = null;
            return link;
        } catch (ConfigException unfit) {
            throw unfit;
        } catch (KafkaException e) {
            throw KafkaTopic.failed(settings.topic(), "cannot be reached", rootOf(e));
        } finally {
            if (topic != null) {
                topic.close();
            }
        }
    }

    /** Kafka's clients wrap what is wrong into "Failed to create new KafkaAdminClient". */
    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    private KafkaProducer<byte[], byte[]> newProducer() {
        return new KafkaProducer<>(settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    KafkaTopic topic() {
        return topic;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
    void append(byte[] record) {
        try {
            // Without a key: Kafka refuses such a record should somebody turn on compaction, which would lose the
            // others.
            ProducerRecord<byte[], byte[]> named =
                    new ProducerRecord<>(partition.topic(), 0, null, null, record, settings.signature());
            producer.send(named, (written, failure) -> {
                if (failure != null) {
                    lost.incrementAndGet();
                    if (!(failure instanceof RetriableException)) {
                        broken = true;
                    }
                }
            });
        } catch (KafkaException | IllegalStateException unusable) {
            lost.incrementAndGet();
            broken = true;
        }
    }

    void seek(long offset) {
        consumer.seek(partition, offset);
    }

    Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        return consumer.poll(wait);
    }

    void wake() {
        consumer.wakeup();
    }

    /**
     * Looks from time to time whether the topic is still there and the same, without waiting for the answer. Nobody else tells: a reader
     * of a topic that is made anew goes on as soon as the new one is long enough.
     */
    void watch() throws LogException {
        KafkaFuture<TopicDescription> answer = look;
        if (answer != null && answer.isDone()) {
            look = null;
            judge(answer);
        }
        if (look == null && nanos.getAsLong() - looked >= LOOK.toNanos()) {
            looked = nanos.getAsLong();
            look = topic.look(LOOK);
            if (broken) {
                replaceProducer();
            }
        }
    }

    private void replaceProducer() throws LogException {
        try {
            KafkaProducer<byte[], byte[]> fresh = newProducer();
            producer.close(Duration.ZERO);
            producer = fresh;
            broken = false;
        } catch (KafkaException e) {
            throw KafkaTopic.failed(settings.topic(), "cannot be written", rootOf(e));
        }
    }

    private void judge(KafkaFuture<TopicDescription> answer) throws LogException {
        try {
            TopicDescription found = answer.get();
            missing = false;
            if (!found.topicId().equals(id)) {
                throw new LogLostException("Topic " + settings.topic() + " was deleted and made anew", null);
            }
            trouble = found.partitions().get(0).leader() == null
                    ? KafkaTopic.failed(settings.topic(), "has no leader at the moment", null)
                    : null;
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                // A broker that has just been started may say so although it is not true.
                if (missing) {
                    throw new LogLostException("Topic " + settings.topic() + " was deleted", refused.getCause());
                }
                missing = true;
            }
            trouble = KafkaTopic.failed(settings.topic(), "cannot be reached", refused.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaTopic.failed(settings.topic(), "was not waited for", e);
        }
    }

    /** @throws LogException when the brokers could not be asked lately */
    void requireHealth() throws LogException {
        LogException unhealthy = trouble;
        if (unhealthy != null) {
            throw unhealthy;
        }
    }

    @Override
    public void close() {
        // Kafka's clients cannot be closed by a thread that is interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            producer.close(FAREWELL);
            closeConsumer();
        } catch (KafkaException e) {
            // Nothing more can be done, and nothing depends on it.
            lost.incrementAndGet();
        } finally {
            topic.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What newer clients want instead is unknown to workers before Kafka 4.1. */
    @SuppressWarnings("deprecation")
    private void closeConsumer() {
        consumer.close(FAREWELL);
    }
}
