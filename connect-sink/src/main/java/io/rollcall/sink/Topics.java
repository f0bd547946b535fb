package io.rollcall.sink;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.connect.errors.ConnectException;

/** Sees to it that a connector's topics are there and fit each other. */
final class Topics {
    private final TopicSettings settings;
    private final Cluster cluster;

    Topics(TopicSettings settings, Cluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
    }

    /**
     * Creates what is missing and checks what is there.
     *
     * @return how many partitions all three topics have
     * @throws ConnectException naming the topic that does not fit, its setting, and what to do
     */
    int prepare() {
        try {
            int partitions = cluster.partitions(settings.commands())
                    .orElseThrow(() -> new ConnectException("Topic " + settings.commands() + ", named by "
                            + TopicSettings.COMMANDS + ", does not exist. Create it with as many partitions as it will"
                            + " ever need, then start the connector again."));
            ensure(
                    settings.results(),
                    TopicSettings.RESULTS,
                    partitions,
                    Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
            if (ensure(
                    settings.ledger(),
                    TopicSettings.LEDGER,
                    partitions,
                    Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))) {
                ensureCompacted();
            }
            return partitions;
        } catch (ClusterException unreachable) {
            throw new ConnectException(unreachable.getMessage(), unreachable);
        }
    }

    /** Whether the topic was there. One that was not is as it should be now, made by us or by another task. */
    private boolean ensure(String topic, String setting, int wanted, Map<String, String> config) {
        OptionalInt there = cluster.partitions(topic);
        if (there.isEmpty()) {
            cluster.create(topic, wanted, settings.replication(), config);
            return false;
        }
        if (there.getAsInt() != wanted) {
            throw new ConnectException("Topic " + topic + ", named by " + setting + ", has " + there.getAsInt()
                    + " partitions, but the commands topic " + settings.commands() + " has " + wanted
                    + ". A command, its answer and what is remembered of its subject have to lie in the same partition."
                    + " Name a topic with " + wanted + " partitions, or one that does not exist yet.");
        }
        return true;
    }

    private void ensureCompacted() {
        String policy = cluster.cleanupPolicy(settings.ledger());
        if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new ConnectException("Topic " + settings.ledger() + ", named by " + TopicSettings.LEDGER + ", has "
                    + TopicConfig.CLEANUP_POLICY_CONFIG + "=" + policy
                    + ", so that Kafka would forget what was done. Set it to "
                    + TopicConfig.CLEANUP_POLICY_COMPACT + " alone.");
        }
    }
}
