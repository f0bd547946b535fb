package io.rollcall.quickstart;

import java.time.Duration;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A Kafka in a container, as others run it, in place of the stack's own process. */
final class KafkaContainerServer implements KafkaServer {

    static final String IMAGE_PROPERTY = "rollcall.kafka.image";

    private static final String IMAGE = "apache/kafka";

    private final KafkaContainer container;

    /** @param image Apache Kafka's, or one that does what it does */
    KafkaContainerServer(String image) {
        container = new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor(IMAGE))
                // Leaves it to the workers how soon they are given up, as the stack's own broker does.
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    }

    @Override
    public String name() {
        return "broker in a container";
    }

    @Override
    public Duration start() {
        long began = System.nanoTime();
        container.start();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public String bootstrap() {
        return container.getBootstrapServers();
    }

    @Override
    public void stop() {
        container.stop();
    }
}
