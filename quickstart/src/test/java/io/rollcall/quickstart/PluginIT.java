package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin as it is handed out: what is in the archive, what a worker makes of it, and how it answers a validation. */
class PluginIT {

    private static final String VERSION = System.getProperty("rollcall.version");
    private static final Map<String, List<String>> CONNECTORS = Map.of(
            "source",
                    List.of(
                            "io.rollcall.source.GladlySourceConnector",
                            "io.rollcall.source.LiveChatSourceConnector",
                            "io.rollcall.source.OlarkSourceConnector",
                            "io.rollcall.source.TalkdeskSourceConnector"),
            "sink",
                    List.of(
                            "io.rollcall.sink.GladlySinkConnector",
                            "io.rollcall.sink.LiveChatSinkConnector",
                            "io.rollcall.sink.OlarkSinkConnector",
                            "io.rollcall.sink.TalkdeskSinkConnector"));
    /** What a worker brings along itself, and a plugin must not. */
    private static final String WORKERS_OWN =
            "org/apache/(kafka|log4j|logging)/.*|org/slf4j/.*|javax/ws/.*|jakarta/ws/.*";
    /** The five seconds of the live check, and what a busy machine adds. */
    private static final Duration BOUND = Duration.ofSeconds(7);

    private static Simulator simulator;
    private static Stack stack;

