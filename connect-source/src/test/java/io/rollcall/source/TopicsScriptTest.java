package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.plugin.TopicsScript;
import io.rollcall.vendor.Vendors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator who runs the script makes the topic that a source connector writes to, and allows what its task does. */
class TopicsScriptTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "connector.class", "io.rollcall.source.OlarkSourceConnector",
            "tenant", "acme",
            "topic.prefix", "people",
            "olark.api.key", "key",
            "kafka.bootstrap.servers", "kafka:9092",
            "offsets.storage.topic", "people.offsets");

    @Test
    void whoeverRequiresExactlyOnceMayWriteInTransactions(@TempDir Path folder) throws Exception {
        Map<String, String> required = new HashMap<>(SETTINGS);
        required.put("exactly.once.support", "required");

        assertThat(TopicsScript.of(folder, "olark-acme", SETTINGS).rights())
                .noneMatch(right -> right.contains("transactional-id/"));
        assertThat(TopicsScript.of(folder, "olark-acme", required).rights())
                .contains("User:rollcall transactional-id/connect-cluster-olark-acme-0 [Describe, Write]");
    }

    @Test
    void theUsersTopicIsTheOneThatEventsGoTo(@TempDir Path folder) throws Exception {
        String topic = SourceSettings.parse(Vendors.named("olark"), SETTINGS).topic();
        TopicsScript script = TopicsScript.of(
                folder, "olark-acme", SETTINGS, "--bootstrap", "other:9092", "--exactly-once", "--connect-group", "c1");

        assertThat(script.topics().get(topic)).containsEntry("cleanup.policy", "compact");
        assertThat(script.rights())
                .filteredOn(right -> !right.contains("rollcall.budget."))
                .containsExactlyInAnyOrder(
                        "User:rollcall topic/" + topic + " [Describe, Write]",
                        "User:rollcall topic/people.offsets [Describe, Read, Write]",
                        "User:rollcall transactional-id/c1-olark-acme-0 [Describe, Write]",
                        "User:rollcall transactional-id/connect-cluster-c1 [Describe, Write]");
        assertThat(script.lines()).allMatch(line -> line.contains("other:9092"));
    }
}
