package io.rollcall.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the archive and what is not, and that it is the same whoever builds it, wherever. */
class ArchiveIT {

    /** The time that the build gives to everything; zips know no zone. */
    private static final LocalDateTime BUILT = LocalDateTime.of(2026, 1, 1, 0, 0);
    /** What a worker brings along itself, and a plugin must not; converters are for their users to choose. */
    private static final String WORKERS_OWN =
            "(META-INF/versions/\\d+/)?(org/apache/(kafka|log4j|logging|avro)/|org/slf4j/|ch/qos/|javax/ws/|jakarta/ws/|io/confluent/).*";
    /** The biggest that anybody has to download; more means that something got in which nobody asked for. */
    private static final long LIMIT_BYTES = 12_000_000;

    @Test
    void itHasTheLayoutOfAComponentOfConfluentHub() {
        assertThat(Archive.FILE).hasFileName("rollcall-kafka-connect-" + Archive.VERSION + ".zip");
        assertThat(Archive.entries())
                .extracting(ZipEntry::getName)
                .allMatch(name -> name.startsWith(Archive.ROOT))
                .contains(
                        Archive.ROOT + "manifest.json",
                        Archive.ROOT + "doc/README.md",
                        Archive.ROOT + "doc/LICENSE",
                        Archive.ROOT + "doc/THIRD-PARTY.md",
                        Archive.ROOT + "assets/rollcall.png");
        assertThat(new TreeSet<>(Archive.entries().stream()
                        .map(entry -> entry.getName().substring(Archive.ROOT.length()))
                        .map(name -> name.replaceFirst("/.*", "/"))
                        .toList()))
                .containsExactly("", "assets/", "doc/", "etc/", "lib/", "manifest.json");
    }

    @Test
    void everyEntryHasTheTimeOfTheReleaseAndItsPlaceByName() {
        List<? extends ZipEntry> entries = Archive.entries();
        assertThat(entries).extracting(ZipEntry::getTimeLocal).containsOnly(BUILT);
        assertThat(entries.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                .isSorted();
        assertThat(entries.stream().filter(ZipEntry::isDirectory).map(ZipEntry::getName))
                .isSorted();
    }

    @Test
    void theServiceManifestsOfBothDirectionsNameExactlyOurConnectorsWhichExist() {
        Map<String, List<String>> manifests = new TreeMap<>();
        List<String> classes = new ArrayList<>();
        Archive.files("lib/")
                .values()
                .forEach(jar -> Archive.jar(jar).forEach((name, bytes) -> {
                    classes.add(name);
                    if (name.startsWith("META-INF/services/org.apache.kafka.connect.")) {
                        manifests
                                .computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), any -> new ArrayList<>())
                                .addAll(lines(bytes));
                    }
                }));
        assertThat(manifests.keySet()).containsExactly("SinkConnector", "SourceConnector");
        assertThat(manifests.get("SourceConnector")).containsExactlyInAnyOrderElementsOf(Connectors.SOURCES);
        assertThat(manifests.get("SinkConnector")).containsExactlyInAnyOrderElementsOf(Connectors.SINKS);
        assertThat(classes)
                .containsAll(Connectors.ALL.stream()
                        .map(name -> name.replace('.', '/') + ".class")
                        .toList());
    }

    private static List<String> lines(byte[] manifest) {
        return new String(manifest, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    @Test
    void nothingThatAWorkerBringsAlongIsInIt() {
        List<String> brought = new ArrayList<>();
        Archive.files("lib/")
                .forEach((name, jar) -> Archive.jar(jar).keySet().stream()
                        .filter(entry -> entry.matches(WORKERS_OWN) && entry.endsWith(".class"))
                        .forEach(entry -> brought.add(name + "!" + entry)));
        assertThat(brought).isEmpty();
        assertThat(Archive.files("lib/").keySet())
                .hasSizeGreaterThan(10)
                .noneMatch(name -> name.matches("(kafka|connect|slf4j|log4j|reload4j|logback|avro|jspecify).*"));
    }

    @Test
    void theManifestSaysWhatTheHubWantsToKnowOfThisVersion() throws IOException {
        JsonNode manifest = Archive.json("", "manifest.json");
        assertThat(manifest.path("owner").path("username").asText() + "-"
                        + manifest.path("name").asText() + "-"
                        + manifest.path("version").asText() + "/")
                .isEqualTo(Archive.ROOT);
        assertThat(manifest.path("component_types"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("source", "sink");
        assertThat(manifest.at("/license/0/name").asText()).isEqualTo("Apache-2.0");
        for (String required :
                List.of("title", "description", "owner", "support", "tags", "features", "requirements")) {
            assertThat(manifest.path(required).toString()).as(required).hasSizeGreaterThan(2);
        }
        for (String logo : List.of("/logo", "/owner/logo", "/support/logo")) {
            assertThat(Archive.entries())
                    .extracting(ZipEntry::getName)
                    .contains(Archive.ROOT + manifest.at(logo).asText());
        }
    }

    @Test
    void noPlaceholderOfTheBuildIsLeftAnywhere() {
        assertThat(Archive.text("", "manifest.json")).doesNotContain("${");
        Archive.files("doc/")
                .forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                        .as(name)
                        .isNotBlank()
                        .doesNotContain("${"));
        assertThat(Archive.text("doc/", "README.md")).contains(Archive.VERSION);
    }

    @Test
    void itIsSmall() throws IOException {
        long bytes = Files.size(Archive.FILE);
        System.out.printf("%s: %,d bytes%n", Archive.FILE.getFileName(), bytes);
        assertThat(bytes).isLessThan(LIMIT_BYTES);
    }
}
