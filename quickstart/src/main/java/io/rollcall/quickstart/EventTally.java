package io.rollcall.quickstart;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Counts the events of each tenant as a {@code read_committed} consumer gets them. Looks at headers only, to stay out of the way. */
final class EventTally implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PARTITIONS = 4;
    private static final String READ = "io.rollcall.user.discovered";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Count> counts = new HashMap<>();
    private final Thread thread = new Thread(this::read, "tally");
    private volatile @Nullable RuntimeException failure;

    /**
     * What came of one tenant.
     *
     * @param records all of them
     * @param reads those that a first sweep publishes, one for each user
     * @param repeats those whose event had come before
     * @param lastNanos when the last one came, by {@link System#nanoTime}
     */
    record Totals(int records, int reads, int repeats, long lastNanos) {}

    private static final class Count {
        private final Set<String> events = new HashSet<>();
        private final Set<String> readUsers = new HashSet<>();
        private int records;
        private long lastNanos;

        void add(String event, String type, String user) {
            records++;
            events.add(event);
            if (type.equals(READ)) {
                readUsers.add(user);
            }
            lastNanos = System.nanoTime();
        }

        Totals totals() {
            return new Totals(records, readUsers.size(), records - events.size(), lastNanos);
        }
    }

    private EventTally(Cluster cluster, String topic) {
        consumer = cluster.consumer();
        consumer.assign(IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList());
        thread.setDaemon(true);
    }

    /** Makes the topic and reads it from now on. */
    static EventTally open(Cluster cluster, String topic) throws InterruptedException {
        cluster.create(topic, PARTITIONS);
        EventTally tally = new EventTally(cluster, topic);
        tally.thread.start();
        return tally;
    }

    /**
     * What came so far.
     *
     * @throws StackException when reading has failed
     */
    Totals of(String vendor, String tenant) {
        if (failure != null) {
            throw new StackException("Events can no longer be read: " + failure.getMessage(), failure);
        }
        synchronized (counts) {
            return counts.getOrDefault("/rollcall/" + vendor + "/" + tenant, new Count())
                    .totals();
        }
    }

    private void read() {
        try (consumer) {
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
        synchronized (counts) {
            counts.computeIfAbsent(header(record, "ce_source"), any -> new Count())
                    .add(header(record, "ce_id"), header(record, "ce_type"), header(record, "ce_subject"));
        }
    }

    /** Without the quotes that Connect's own way to write headers may put around text. */
    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8).replace("\"", "");
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
