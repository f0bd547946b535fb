package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stack itself, tried with Kafka's own file connector so that no failure here can be Rollcall's. It kills the broker, so that is
 * always the stack's own process.
 */
class StackIT {

    private static final String FILE_SOURCE = "org.apache.kafka.connect.file.FileStreamSourceConnector";

    private static Stack stack;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws InterruptedException {
        stack = Stack.start(settings(), StackIT::print);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    private static void print(String process, Duration time) {
        System.out.println(process + " ready after " + time.toMillis() + " ms");
    }

    private static StackSettings settings() {
        return StackSettings.defaults().withPluginPath(Path.of(System.getProperty("rollcall.test.plugins")));
    }

    @Test
    void aKilledWorkerComesBackAndItsConnectorGoesOnWithoutRepeats() throws Exception {
        Path file = lines("ada", "ben");
        stack.connect().run("resuming", fileSource(file, "resuming"));
        try (AvroTopic topic = new AvroTopic(stack, "resuming")) {
            assertThat(topic.read(2)).containsExactly("ada", "ben");

            stack.worker().kill();
            assertThat(stack.worker().isRunning()).isFalse();
            append(file, "cyd");
            print("worker-1 again", stack.worker().start());

            assertThat(topic.read(1)).containsExactly("cyd");
        }
        assertThat(stack.connect().awaitRunning("resuming").tasks()).hasSize(1);
        try (AvroTopic fromTheStart = new AvroTopic(stack, "resuming")) {
            assertThat(fromTheStart.read(3)).containsExactly("ada", "ben", "cyd");
        }
    }

    @Test
    void recordsAndSchemasOutliveKillsOfBrokerAndRegistry() throws Exception {
        stack.connect().run("lasting", fileSource(lines("dot"), "lasting"));
        try (AvroTopic topic = new AvroTopic(stack, "lasting")) {
            assertThat(topic.read(1)).containsExactly("dot");
        }

        stack.registry().kill();
        stack.broker().kill();
        stack.broker().start();
        stack.registry().start();

        try (AvroTopic topic = new AvroTopic(stack, "lasting")) {
            assertThat(topic.read(1)).containsExactly("dot");
        }
    }

    @Test
    void offsetsOfAStoppedConnectorCanBeReadAndReset() throws Exception {
        stack.connect().run("rewound", fileSource(lines("eve"), "rewound"));
        try (AvroTopic topic = new AvroTopic(stack, "rewound")) {
            assertThat(topic.read(1)).containsExactly("eve");

            stack.connect().stop("rewound");
            stack.connect().await("rewound", status -> status.tasks().isEmpty());
            JsonNode offsets = stack.connect().offsets("rewound");
            assertThat(offsets.at("/offsets/0/offset/position").asLong()).isEqualTo(4);
            stack.connect().resetOffsets("rewound");
            stack.connect().resume("rewound");

            assertThat(topic.read(1)).containsExactly("eve");
        }
        stack.connect().delete("rewound");
    }

    @Test
    void aSecretGivenByReferenceReachesTheConnectorAndNotItsSettings() throws Exception {
        Path file = lines("fay");
        String reference = stack.secrets().put("file-to-watch", file.toString());
        stack.connect().run("discreet", fileSource(reference, "discreet"));
        try (AvroTopic topic = new AvroTopic(stack, "discreet")) {
            assertThat(topic.read(1)).containsExactly("fay");
        }
        assertThat(stack.connect().settings("discreet")).containsEntry("file", reference);
    }

    @Test
    void settingsAConnectorRefusesAreReportedInTheWorkersWords() throws Exception {
        Map<String, String> settings = Map.of("connector.class", FILE_SOURCE, "batch.size", "many");
        assertThatThrownBy(() -> stack.connect().put("refused", settings))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("400")
                .hasMessageContaining("batch.size");
        assertThat(stack.connect().validate(settings).path("error_count").asInt())
                .isPositive();
    }

    @Test
    void aSecondStackRunsBesideTheFirstAndItsWorkersStandInForEachOther() throws Exception {
        Path file = lines("gil");
        try (Stack second = Stack.start(settings().withExactlyOnce(false))) {
            second.connect().run("moving", fileSource(file, "moving"));
            try (AvroTopic topic = new AvroTopic(second, "moving")) {
                assertThat(topic.read(1)).containsExactly("gil");
                Worker standIn = second.addWorker();
                second.worker().kill();
                append(file, "hal");

                assertThat(topic.read(1)).containsExactly("hal");
                assertThat(standIn.rest().awaitRunning("moving").connector().workerId())
                        .isEqualTo(standIn.rest().url().getAuthority());
            }
            assertThat(stack.broker().isRunning()).isTrue();
        }
    }

    @Test
    void everyPluginIsFoundByItsServiceManifest() throws Exception {
        assertThat(stack.connect().plugins().findValuesAsText("class"))
                .contains(FILE_SOURCE, "io.confluent.connect.avro.AvroConverter");
    }

    private Path lines(String... lines) throws IOException {
        return Files.write(folder.resolve("source.txt"), List.of(lines));
    }

    private static void append(Path file, String line) throws IOException {
        Files.write(file, List.of(line), StandardOpenOption.APPEND);
    }

    private static Map<String, String> fileSource(Object file, String topic) {
        return Map.of(
                "connector.class",
                FILE_SOURCE,
                "file",
                file.toString(),
                "topic",
                topic,
                "key.converter",
                "org.apache.kafka.connect.storage.StringConverter");
    }
}
