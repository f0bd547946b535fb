package io.rollcall.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Tables of the fields of Avro schemas, a table for each record, each record once. */
final class SchemaPages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReferencePage page;
    private final Set<String> told = new HashSet<>();
    private final Deque<Described> waiting = new ArrayDeque<>();

    /** A record, and the namespace that it is in unless it names one. */
    private record Described(JsonNode schema, String around) {
        String namespace() {
            return schema.path("namespace").asText(around);
        }
    }

    SchemaPages(ReferencePage page) {
        this.page = page;
    }

    void add(String title, String file) throws IOException {
        page.text("\n## " + title + "\n");
        try (InputStream schema =
                Objects.requireNonNull(SchemaPages.class.getResourceAsStream("/io/rollcall/avro/" + file + ".avsc"))) {
            waiting.add(new Described(JSON.readTree(schema), ""));
        }
        while (!waiting.isEmpty()) {
            tell(waiting.remove());
        }
    }

    private void tell(Described record) {
        String name = record.schema().path("name").asText();
        if (!told.add(record.namespace() + "." + name)) {
            return;
        }
        page.text("\n### " + name + "\n\n" + words(record.schema()) + "\n\n");
        page.text("| field | type | default | meaning |\n|---|---|---|---|\n");
        for (JsonNode field : record.schema().path("fields")) {
            page.row(List.of(
                    "`" + field.path("name").asText() + "`",
                    type(field.path("type"), record.namespace()),
                    field.has("default") ? "`" + field.path("default") + "`" : "required",
                    words(field)));
        }
    }

    private static String words(JsonNode described) {
        // A bare "<" would open a tag in Markdown, a bare "|" the next column.
        return described.path("doc").asText().replace("<", "\\<").replace("|", "\\|");
    }

    private String type(JsonNode type, String namespace) {
        if (type.isArray()) {
            List<String> options = new ArrayList<>();
            type.forEach(option -> options.add(type(option, namespace)));
            options.sort((one, other) -> Boolean.compare(one.equals("null"), other.equals("null")));
            return String.join(" or ", options);
        }
        if (type.isTextual()) {
            return type.asText().substring(type.asText().lastIndexOf('.') + 1);
        }
        return switch (type.path("type").asText()) {
            case "array" -> "list of " + type(type.path("items"), namespace);
            case "map" -> "map of " + type(type.path("values"), namespace);
            case "record" -> {
                waiting.add(new Described(type, namespace));
                yield type.path("name").asText();
            }
            default -> type.path("logicalType").asText(type.path("type").asText());
        };
    }
}
