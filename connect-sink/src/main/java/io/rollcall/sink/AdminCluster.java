package io.rollcall.sink;

import io.rollcall.config.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Topics through Kafka's admin client. */
final class AdminCluster implements Cluster {
    private final Admin admin;
    private final Duration patience;

    AdminCluster(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    @Override
    public OptionalInt partitions(String topic) {
        try {
            TopicDescription described =
                    get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
            return described == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(described.partitions().size());
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw failed("Topic " + topic + " could not be described", refused.getCause());
        }
    }

    @Override
    public String cleanupPolicy(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = get(admin.describeConfigs(List.of(resource)).all()).get(resource);
            return Optional.ofNullable(config)
                    .map(known -> known.get(TopicConfig.CLEANUP_POLICY_CONFIG))
                    .map(entry -> entry.value())
                    .orElse("");
        } catch (ExecutionException refused) {
            throw failed("The settings of topic " + topic + " could not be read", refused.getCause());
        }
    }

    @Override
    public void create(String topic, int partitions, short replication, Map<String, String> settings) {
        NewTopic wanted = new NewTopic(topic, partitions, replication).configs(settings);
        try {
            get(admin.createTopics(List.of(wanted)).all());
        } catch (ExecutionException refused) {
            // Another task was faster.
            if (!(refused.getCause() instanceof TopicExistsException)) {
                throw failed("Topic " + topic + " does not exist and could not be created", refused.getCause());
            }
        }
    }

    @Override
    public void reach() {
        try {
            get(admin.describeCluster().nodes());
        } catch (ExecutionException refused) {
            throw failed("Kafka could not be asked for its nodes", refused.getCause());
        }
    }

    private <T> T get(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw failed("Kafka did not answer within " + patience.toSeconds() + " seconds", null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed("Waiting for Kafka was interrupted", interrupted);
        }
    }

    private static ClusterException failed(String what, @Nullable Throwable cause) {
        String why = cause == null ? "" : ": " + cause.getMessage();
        return new ClusterException(
                what + why + ". Check " + KafkaSettings.BOOTSTRAP + ", the other settings with the prefix "
                        + KafkaSettings.PREFIX + " and what that user may do.",
                cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
