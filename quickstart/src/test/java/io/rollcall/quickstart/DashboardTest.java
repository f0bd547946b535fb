package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts fit together and with the documentation, as far as can be seen without running them. */
class DashboardTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)\n(.*?)(?=\n\n|\\z)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`((?:rollcall)[_:]\\w+)");
    private static final Pattern PANELS = Pattern.compile("\\bpanels? \"[^\"]+\"(?:(?:,| and|, and) \"[^\"]+\")*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern FAILURE =
            Pattern.compile("code=\"([a-z-]+)\"}` \\| Answers with code \\w+, status (?:FAILED|STAGED)");
    private static final int WIDTH = 24;

    @Test
    void theDashboardAnswersTheQuestionsOfWhoeverIsOnCall() throws IOException {
        assertThat(Dashboard.read().rows())
                .containsExactly(
                        "Is it working?",
                        "How stale is it?",
                        "What is stuck, and why?",
                        "How much of the licence's budget is left, and who uses it?");
    }

    @Test
    void everyPanelSaysWhatItShowsAndHasAPlaceOfItsOwn() throws IOException {
        Dashboard dashboard = Dashboard.read();
        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.panels()) {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            JsonNode at = panel.path("gridPos");
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(WIDTH);
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    String cell = at.path("x").asInt() + x + "/" + (at.path("y").asInt() + y);
                    assertThat(taken.add(cell)).as(panel.path("title").asText()).isTrue();
                }
            }
        }
    }

    @Test
    void everyMetricThatIsLookedAtIsInTheReference() throws IOException {
        Set<String> known = new TreeSet<>(Set.of("rollcall_connector_plugin"));
        for (String page : List.of("source-metrics.md", "sink-metrics.md")) {
            names(NAME, DOCS.resolve("reference").resolve(page)).forEach(known::add);
        }
        names(Pattern.compile("- record: (\\S+)"), rules()).forEach(known::add);
        Stream<String> shown = Dashboard.read().panels().stream().flatMap(panel -> Dashboard.queries(panel).stream());
        Set<String> used = new TreeSet<>();
        Stream.concat(shown, Stream.of(Files.readString(rules())))
                .flatMap(text -> Dashboard.selectors(text).stream())
                .map(selector -> selector.replaceAll("\\{.*", ""))
                .filter(name -> name.matches("rollcall[_:].*"))
                .forEach(used::add);
        assertThat(used).hasSizeGreaterThan(40).isSubsetOf(known);
    }

    @Test
    void everyAlertSaysWhatToDoAndHasATest() throws IOException {
        String tests = Files.readString(Prometheus.CONFIG.resolve("rollcall.rules.test.yml"));
        for (MatchResult alert : alerts()) {
            assertThat(alert.group(2))
                    .as(alert.group(1))
                    .contains("severity: ", "summary: ", "description: ")
                    .contains("runbook: docs/operations.md#" + alert.group(1).toLowerCase(Locale.ROOT));
            assertThat(tests).contains("alertname: " + alert.group(1) + "\n");
        }
    }

    @Test
    void everyPanelThatSomebodyIsSentToIsThere() throws IOException {
        Set<String> titles = new TreeSet<>();
        Dashboard.read()
                .panels()
                .forEach(panel -> titles.add(panel.path("title").asText()));
        Set<String> named = new TreeSet<>();
        for (Path page : List.of(rules(), DOCS.resolve("operations.md"), DOCS.resolve("install.md"))) {
            // Where a text is folded does not matter.
            String text = Files.readString(page).replaceAll("\\s+", " ");
            for (MatchResult panels : PANELS.matcher(text).results().toList()) {
                QUOTED.matcher(panels.group()).results().forEach(title -> named.add(title.group(1)));
            }
        }
        assertThat(named).hasSizeGreaterThan(4).isSubsetOf(titles);
    }

    @Test
    void theReasonsWhyCommandsFailAreAllThatTheReferenceHas() throws IOException {
        JsonNode panel = Dashboard.read().panels().stream()
                .filter(shown -> shown.path("title").asText().equals("Why commands fail"))
                .findFirst()
                .orElseThrow();
        Pattern list = Pattern.compile("code=~\"([^\"]+)\"");
        MatchResult shown = list.matcher(Dashboard.queries(panel).get(0))
                .results()
                .findFirst()
                .orElseThrow();
        assertThat(shown.group(1).split("\\|"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(names(FAILURE, DOCS.resolve("reference/sink-metrics.md"))
                        .toList());
    }

    @Test
    void everyAlertHasItsChapterInTheOperationsGuide() throws IOException {
        String guide = Files.readString(DOCS.resolve("operations.md"));
        assertThat(alerts().stream().map(alert -> alert.group(1)))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(guide).containsPattern("(?m)^#+ " + alert + "$"));
    }

    private static List<MatchResult> alerts() throws IOException {
        return ALERT.matcher(Files.readString(rules())).results().toList();
    }

    private static Path rules() {
        return Prometheus.CONFIG.resolve("rollcall.rules.yml");
    }

    private static Stream<String> names(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map(name -> name.group(1));
    }
}
