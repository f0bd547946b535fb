package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a newcomer meets it, and the commands that it tells to try, run word by word. */
class QuickstartIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String REFUSED = "127.0.0.1:1";

    @TempDir
    private static Path folder;

    private static final List<Process> PROCESSES = new ArrayList<>();
    private static String said;

    @BeforeAll
    static void start() throws Exception {
        // What is built right now is what the script is to run; it would build it again otherwise.
        Files.createDirectories(Path.of("target", "command"));
        Files.writeString(Path.of("target", "command", ".built"), "");
        said = saidOnce(background("./rollcall quickstart"), "  Logs ");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Process process : PROCESSES) {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void theStoryEndsWellAndEveryCommandItTellsToTryWorks() throws Exception {
        assertThat(said).contains("Every expected result and event arrived.");
        List<String> watches = printed("./rollcall watch ");
        List<String> sends = printed("./rollcall send ");
        assertThat(watches).hasSize(2);
        assertThat(sends).hasSize(2);
        List<Path> watched = new ArrayList<>();
        for (String watch : watches) {
            Path output = background(watch);
            saidOnce(output, "Watching topic ");
            watched.add(output);
        }
        for (String send : sends) {
            Ended ended = run(send);
            assertThat(ended.output()).contains("<= ", "SUCCEEDED APPLIED");
            assertThat(ended.status()).as(ended.output()).isZero();
        }
        saidOnce(watched.get(0), "DEACTIVATE of");
        saidOnce(watched.get(1), "DEACTIVATED");
    }

    @Test
    void whatIsNotDoneEndsWithStatusOne() throws Exception {
        String cluster = cluster();
        Ended ended = run("./rollcall send olark update --tenant acme --email nobody@example.com --title T " + cluster);
        assertThat(ended.status()).isOne();
        assertThat(ended.output()).contains("UNSUPPORTED_OPERATION");
        ended = run("./rollcall send olark update --tenant acme --email nobody@example.com --name N " + cluster);
        assertThat(ended.status()).isOne();
        assertThat(ended.output()).contains("SUBJECT_NOT_FOUND");
    }

    @Test
    void whoDoesNotAnswerIsNamedInTime() throws Exception {
        String send = "./rollcall send olark delete --tenant acme --email nobody@example.com ";
        String bootstrap = "--bootstrap " + word("--bootstrap");
        String registry = "--registry " + word("--registry");

        Ended broker = run(send + "--bootstrap " + REFUSED + " " + registry);
        assertThat(broker.status()).isOne();
        assertThat(broker.output()).contains("Kafka at " + REFUSED + " cannot be used", "--bootstrap");
        Ended schemas = run(send + bootstrap + " --registry http://" + REFUSED);
        assertThat(schemas.status()).isOne();
        assertThat(schemas.output()).contains("The schema registry at http://" + REFUSED);
        Ended topic = run(send + cluster() + " --topic nowhere");
        assertThat(topic.status()).isOne();
        assertThat(topic.output()).contains("Topic nowhere does not exist", "--topic");
        Ended watch = run("./rollcall watch users --bootstrap " + REFUSED + " " + registry);
        assertThat(watch.status()).isOne();
        assertThat(watch.output()).contains("Topic rollcall.users cannot be read");
    }

    private static List<String> printed(String start) {
        return said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(start))
                .toList();
    }

    private static String cluster() {
        return "--bootstrap " + word("--bootstrap") + " --registry " + word("--registry");
    }

    /** What follows an option in a command that was told. */
    private static String word(String option) {
        List<String> words = List.of(printed("./rollcall send ").get(0).split(" "));
        return words.get(words.indexOf(option) + 1);
    }

    private record Ended(int status, String output) {}

    private static Ended run(String command) throws Exception {
        Path output = Files.createTempFile(folder, "out", ".txt");
        Process process = process(command, output);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(command)
                .isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }

    /** Starts a command, to be ended with the class, and returns where its output goes. */
    private static Path background(String command) throws IOException {
        Path output = Files.createTempFile(folder, "out", ".txt");
        process(command, output);
        return output;
    }

    private static Process process(String command, Path output) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", "exec " + command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()))
                .start();
        PROCESSES.add(process);
        return process;
    }

    /** All that was said, once this was. */
    private static String saidOnce(Path output, String part) throws InterruptedException {
        Eventually.holds(part, LIMIT, () -> read(output).contains(part));
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
