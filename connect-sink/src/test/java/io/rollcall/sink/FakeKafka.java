package io.rollcall.sink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka without brokers: two partitions, an empty ledger, and every record is taken at once unless told otherwise. */
final class FakeKafka implements KafkaClients {
    static final String RESULTS = "commands.results";
    static final String LEDGER = "commands.ledger";

    final FakeCluster cluster = new FakeCluster().with(Records.TOPIC, 2, "delete");
    final MockProducer<byte[], byte[]> producer;
    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    /** What making a consumer ends with; null for a consumer. */
    @Nullable
    RuntimeException refusal;

    private final AtomicInteger brought = new AtomicInteger();

    FakeKafka() {
        this(true);
    }

    /** @param acknowledging whether records are confirmed by themselves */
    FakeKafka(boolean acknowledging) {
        this.producer = new MockProducer<>(acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer());
        for (int partition = 0; partition < 2; partition++) {
            ledgerEnds(partition, 0);
            commandsEnd(partition, 1_000);
        }
    }

    /** From where to where the ledger's partition goes. */
    void ledgerEnds(int partition, long end) {
        TopicPartition place = new TopicPartition(LEDGER, partition);
        consumer.updateBeginningOffsets(Map.of(place, 0L));
        consumer.updateEndOffsets(Map.of(place, end));
    }

    /** Where the commands topic's partition ends. */
    void commandsEnd(int partition, long end) {
        consumer.updateEndOffsets(Map.of(new TopicPartition(Records.TOPIC, partition), end));
    }

    /** The next poll of the ledger brings this. */
    void ledgerBrings(int partition, long offset, String key, byte @Nullable [] value) {
        consumer.schedulePollTask(() -> {
            consumer.addRecord(
                    new ConsumerRecord<>(LEDGER, partition, offset, key.getBytes(StandardCharsets.UTF_8), value));
            brought.incrementAndGet();
        });
    }

    /** How many records of the ledger were fetched. */
    int brought() {
        return brought.get();
    }

    List<ProducerRecord<byte[], byte[]>> sent(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        return producer;
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        if (refusal != null) {
            throw refusal;
        }
        return consumer;
    }
}
