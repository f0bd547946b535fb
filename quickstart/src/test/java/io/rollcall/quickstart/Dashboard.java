package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dashboard, and the rules that alert, as they are shipped. */
final class Dashboard {
    static final Path GRAFANA = Path.of("..", "docker", "grafana");

    private static final Path FILE = GRAFANA.resolve(Path.of("dashboards", "rollcall.json"));
    /** A series of ours or of Connect's, with what selects among its labels. */
    private static final Pattern SELECTOR = Pattern.compile(
            "\\b(?:rollcall[_:][\\w:]+|kafka_connect_\\w+|up)(?:\\{[^}]*})|\\b(?:rollcall[_:]|kafka_connect_)[\\w:]+");

    private final JsonNode json;

    private Dashboard(JsonNode json) {
        this.json = json;
    }

    static Dashboard read() throws IOException {
        return new Dashboard(new ObjectMapper().readTree(Files.readString(FILE)));
    }

    JsonNode json() {
        return json;
    }

    /** The panels that show something. */
    List<JsonNode> panels() {
        return all().filter(panel -> !isRow(panel)).toList();
    }

    /** The titles of the rows. */
    List<String> rows() {
        return all().filter(Dashboard::isRow)
                .map(row -> row.path("title").asText())
                .toList();
    }

    private Stream<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        json.path("panels").forEach(all::add);
        return all.stream();
    }

    private static boolean isRow(JsonNode panel) {
        return panel.path("type").asText().equals("row");
    }

    /** A panel's queries, as Grafana sends them when everything is selected. */
    static List<String> queries(JsonNode panel) {
        List<String> queries = new ArrayList<>();
        panel.path("targets")
                .forEach(target -> queries.add(target.path("expr")
                        .asText()
                        .replace("$__rate_interval", "20s")
                        .replace("$__range", "5m")
                        .replaceAll("\\$\\w+", ".+")));
        return queries;
    }

    /** Every series that an expression looks at. */
    static List<String> selectors(String expression) {
        return SELECTOR.matcher(expression).results().map(MatchResult::group).toList();
    }
}
