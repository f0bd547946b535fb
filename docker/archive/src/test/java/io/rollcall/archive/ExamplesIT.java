package io.rollcall.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples are settings that the connectors of the archive take, as they are loaded from its jars alone. */
class ExamplesIT {

    private static final List<String> CONNECTS_OWN = List.of(
            "connector.class",
            "tasks.max",
            "topics",
            "errors.tolerance",
            "errors.deadletterqueue.topic.name",
            "exactly.once.support",
            "transaction.boundary",
            "topic.creation.default.partitions",
            "topic.creation.default.replication.factor",
            "topic.creation.default.cleanup.policy");

    @TempDir
    private static Path folder;

    private static PluginLoader plugin;

    @BeforeAll
    static void load() throws IOException {
        plugin = PluginLoader.of(Archive.unpackJars(folder));
    }

    @AfterAll
    static void unload() throws IOException {
        plugin.close();
    }

    static Stream<String> examples() {
        return Archive.files("etc/").keySet().stream();
    }

    @Test
    void everyConnectorHasOne() throws IOException {
        List<String> classes = new ArrayList<>();
        for (byte[] example : Archive.files("etc/").values()) {
            classes.add(Archive.json(example).path("connector.class").asText());
        }
        assertThat(classes).containsExactlyInAnyOrderElementsOf(Connectors.ALL);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theConnectorTakesIt(String example) throws Exception {
        Map<String, String> settings = settings(example);
        Connector connector = plugin.connector(settings.get("connector.class"));
        assertThat(connector.version()).isEqualTo(Archive.VERSION);
        assertThat(settings.keySet())
                .allMatch(key -> connector.config().names().contains(key) || CONNECTS_OWN.contains(key));

        // Everything but the question to the vendor, who is not there.
        settings.put("validate.live", "false");
        List<ConfigValue> wrong = connector.validate(settings).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .toList();
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itsSecretsComeFromAConfigProvider(String example) throws Exception {
        Map<String, String> settings = settings(example);
        ConfigDef config = plugin.connector(settings.get("connector.class")).config();
        List<String> secrets = config.configKeys().values().stream()
                .filter(key -> key.type == Type.PASSWORD)
                .map(key -> key.name)
                .filter(settings::containsKey)
                .toList();
        assertThat(secrets).isNotEmpty().allMatch(key -> settings.get(key).matches("\\$\\{file:/[\\w./-]+:\\w+}"));
    }

    private static Map<String, String> settings(String example) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        JsonNode json = Archive.json("etc/", example);
        json.properties()
                .forEach(setting ->
                        settings.put(setting.getKey(), setting.getValue().asText()));
        return settings;
    }
}
