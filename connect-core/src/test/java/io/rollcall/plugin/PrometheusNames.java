package io.rollcall.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the agent that is configured under docker/prometheus calls a metric, by its own rules: the first that fits. */
final class PrometheusNames {
    private static final Path CONFIG = Path.of("..", "docker", "prometheus", "jmx-exporter.yml");
    private static final Pattern RULE =
            Pattern.compile("- pattern: '(?<pattern>.+)'\n +name: (?<name>\\S+)\n(?<rest>(?: +(?!- )\\w+: .*\n?)*)");
    private static final Pattern LABEL = Pattern.compile("(\\w+): \"([^\"]*)\"");
    private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9_:]");

    private final List<Rule> rules;

    private record Rule(Pattern pattern, String name, Map<String, String> labels, boolean textFits) {

        @Nullable
        String nameOf(String bean) {
            Matcher matcher = pattern.matcher(bean);
            if (!matcher.matches()) {
                return null;
            }
            StringBuilder shown =
                    new StringBuilder(ILLEGAL.matcher(filled(matcher, name)).replaceAll("_"));
            String separator = "{";
            for (Map.Entry<String, String> label : labels.entrySet()) {
                shown.append(separator).append(label.getKey()).append("=\"");
                shown.append(filled(matcher, label.getValue())).append('"');
                separator = ",";
            }
            return labels.isEmpty() ? shown.toString() : shown.append('}').toString();
        }

        private static String filled(Matcher matcher, String text) {
            String filled = text;
            for (int group = 1; group <= matcher.groupCount(); group++) {
                filled = filled.replace("$" + group, matcher.group(group));
            }
            return filled;
        }
    }

    private PrometheusNames(List<Rule> rules) {
        this.rules = rules;
    }

    static PrometheusNames read() throws IOException {
        return new PrometheusNames(RULE.matcher(Files.readString(CONFIG))
                .results()
                .map(found -> rule(found.group(1), found.group(2), found.group(3)))
                .toList());
    }

    private static Rule rule(String pattern, String name, String rest) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(rest).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        // Every metric has these two.
        labels.keySet().removeAll(List.of("connector", "task"));
        return new Rule(Pattern.compile("^.*(?:" + pattern + ").*$"), name, labels, rest.contains("value: "));
    }

    /**
     * The name of a metric without the labels that all have.
     *
     * @param value what it is now; of texts Prometheus sees only those that a rule puts into labels
     * @return empty when Prometheus does not see it
     */
    Optional<String> of(String metric, Object value) {
        String bean = "kafka.connect<type=plugins, connector=c, task=0><>" + metric + ": " + value;
        for (Rule rule : rules) {
            String name = rule.nameOf(bean);
            if (name != null) {
                return value instanceof Number || rule.textFits ? Optional.of(name) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
