package io.rollcall.budget.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.plugin.TopicsScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator who runs the script makes the budget's topic as the connectors would. */
class TopicsScriptTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "connector.class", "io.rollcall.source.LiveChatSourceConnector",
            "tenant", "acme-eu",
            "kafka.bootstrap.servers", "kafka:9092",
            "budget.licence", "Licence 'number' 7");

    @TempDir
    Path folder;

    @Test
    void theBudgetsTopicIsWhatTheConnectorsMake() throws Exception {
        String topic = LicenceKey.of("livechat", "Licence 'number' 7").topic();
        for (int replicas : new int[] {1, 3}) {
            TopicsScript script =
                    TopicsScript.of(folder, "livechat", SETTINGS, "--replication", String.valueOf(replicas));

            Map<String, String> expected = new HashMap<>(TopicTerms.settings(replicas));
            expected.put("partitions", "1");
            expected.put("replicas", String.valueOf(replicas));
            assertThat(script.topics()).containsEntry(topic, expected);
            assertThat(script.rights())
                    .contains("User:rollcall topic/" + topic + " [Describe, DescribeConfigs, Read, Write]");
        }
    }

    @Test
    void aLicenceIsCalledByItsTenantAndABudgetOfTheWorkersOwnNeedsNoTopic() throws Exception {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.remove("budget.licence");
        assertThat(TopicsScript.of(folder, "livechat", settings).topics())
                .containsKey(LicenceKey.of("livechat", "acme-eu").topic());

        settings.put("budget.scope", "worker");
        assertThat(TopicsScript.of(folder, "livechat", settings).topics().keySet())
                .noneMatch(topic -> topic.startsWith("rollcall.budget."));
    }

    @Test
    void whatItPrintsIsWhatItRuns() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("kafka-topics.sh", "kafka-acls.sh")) {
            Path fake = Files.writeString(tools.resolve(tool), "#!/bin/sh\nprintf '<%s>' ran \"$@\"; echo\n");
            assertThat(fake.toFile().setExecutable(true)).isTrue();
        }
        Path file = Files.writeString(
                folder.resolve("acme.json"),
                "{\"name\": \"acme\", \"config\": {\"connector.class\": \"io.rollcall.source.OlarkSourceConnector\",\n"
                        + "\"tenant\":\"acme\", \"olark.api.key\": \"a \\\"secret\\\"\"}}");
        ProcessBuilder process = new ProcessBuilder(
                "sh",
                "../docker/topics-and-acls",
                "--apply",
                "--bootstrap",
                "kafka:9092",
                "--principal",
                "User:CN=one two",
                file.toString());
        process.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);

        assertThat(TopicsScript.run(process).lines())
                .containsExactly(
                        "kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists --topic rollcall.users"
                                + " --partitions 6 --replication-factor 3 --config cleanup.policy=compact",
                        "<ran><--bootstrap-server><kafka:9092><--create><--if-not-exists><--topic><rollcall.users>"
                                + "<--partitions><6><--replication-factor><3><--config><cleanup.policy=compact>",
                        "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal 'User:CN=one two'"
                                + " --topic rollcall.users --operation Write --operation Describe",
                        "<ran><--bootstrap-server><kafka:9092><--add><--allow-principal><User:CN=one two>"
                                + "<--topic><rollcall.users><--operation><Write><--operation><Describe>");
    }
}
