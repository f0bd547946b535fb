package io.rollcall.sink;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where a record lay in the commands topic, before any transformation of the connector touched it (KIP-793).
 *
 * <p>Workers before Kafka 3.6 do not tell. There a transformation that changes a record's partition cannot be used.
 */
record Coordinates(int partition, long offset) {

    static Coordinates of(SinkRecord record) {
        try {
            return new Coordinates(record.originalKafkaPartition(), record.originalKafkaOffset());
        } catch (NoSuchMethodError olderWorker) {
            return new Coordinates(record.kafkaPartition(), record.kafkaOffset());
        }
    }
}
