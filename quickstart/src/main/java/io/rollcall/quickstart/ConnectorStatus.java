package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What {@code GET /connectors/<name>/status} says.
 *
 * @param name the connector's
 * @param connector the state of the connector itself
 * @param tasks the states of its tasks, empty while it has none
 */
public record ConnectorStatus(String name, Part connector, List<Part> tasks) {

    /** A state as Connect names it. */
    public enum State {
        UNASSIGNED,
        RUNNING,
        PAUSED,
        STOPPED,
        FAILED,
        RESTARTING
    }

    /**
     * The connector or one of its tasks.
     *
     * @param workerId host and port of the worker it runs on
     * @param trace why it failed, empty in every other state
     */
    public record Part(State state, String workerId, Optional<String> trace) {

        static Part of(JsonNode json) {
            return new Part(
                    State.valueOf(json.path("state").asText()),
                    json.path("worker_id").asText(),
                    Optional.ofNullable(json.get("trace")).map(JsonNode::asText));
        }
    }

    public ConnectorStatus {
        Objects.requireNonNull(name);
        tasks = List.copyOf(tasks);
    }

    static ConnectorStatus of(JsonNode json) {
        return new ConnectorStatus(
                json.path("name").asText(),
                Part.of(json.path("connector")),
                StreamSupport.stream(json.path("tasks").spliterator(), false)
                        .map(Part::of)
                        .toList());
    }

    /** Whether the connector and every one of its tasks, at least one, are in this state. */
    public boolean isAll(State state) {
        return connector.state() == state && !tasks.isEmpty() && tasks.stream().allMatch(task -> task.state() == state);
    }

    /** Why the connector or a task failed, if one did. */
    public Optional<String> failure() {
        return Stream.concat(Stream.of(connector), tasks.stream())
                .filter(part -> part.state() == State.FAILED)
                .map(part -> part.trace().orElse("no trace"))
                .findFirst();
    }
}
