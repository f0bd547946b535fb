package io.rollcall.sink;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What has to be known and done about topics. Every call waits for Kafka, for a bounded time.
 *
 * <p>All methods throw {@link ClusterException} when Kafka cannot be asked or refuses.
 */
interface Cluster extends AutoCloseable {

    /** How many partitions a topic has; empty when there is no such topic. */
    OptionalInt partitions(String topic);

    /** What becomes of a topic's old records, in Kafka's words. */
    String cleanupPolicy(String topic);

    /**
     * Creates a topic, unless somebody else just did.
     *
     * @param replication -1 for the brokers' own default
     */
    void create(String topic, int partitions, short replication, Map<String, String> settings);

    /** Waits for an answer of any broker. */
    void reach();

    @Override
    void close();
}
