package io.rollcall.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rollcall.quickstart.ConnectorStatus.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The REST interface of a Connect worker.
 *
 * <p>Requests that meet a rebalance (409) are repeated until it is over. Every other answer outside 2xx is a
 * {@link StackException} with the worker's message.
 */
public final class ConnectRest {

    /** A worker itself gives up a request after 90 s; anything a person or a test waits for is far below. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);

    private static final Duration STATE_LIMIT = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final HttpClient client;
    private final Poll poll;

    ConnectRest(URI url, HttpClient client, Poll poll) {
        this.url = url;
        this.client = client;
        this.poll = poll;
    }

    /** Where the worker listens. */
    public URI url() {
        return url;
    }

    /** Creates a connector or replaces its settings; {@code name} need not be among them. */
    public void put(String connector, Map<String, String> settings) throws InterruptedException {
        send("PUT", "/connectors/" + connector + "/config", settings);
    }

    /** Creates a connector or replaces its settings, and waits until it and all of its tasks run. */
    public ConnectorStatus run(String connector, Map<String, String> settings) throws InterruptedException {
        put(connector, settings);
        return awaitRunning(connector);
    }

    /** The connector's settings, references to secrets unresolved. */
    public Map<String, String> settings(String connector) throws InterruptedException {
        return JSON.convertValue(send("GET", "/connectors/" + connector + "/config"), new TypeReference<>() {});
    }

    public ConnectorStatus status(String connector) throws InterruptedException {
        return ConnectorStatus.of(send("GET", "/connectors/" + connector + "/status"));
    }

    /**
     * Waits until the connector and all of its tasks run.
     *
     * <p>The workers keep states in a topic: right after a kill they still tell those from before it.
     *
     * @throws StackException if it has FAILED, with the trace, or if it takes more than a minute
     */
    public ConnectorStatus awaitRunning(String connector) throws InterruptedException {
        return await(connector, status -> {
            status.failure().ifPresent(trace -> {
                throw new StackException("Connector " + connector + " failed: " + trace);
            });
            return status.isAll(State.RUNNING);
        });
    }

    /**
     * Waits until the connector's status is as wanted.
     *
     * @throws StackException if that takes more than a minute
     */
    public ConnectorStatus await(String connector, Predicate<ConnectorStatus> wanted) throws InterruptedException {
        return poll.until(
                STATE_LIMIT,
                () -> look("/connectors/" + connector + "/status")
                        .map(ConnectorStatus::of)
                        .filter(wanted),
                () -> new StackException("Connector " + connector + " is not as wanted after " + STATE_LIMIT.toSeconds()
                        + " s: " + look("/connectors/" + connector + "/status").orElse(MissingNode.getInstance())));
    }

    public void pause(String connector) throws InterruptedException {
        send("PUT", "/connectors/" + connector + "/pause");
    }

    public void resume(String connector) throws InterruptedException {
        send("PUT", "/connectors/" + connector + "/resume");
    }

    /** Stops the connector, which is what changing its offsets requires. */
    public void stop(String connector) throws InterruptedException {
        send("PUT", "/connectors/" + connector + "/stop");
    }

    /** Restarts the connector with all of its tasks. */
    public void restart(String connector) throws InterruptedException {
        send("POST", "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=false");
    }

    public void delete(String connector) throws InterruptedException {
        send("DELETE", "/connectors/" + connector);
    }

    /** The source offsets as Connect tells them: {@code {"offsets": [{"partition": ..., "offset": ...}]}}. */
    public JsonNode offsets(String connector) throws InterruptedException {
        return send("GET", "/connectors/" + connector + "/offsets");
    }

    /** Changes offsets of a stopped connector. */
    public JsonNode alterOffsets(String connector, JsonNode offsets) throws InterruptedException {
        return send("PATCH", "/connectors/" + connector + "/offsets", offsets);
    }

    /** Forgets the offsets of a stopped connector. */
    public JsonNode resetOffsets(String connector) throws InterruptedException {
        return send("DELETE", "/connectors/" + connector + "/offsets");
    }

    /** All plugins the worker has found, converters and transformations too. */
    public JsonNode plugins() throws InterruptedException {
        return send("GET", "/connector-plugins?connectorsOnly=false");
    }

    /** Has the settings checked; {@code connector.class} must be among them. */
    public JsonNode validate(Map<String, String> settings) throws InterruptedException {
        String type = settings.getOrDefault("connector.class", "");
        return send("PUT", "/connector-plugins/" + type + "/config/validate", settings);
    }

    /** Sets the level of a logger and those below it, on this worker until it ends. */
    public void logLevel(String logger, String level) throws InterruptedException {
        send("PUT", "/admin/loggers/" + logger, Map.of("level", level));
    }

    private JsonNode send(String method, String path) throws InterruptedException {
        return send(method, path, BodyPublishers.noBody());
    }

    private JsonNode send(String method, String path, Object body) throws InterruptedException {
        return send(method, path, BodyPublishers.ofString(JSON.valueToTree(body).toString()));
    }

    private JsonNode send(String method, String path, BodyPublisher body) throws InterruptedException {
        HttpResponse<String> response = poll.until(
                REQUEST_LIMIT,
                () -> Optional.of(exchange(method, path, body)).filter(answer -> answer.statusCode() != 409),
                () -> new StackException(method + " " + path + " met a rebalance that does not end"));
        if (response.statusCode() / 100 != 2) {
            throw new StackException(
                    method + " " + path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return tree(response.body());
    }

    /** What a resource says, or nothing as long as it is not there. */
    private Optional<JsonNode> look(String path) {
        HttpResponse<String> response = exchange("GET", path, BodyPublishers.noBody());
        return response.statusCode() == 200 ? Optional.of(tree(response.body())) : Optional.empty();
    }

    private HttpResponse<String> exchange(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(REQUEST_LIMIT)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " got no answer from " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException(method + " " + path + " was interrupted", e);
        }
    }

    /** Some answers have no body. */
    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new StackException("Not JSON: " + body, e);
        }
    }
}