    @BeforeAll
    static void start() throws InterruptedException {
        simulator = Simulator.start();
        stack = Stack.start(KafkaChoice.settings());
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @Test
    void theWorkerFindsExactlyOurConnectorsByTheirManifestsWithTheVersionOfTheBuild() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode plugin : stack.connect().plugins()) {
            if (plugin.path("class").asText().startsWith("io.rollcall.")) {
                found.put(plugin.path("class").asText(), plugin.path("version").asText());
            }
        }
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        CONNECTORS.values().stream().flatMap(List::stream).toList());
        assertThat(found.values()).containsOnly(VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "sink"})
    void theArchiveHoldsOneManifestAndNothingThatAWorkerBringsAlong(String kind) throws Exception {
        List<String> manifests = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        Path archives = Path.of(System.getProperty("rollcall.archives"));
        try (ZipFile archive = new ZipFile(archives.resolve(kind + ".zip").toFile())) {
            for (ZipEntry jar : archive.stream()
                    .filter(entry -> entry.getName().endsWith(".jar"))
                    .toList()) {
                read(archive.getInputStream(jar), entries, manifests);
            }
        }
        assertThat(manifests).hasSize(1);
        assertThat(manifests.get(0).lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                .containsExactlyInAnyOrderElementsOf(CONNECTORS.get(kind));
        assertThat(entries).hasSizeGreaterThan(1_000).noneMatch(entry -> entry.matches(WORKERS_OWN));
    }

    private static void read(InputStream jar, List<String> entries, List<String> manifests) throws IOException {
        try (ZipInputStream in = new ZipInputStream(jar)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry.getName());
                if (entry.getName().startsWith("META-INF/services/org.apache.kafka.connect.")) {
                    manifests.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }

    @Test
    void settingsThatWorkHaveNoErrorsAndSecretsComeBackHidden() throws Exception {
        for (Candidate candidate : candidates()) {
            JsonNode answer = stack.connect().validate(candidate.settings(Map.of()));
            assertThat(errors(answer)).as(candidate.name()).isEmpty();
            for (JsonNode config : answer.path("configs")) {
                if (config.at("/definition/type").asText().equals("PASSWORD")
                        && !config.at("/value/value").isNull()) {
                    assertThat(config.at("/value/value").asText("[hidden]"))
                            .as(config.at("/value/name").asText())
                            .isEqualTo("[hidden]");
                }
            }
        }
    }

    @Test
    void everySettingThatIsMissingIsAskedForUnderItsOwnName() throws Exception {
        for (Candidate candidate : candidates()) {
            for (String required : candidate.required()) {
                Map<String, String> settings = candidate.settings(Map.of());
                settings.remove(required);
                assertThat(errors(stack.connect().validate(settings)).keySet())
                        .as("%s without %s", candidate.name(), required)
                        .containsExactly(required);
            }
        }
    }

    @Test
    void aWrongCredentialIsBlamedOnTheSettingThatHoldsIt() throws Exception {
        for (Candidate candidate : candidates()) {
            List<String> credentials = credentials(candidate.desk());
            String secret = credentials.get(credentials.size() - 1);
            Map<String, List<String>> errors =
                    errors(stack.connect().validate(candidate.settings(Map.of(secret, "not-the-secret"))));
            assertThat(errors).as(candidate.name()).hasSize(1);
            assertThat(credentials).as(candidate.name()).containsAll(errors.keySet());
            assertThat(errors.toString()).contains(secret).doesNotContain("not-the-secret");
        }
    }

    @Test
    void aVendorThatCannotBeReachedIsBlamedOnItsAddressInTime() throws Exception {
        String refused = "http://127.0.0.1:" + new FreePorts(new SecureRandom()).next();
        for (String address : List.of(refused, "https://nowhere.invalid")) {
            for (Candidate candidate : candidates()) {
                Desk desk = candidate.desk();
                String url = desk.name().equals("talkdesk-scim")
                        ? "talkdesk.scim.base.url"
                        : desk.vendor().segment() + ".base.url";
                long start = System.nanoTime();
                Map<String, List<String>> errors =
                        errors(stack.connect().validate(candidate.settings(Map.of(url, address + "/api"))));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
                assertThat(errors.keySet())
                        .as("%s at %s: %s", candidate.name(), address, errors)
                        .containsExactly(url);
            }
        }
    }

    @Test
    void exactlyOnceMayBeRequired() throws Exception {
        for (Desk desk : Desk.all(simulator, simulator)) {
            Map<String, String> settings = new Candidate(desk, false).settings(Map.of());
            assertThat(settings).containsEntry("exactly.once.support", "required");
            assertThat(errors(stack.connect().validate(settings)))
                    .as(desk.name())
                    .isEmpty();
        }
    }

    /** A connector that somebody might configure. */
    private record Candidate(Desk desk, boolean sink) {
        String name() {
            return desk.name() + (sink ? "-sink" : "-source");
        }

        Map<String, String> settings(Map<String, String> changed) {
            Map<String, String> settings =
                    new HashMap<>(sink ? desk.sinkSettings(stack) : desk.settings(stack.secrets()));
            settings.put("name", "checked");
            settings.put("tenant", "checked");
            settings.putAll(changed);
            return settings;
        }

        List<String> required() {
            List<String> required = new ArrayList<>(credentials(desk));
            required.add("tenant");
            if (sink) {
                required.add("kafka.bootstrap.servers");
            }
            return required;
        }
    }

    private static List<Candidate> candidates() {
        return Desk.all(simulator, simulator).stream()
                .flatMap(desk -> Stream.of(new Candidate(desk, false), new Candidate(desk, true)))
                .toList();
    }

    /** Settings without which nobody can log in, the secret last. */
    private static List<String> credentials(Desk desk) {
        return switch (desk.name()) {
            case "olark" -> List.of("olark.api.key");
            case "livechat" -> List.of("livechat.client.id", "livechat.client.secret");
            case "gladly" -> List.of("gladly.user", "gladly.secret");
            case "talkdesk" -> List.of("talkdesk.client.id", "talkdesk.client.secret");
            default -> List.of("talkdesk.scim.token");
        };
    }

    /** Messages by setting. */
    private static Map<String, List<String>> errors(JsonNode answer) {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (JsonNode config : answer.path("configs")) {
            for (JsonNode error : config.at("/value/errors")) {
                errors.computeIfAbsent(config.at("/value/name").asText(), any -> new ArrayList<>())
                        .add(error.asText());
            }
        }
        assertThat(answer.path("error_count").asInt())
                .isEqualTo(errors.values().stream().mapToInt(List::size).sum());
        return errors;
    }
}
