package io.rollcall.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** A page of reference, made from the code; {@code -Dreference.write} writes it anew. */
public final class ReferencePage {
    private static final Path FOLDER = Path.of("..", "docs", "reference");

    private final StringBuilder text;

    public ReferencePage(String begin) {
        this.text = new StringBuilder(begin);
    }

    /** Settings of several connectors, by name: first those that all share, then the rest of each. */
    public ReferencePage settings(Map<String, Map<String, ConfigKey>> all) {
        List<ConfigKey> first = new ArrayList<>(all.values().iterator().next().values());
        List<ConfigKey> shared = first.stream()
                .filter(key -> all.values().stream().allMatch(keys -> same(key, keys.get(key.name))))
                .toList();
        section("All connectors", shared);
        all.forEach((name, keys) -> section(
                name,
                keys.values().stream()
                        .filter(key -> shared.stream().noneMatch(other -> other.name.equals(key.name)))
                        .toList()));
        return this;
    }

    /** Metrics with their names in Prometheus and what they mean. */
    public ReferencePage metrics(Consumer<Registrar> gauges) throws IOException {
        PrometheusNames names = PrometheusNames.read();
        Map<String, String> lines = new TreeMap<>();
        gauges.accept((name, meaning, value) -> lines.put(
                name,
                "| `" + name + "` | "
                        + names.of(name, value.get())
                                .map(inPrometheus -> "`" + inPrometheus + "`")
                                .orElse("")
                        + " | " + meaning + " |\n"));
        text.append("""

                Prometheus sees them under these names when the workers run the agent that `docker/prometheus/jmx-exporter.yml`
                configures, with `connector` and `task` as further labels, times in seconds, and no texts.

                | metric | in Prometheus | meaning |
                |---|---|---|
                """);
        lines.values().forEach(text::append);
        return this;
    }

    /** Another paragraph or heading. */
    public ReferencePage text(String more) {
        text.append(more);
        return this;
    }

    /** A row of a table. */
    public ReferencePage row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    /** Fails when the file says anything else. */
    public void compare(String file) throws IOException {
        Path path = FOLDER.resolve(file);
        if (System.getProperty("reference.write") != null) {
            Files.writeString(path, text);
        }
        assertThat(Files.exists(path) ? Files.readString(path) : "")
                .as("%s is out of date; this class says how to write it anew", path)
                .isEqualTo(text.toString());
    }

    private static boolean same(ConfigKey one, ConfigKey other) {
        return other != null
                && Objects.equals(one.defaultValue, other.defaultValue)
                && one.documentation.equals(other.documentation);
    }

    private void section(String title, List<ConfigKey> keys) {
        text.append("\n## ").append(title).append('\n');
        for (ConfigKey key : keys) {
            text.append("\n### `").append(key.name).append("`\n\n");
            // A bare "<" would open a tag in Markdown.
            text.append(key.documentation.strip().replace("<", "\\<")).append("\n\n");
            text.append("* ").append(key.type.name().toLowerCase(Locale.ROOT));
            text.append(key.hasDefault() ? ", default " + shown(key) : ", required");
            text.append(", importance ").append(key.importance.name().toLowerCase(Locale.ROOT));
            text.append('\n');
        }
    }

    private static String shown(ConfigKey key) {
        String value = key.defaultValue == null ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
        return value.isEmpty() ? "none" : "`" + value + "`";
    }
}
