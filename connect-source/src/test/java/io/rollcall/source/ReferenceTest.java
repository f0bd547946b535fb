package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.detect.Roster;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/**
 * The reference pages say what the code says. After a change that is meant, write them anew with
 * {@code mvn test -pl connect-source -am -Dtest=ReferenceTest -Dreference.write -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ReferenceTest {
    private static final Path FOLDER = Path.of("..", "docs", "reference");

    @Test
    void theSettingsPageIsTheConnectorsOwnDefinition() throws IOException {
        Map<String, Map<String, ConfigKey>> all = new LinkedHashMap<>();
        for (Vendor vendor : Vendors.ALL) {
            all.put(vendor.name(), SourceSettings.define(vendor).configKeys());
        }
        StringBuilder page = new StringBuilder("""
                # Settings of the source connectors

                Made from the code, do not edit. Besides these, Connect's own settings apply.

                | connector | class |
                |---|---|
                | Olark | `io.rollcall.source.OlarkSourceConnector` |
                | LiveChat | `io.rollcall.source.LiveChatSourceConnector` |
                | Gladly | `io.rollcall.source.GladlySourceConnector` |
                | Talkdesk | `io.rollcall.source.TalkdeskSourceConnector` |
                """);
        List<ConfigKey> first = new ArrayList<>(all.get("olark").values());
        List<ConfigKey> shared = first.stream()
                .filter(key -> all.values().stream().allMatch(keys -> same(key, keys.get(key.name))))
                .toList();
        section(page, "All connectors", shared);
        all.forEach((vendor, keys) -> section(
                page,
                vendor,
                keys.values().stream()
                        .filter(key -> shared.stream().noneMatch(other -> other.name.equals(key.name)))
                        .toList()));
        compare("source-settings.md", page.toString());
    }

    @Test
    void theMetricsPageIsWhatTheTaskRegisters() throws IOException {
        Map<String, String> metrics = new TreeMap<>();
        new SourceMetrics(Roster.load(Map.of(), 1)).gauges((name, meaning, value) -> metrics.put(name, meaning));
        StringBuilder page = new StringBuilder("""
                # Metrics of the source connectors

                Made from the code, do not edit. Shown by workers of Kafka 4.1 and later, as
                `kafka.connect:type=plugins,connector=<name>,task=<number>`; counters start at 0 with the task.

                | metric | meaning |
                |---|---|
                """);
        metrics.forEach((name, meaning) ->
                page.append("| `").append(name).append("` | ").append(meaning).append(" |\n"));
        compare("source-metrics.md", page.toString());
    }

    private static boolean same(ConfigKey one, ConfigKey other) {
        return other != null
                && Objects.equals(one.defaultValue, other.defaultValue)
                && one.documentation.equals(other.documentation);
    }

    private static void section(StringBuilder page, String title, List<ConfigKey> keys) {
        page.append("\n## ").append(title).append('\n');
        for (ConfigKey key : keys) {
            page.append("\n### `").append(key.name).append("`\n\n");
            // A bare "<" would open a tag in Markdown.
            page.append(key.documentation.strip().replace("<", "\\<")).append("\n\n");
            page.append("* ").append(key.type.name().toLowerCase(Locale.ROOT));
            page.append(key.hasDefault() ? ", default " + shown(key) : ", required");
            page.append(", importance ").append(key.importance.name().toLowerCase(Locale.ROOT));
            page.append('\n');
        }
    }

    private static String shown(ConfigKey key) {
        Object value = key.defaultValue;
        return value == null || value.equals("") ? "none" : "`" + ConfigDef.convertToString(value, key.type) + "`";
    }

    private static void compare(String file, String expected) throws IOException {
        Path path = FOLDER.resolve(file);
        if (System.getProperty("reference.write") != null) {
            Files.writeString(path, expected);
        }
        assertThat(Files.exists(path) ? Files.readString(path) : "")
                .as("%s is out of date; this class says how to write it anew", path)
                .isEqualTo(expected);
    }
}
