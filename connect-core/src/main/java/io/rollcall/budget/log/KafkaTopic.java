package io.rollcall.budget.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of a log as an administrator sees it. */
final class KafkaTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopic.class);
    private static final int LOOKS = 30;
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Admin admin;
    private final KafkaLogSettings settings;
    private final String topic;
    private final CountDownLatch closed;

    /** @param closed ends all waiting */
    KafkaTopic(Admin admin, KafkaLogSettings settings, CountDownLatch closed) {
        this.admin = admin;
        this.settings = settings;
        this.topic = settings.topic();
        this.closed = closed;
    }

    /**
     * Creates the topic if there is none.
     *
     * @return the id of the topic, which changes when it is deleted and made anew
     * @throws org.apache.kafka.common.config.ConfigException when a budget cannot be kept on it
     */
    Uuid prepare() throws LogException {
        TopicDescription found = describe();
        if (found == null) {
            create();
            found = awaitCreated();
        }
        Map<String, String> actual = configuration();
        int replicas = found.partitions().get(0).replicas().size();
        TopicTerms.check(topic, found.partitions().size(), actual, settings.memory());
        TopicTerms.doubts(topic, replicas, actual).forEach(LOG::warn);
        return found.topicId();
    }

    private void create() throws LogException {
        NewTopic asked = new NewTopic(topic, 1, settings.replication()).configs(TopicTerms.settings(0));
        try {
            int replicas = get(admin.createTopics(List.of(asked), new CreateTopicsOptions().validateOnly(true))
                    .replicationFactor(topic));
            get(admin.createTopics(List.of(asked.configs(TopicTerms.settings(replicas))))
                    .all());
            LOG.info("Topic {} was created for the rate budget of a licence", topic);
        } catch (ExecutionException refused) {
            // Somebody else was faster.
            if (!(refused.getCause() instanceof TopicExistsException)) {
                throw failed("does not exist and could not be created", refused.getCause());
            }
        }
    }

    /** Not every broker knows of a topic as soon as it is created. */
    private TopicDescription awaitCreated() throws LogException {
        for (int i = 0; i < LOOKS; i++) {
            TopicDescription found = describe();
            if (found != null) {
                return found;
            }
            pause();
        }
        throw failed("was created and is not known to all brokers yet", null);
    }

    private void pause() throws LogException {
        try {
            if (closed.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw failed("is no longer needed", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was not waited for", e);
        }
    }

    private @Nullable TopicDescription describe() throws LogException {
        try {
            return get(look(KafkaLogSettings.PATIENCE));
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw failed("could not be described", refused.getCause());
        }
    }

    /** What the brokers say of the topic now, if they do within a time. */
    KafkaFuture<TopicDescription> look(Duration patience) {
        return Objects.requireNonNull(
                admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs((int) patience.toMillis()))
                        .topicNameValues()
                        .get(topic));
    }

    private Map<String, String> configuration() throws LogException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = get(Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).values().get(resource)));
            Map<String, String> values = new HashMap<>();
            config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
            return values;
        } catch (ExecutionException refused) {
            throw failed("does not tell its settings", refused.getCause());
        }
    }

    /** The first offset that is kept, or the next that will be given. */
    long offset(OffsetSpec which) throws LogException {
        TopicPartition partition = new TopicPartition(topic, 0);
        try {
            return get(admin.listOffsets(Map.of(partition, which)).partitionResult(partition))
                    .offset();
        } catch (ExecutionException refused) {
            throw failed("does not tell its offsets", refused.getCause());
        }
    }

    private <T> T get(KafkaFuture<T> future) throws ExecutionException, LogException {
        try {
            return future.get(KafkaLogSettings.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw failed(
                    "could not be asked for: no broker answered within " + KafkaLogSettings.PATIENCE.toSeconds()
                            + " seconds",
                    null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was not waited for", e);
        }
    }

    private LogException failed(String what, @Nullable Throwable cause) {
        return failed(topic, what, cause);
    }

    static LogException failed(String topic, String what, @Nullable Throwable cause) {
        String why = cause == null ? "" : ": " + cause.getMessage();
        return new LogException(
                "Topic " + topic + " " + what + why
                        + ". Check that the brokers run, the settings with the prefix kafka., "
                        + "and that their user may create, describe, read and write the topic and read its settings.",
                cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
