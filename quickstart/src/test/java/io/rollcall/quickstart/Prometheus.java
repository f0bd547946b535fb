package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Prometheus with the configuration of the compose stack, but for whom it asks and how often. */
final class Prometheus implements AutoCloseable {
    /** What the compose stack runs with. */
    static final Path CONFIG = Path.of("..", "docker", "prometheus");

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread atShutdown;

    private Prometheus(Process process, String url) {
        this.process = process;
        this.url = url;
        atShutdown = new Thread(process::destroyForcibly, "stop-prometheus");
        Runtime.getRuntime().addShutdownHook(atShutdown);
    }

    /** The program of that name, if this machine has it. */
    static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one that asks a worker every three seconds, and returns when it answers.
     *
     * @param folder for its files
     * @param port of the address 127.0.0.1, its own
     * @param worker the port of the worker's agent
     */
    static Prometheus start(Path folder, int port, int worker) throws IOException, InterruptedException {
        String config = Files.readString(CONFIG.resolve("prometheus.yml"))
                .replace("connect:9404", "127.0.0.1:" + worker)
                .replaceAll("scrape_interval: \\w+", "scrape_interval: 3s")
                .replaceAll("evaluation_interval: \\w+", "evaluation_interval: 1s");
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
        Files.copy(CONFIG.resolve("rollcall.rules.yml"), folder.resolve("rollcall.rules.yml"));
        String address = "127.0.0.1:" + port;
        Process process = new ProcessBuilder(
                        program("prometheus").orElseThrow().toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(process, "http://" + address);
        try {
            Eventually.holds("Prometheus is ready", LIMIT, prometheus::isReady);
            return prometheus;
        } catch (RuntimeException | InterruptedException notReady) {
            prometheus.close();
            throw notReady;
        }
    }

    private boolean isReady() {
        try {
            return send("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** What an expression is now: one node for each series. */
    JsonNode query(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalArgumentException(expression + ": " + answer);
        }
        return answer.path("data").path("result");
    }

    /** All rules that it has loaded. */
    List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        get("/api/v1/rules")
                .path("data")
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = send(path);
            if (answer.statusCode() >= 500) {
                throw new IOException(path + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .timeout(LIMIT)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atShutdown);
    }
}
