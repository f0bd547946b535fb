package io.rollcall.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code docker/topics-and-acls} says that connectors need.
 *
 * @param lines the commands, each cut into words
 */
public record TopicsScript(List<List<String>> lines) {
    private static final Path SCRIPT = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .map(folder -> folder.resolve("docker").resolve("topics-and-acls"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();

    /** Has it print what one connector needs. */
    public static TopicsScript of(Path folder, String connector, Map<String, String> settings, String... options)
            throws IOException, InterruptedException {
        Path file = folder.resolve(connector + ".json");
        Files.writeString(file, new ObjectMapper().writeValueAsString(settings));
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(options));
        command.add(file.toString());
        return new TopicsScript(run(new ProcessBuilder(command))
                .lines()
                .map(line -> List.of(line.split(" ")))
                .toList());
    }

    /** What a process that succeeds prints. */
    public static String run(ProcessBuilder process) throws IOException, InterruptedException {
        Process running = process.redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as(said).isZero();
        return said;
    }

    /** The settings of each topic, {@code partitions} and {@code replicas} among them. */
    public Map<String, Map<String, String>> topics() {
        Map<String, Map<String, String>> topics = new TreeMap<>();
        of("kafka-topics.sh").forEach(line -> {
            Map<String, String> settings = new HashMap<>();
            settings.put("partitions", after(line, "--partitions").get(0));
            settings.put("replicas", after(line, "--replication-factor").get(0));
            after(line, "--config").forEach(config -> {
                List<String> pair = Arrays.asList(config.split("=", 2));
                settings.put(pair.get(0), pair.get(1));
            });
            topics.put(after(line, "--topic").get(0), settings);
        });
        return topics;
    }

    /** Who may do what with what, as {@code User:one topic/two [Read, Write]}. */
    public TreeSet<String> rights() {
        TreeSet<String> rights = new TreeSet<>();
        of("kafka-acls.sh").forEach(line -> {
            for (String kind : List.of("topic", "group", "transactional-id")) {
                after(line, "--" + kind)
                        .forEach(name ->
                                rights.add(after(line, "--allow-principal").get(0) + " " + kind + "/" + name + " "
                                        + new TreeSet<>(after(line, "--operation"))));
            }
        });
        return rights;
    }

    private List<List<String>> of(String tool) {
        return lines.stream().filter(line -> line.get(0).equals(tool)).toList();
    }

    private static List<String> after(List<String> line, String option) {
        List<String> values = new ArrayList<>();
        for (int word = 0; word + 1 < line.size(); word++) {
            if (line.get(word).equals(option)) {
                values.add(line.get(word + 1));
            }
        }
        return values;
    }
}
