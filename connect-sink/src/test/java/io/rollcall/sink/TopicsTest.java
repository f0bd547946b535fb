package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** A task starts only with topics in which nothing that it promises can be lost. */
class TopicsTest {
    private static final TopicSettings SETTINGS =
            new TopicSettings("commands", "commands.results", "commands.ledger", (short) 3);

    private final FakeCluster cluster = new FakeCluster().with("commands", 6, "delete");

    @Test
    void whatIsMissingIsCreatedWithThePartitionsOfTheCommandsTopic() {
        assertThat(new Topics(SETTINGS, cluster).prepare()).isEqualTo(6);

        assertThat(cluster.created)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "commands.results", "6 partitions, 3 replicas, {cleanup.policy=delete}",
                        "commands.ledger", "6 partitions, 3 replicas, {cleanup.policy=compact}"));
    }

    @Test
    void whatFitsIsLeftAlone() {
        cluster.with("commands.results", 6, "compact,delete").with("commands.ledger", 6, "compact");

        new Topics(SETTINGS, cluster).prepare();

        assertThat(cluster.created).isEmpty();
    }

    @Test
    void aMissingCommandsTopicIsToldWithItsSetting() {
        assertThatThrownBy(() -> new Topics(SETTINGS, new FakeCluster()).prepare())
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("commands, named by topics, does not exist. Create it");
    }

    @Test
    void anotherNumberOfPartitionsIsToldWithTopicSettingAndNumbers() {
        cluster.with("commands.results", 5, "delete");

        assertThatThrownBy(() -> new Topics(SETTINGS, cluster).prepare())
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("commands.results, named by results.topic, has 5 partitions")
                .hasMessageContaining("commands has 6");

        cluster.with("commands.results", 6, "delete").with("commands.ledger", 7, "compact");

        assertThatThrownBy(() -> new Topics(SETTINGS, cluster).prepare())
                .hasMessageContaining("commands.ledger, named by ledger.topic, has 7 partitions");
    }

    @Test
    void aLedgerThatKafkaWouldForgetIsRefused() {
        for (String policy : new String[] {"delete", "compact,delete", ""}) {
            cluster.with("commands.ledger", 6, policy);

            assertThatThrownBy(() -> new Topics(SETTINGS, cluster).prepare())
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("commands.ledger, named by ledger.topic, has cleanup.policy=" + policy)
                    .hasMessageContaining("Set it to compact alone");
        }
    }

    @Test
    void aClusterThatRefusesIsToldInItsOwnWords() {
        cluster.refusal = "Topic commands could not be described: not authorized";

        assertThatThrownBy(() -> new Topics(SETTINGS, cluster).prepare())
                .isInstanceOf(ConnectException.class)
                .hasMessage(cluster.refusal)
                .hasCauseInstanceOf(ClusterException.class);
    }
}
