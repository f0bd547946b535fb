package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.quickstart.WorkerRuntime.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page of what runs on what names exactly what is tried. After a change that is meant, write it anew with
 * {@code mvn test -pl quickstart -am -Dtest=CompatibilityPageTest -Dreference.write -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class CompatibilityPageTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path PAGE = Path.of("..", "docs", "reference", "compatibility.md");

    @Test
    void thePageNamesExactlyWhatIsTried() throws IOException {
        StringBuilder table = new StringBuilder("""
                | Kafka Connect | Java 17 | Java 25 |
                |---|---|---|
                """);
        for (Line line : Line.values()) {
            table.append("| %s | %s | %s |\n"
                    .formatted(
                            Compatibility.version(line), Compatibility.proof(line, 17), Compatibility.proof(line, 25)));
        }
        String page = """
                # What the connectors run on

                Made from the cases of `CompatibilityIT`, do not edit. In each of them the packaged archive is unpacked into the plugin path of
                a worker of its own process; somebody joins, moves and leaves by command, and a source with exactly-once tells of it.

                """ + table + """

                Lines between the two have all that the older one has: `NewerApiIT` proves that nothing newer is called, but for this.

                | what | since | on older workers |
                |---|---|---|
                | metrics of the connectors in the worker's own registry | 4.1 | see the reference of metrics |
                | the offset that a record had before a transformation changed it | 3.6 | transformations must not change a command's partition |
                | plugins found by their manifests alone, `plugin.discovery` | 3.6 | the worker scans all jars, which takes longer |
                | offsets read, changed and reset through REST | 3.6 | not to be had |
                """;
        if (System.getProperty("reference.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("%s is out of date; this class says how to write it anew", PAGE)
                .isEqualTo(page);
        assertThat(Files.readString(README)).as("the table in README").contains("\n" + table + "\n");
    }
}
