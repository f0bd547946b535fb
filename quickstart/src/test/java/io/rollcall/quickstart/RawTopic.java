package io.rollcall.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A topic from its beginning, as it comes off the broker. For one thread. */
final class RawTopic implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String name;
    private final Set<TopicPartition> partitions = new HashSet<>();

    /** @param consumer without a group; closed by this object */
    RawTopic(KafkaConsumer<byte[], byte[]> consumer, String name) {
        this.consumer = consumer;
        this.name = name;
    }

    static RawTopic of(Stack stack, String name) {
        return new RawTopic(stack.cluster().consumer(), name);
    }

    String name() {
        return name;
    }

    /** The records since the last call up to the end as it is now; none while there is no such topic. */
    List<ConsumerRecord<byte[], byte[]>> more() {
        consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .forEach(partitions::add);
        consumer.assign(partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(records::add);
            }
        });
        return records;
    }

    /** How many records were ever written, over all partitions; right where there are no transactions. */
    long size() {
        more();
        return partitions.stream().mapToLong(consumer::position).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
