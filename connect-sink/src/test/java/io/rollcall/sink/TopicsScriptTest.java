package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.plugin.TopicsScript;
import io.rollcall.vendor.Vendors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator who runs the script makes the topics that a sink connector would make, and allows what it does. */
class TopicsScriptTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "connector.class", "io.rollcall.sink.GladlySinkConnector",
            "tenant", "acme",
            "topics", "people.commands",
            "gladly.organization", "acme",
            "gladly.user", "me",
            "gladly.secret", "a \"secret\": \"of mine\"",
            "kafka.bootstrap.servers", "kafka:9092",
            "errors.deadletterqueue.topic.name", "people.dead");

    @TempDir
    Path folder;

    @Test
    void theTopicsAreThoseThatTheConnectorMakes() throws Exception {
        for (Map<String, String> changed : List.<Map<String, String>>of(
                Map.of(),
                Map.of("results.topic", "answers", "ledger.topic", "memory", "topic.replication.factor", "3"))) {
            Map<String, String> settings = new HashMap<>(SETTINGS);
            settings.putAll(changed);
            TopicSettings topics =
                    SinkSettings.parse(Vendors.named("gladly"), settings).topics();
            FakeCluster cluster = new FakeCluster().with(topics.commands(), 6, "delete");
            new Topics(topics, cluster).prepare();

            Map<String, Map<String, String>> scripted =
                    TopicsScript.of(folder, "gladly", settings).topics();

            assertThat(cluster.created).hasSize(2);
            cluster.created.forEach((topic, words) -> assertThat(scripted.get(topic))
                    .hasSize(3)
                    .containsEntry("partitions", "6")
                    .hasEntrySatisfying(
                            "cleanup.policy", policy -> assertThat(words).endsWith("{cleanup.policy=" + policy + "}")));
            assertThat(scripted).containsKeys(topics.commands(), "people.dead");
            // What is scripted fits what the connector checks at its start.
            scripted.forEach((topic, config) ->
                    cluster.with(topic, Integer.parseInt(config.get("partitions")), config.get("cleanup.policy")));
            assertThat(new Topics(topics, cluster).prepare()).isEqualTo(6);
        }
    }

    @Test
    void workersAndTheConnectorsOwnClientsAreAllowedWhatEachDoes() throws Exception {
        TopicsScript script = TopicsScript.of(folder, "gladly-acme", SETTINGS, "--worker-principal", "User:connect");

        assertThat(script.rights())
                .filteredOn(right -> !right.contains("rollcall.budget."))
                .containsExactlyInAnyOrder(
                        "User:connect topic/people.commands [Describe, Read]",
                        "User:connect group/connect-gladly-acme [Delete, Describe, Read]",
                        "User:connect topic/people.dead [Describe, Write]",
                        "User:rollcall topic/people.commands [Describe, Read]",
                        "User:rollcall topic/people.commands.results [Describe, Write]",
                        "User:rollcall topic/people.commands.ledger [Describe, DescribeConfigs, Read, Write]");
        assertThat(script.lines().toString()).doesNotContain("secret").doesNotContain("mine");
    }
}
