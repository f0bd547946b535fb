package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Prometheus asks a real worker, and everything that the dashboard and the alerts look at is there. */
class DashboardIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int USERS = 12;

    /** Before each, or else nobody would count what was skipped. */
    @BeforeEach
    void needsPrometheus() {
        for (String program : List.of("prometheus", "promtool")) {
            assumeTrue(
                    Prometheus.program(program).isPresent(),
                    "The dashboard is not tried: there is no " + program + " on the PATH. Debian has it as prometheus");
        }
    }

    @Test
    void prometheusAcceptsTheConfigurationAndEveryAlertDoesWhatItsTestSays() throws Exception {
        promtool("check", "config", "prometheus.yml");
        promtool("test", "rules", "rollcall.rules.test.yml");
    }

    @Test
    void everyPanelAndEveryAlertHasDataAndNothingAlertsWhileAllIsWell() throws Exception {
        FreePorts ports = new FreePorts(new SecureRandom());
        int agent = ports.next();
        String options = "-javaagent:" + System.getProperty("rollcall.jmx.agent") + "=127.0.0.1:" + agent + ":"
                + Prometheus.CONFIG.resolve("jmx-exporter.yml").toRealPath();
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(StackSettings.defaults().withWorkerOption(options));
                Prometheus prometheus =
                        Prometheus.start(stack.directory().resolve("prometheus"), ports.next(), agent)) {
            SimulatedAccount people = simulator.liveChat().primary();
            people.seed(USERS);
            connect(simulator, stack);
            awaitSeries(prometheus, "rollcall_last_complete_sweep_timestamp_seconds > 0");
            // Prometheus sees an increase only of a counter that it has seen before.
            awaitSeries(prometheus, "rollcall_results_total{code=\"subject-not-found\"} == 0");
            command(stack, people);
            for (String expression : List.of(
                    "rollcall_hint_to_event_seconds > 0",
                    "rollcall_task_plugin{vendor=\"livechat\",direction=\"sink\",connector=\"livechat-sink\"}",
                    "rollcall_answers_total{status=\"succeeded\"} > 0",
                    "rollcall_results_total{code=\"subject-not-found\"} == 1",
                    "rollcall_token_refreshes_total > 0",
                    "rollcall_budget_state{state=\"running\"} == 1")) {
                awaitSeries(prometheus, expression);
            }

            awaitData(prometheus);

            assertThat(prometheus.rules())
                    .isNotEmpty()
                    .allMatch(rule -> rule.path("health").asText().equals("ok"), "evaluated without error");
            assertThat(prometheus.query("ALERTS"))
                    .as("neither firing nor pending")
                    .isEmpty();
        }
    }

    /** A source and a sink of one licence. */
    private static void connect(Simulator simulator, Stack stack) throws InterruptedException {
        stack.cluster().create(Accounts.COMMANDS, 2);
        Map<String, Map<String, String>> connectors =
                new Accounts(simulator, stack.secrets()).connectors(stack.cluster());
        for (String direction : List.of("source", "sink")) {
            String name = Vendor.LIVECHAT.segment() + "-" + direction;
            Map<String, String> settings = new TreeMap<>(connectors.getOrDefault(name, Map.of()));
            if (direction.equals("source")) {
                // So that changes are found by webhooks, and not by a sweep that happens to be quicker.
                settings.put("sweep.interval.ms", "300000");
            }
            stack.connect().run(name, settings);
        }
    }

    /** Somebody joins, somebody is called something else, and somebody is not known. */
    private static void command(Stack stack, SimulatedAccount people) throws InterruptedException {
        try (CommandWriter writer = new CommandWriter(stack.cluster(), Accounts.COMMANDS)) {
            writer.write(career("joiner@example.com").joins("Nora Joiner").at(Instant.now()));
            String known = people.users().get(0).path("id").asText();
            writer.write(career(known).called("Renamed").at(Instant.now()));
            writer.write(career("nobody@example.com").called("Nobody").at(Instant.now()));
        }
    }

    private static Career career(String address) {
        return new Career(Vendor.LIVECHAT, Accounts.TENANT, address);
    }

    private static void awaitSeries(Prometheus prometheus, String expression) throws InterruptedException {
        Eventually.holds(expression, LIMIT, () -> !prometheus.query(expression).isEmpty());
    }

    private static void awaitData(Prometheus prometheus) throws Exception {
        TreeSet<String> wanted = new TreeSet<>();
        Dashboard.read().panels().forEach(panel -> wanted.addAll(Dashboard.queries(panel)));
        for (JsonNode rule : prometheus.rules()) {
            wanted.addAll(Dashboard.selectors(rule.path("query").asText()));
        }
        assertThat(wanted).hasSizeGreaterThan(60);
        try {
            Eventually.holds("data for all", LIMIT, () -> {
                wanted.removeIf(query -> !prometheus.query(query).isEmpty());
                return wanted.isEmpty();
            });
        } catch (StackException missing) {
            throw new AssertionError("Without data: " + wanted, missing);
        }
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, Prometheus.program("promtool").orElseThrow().toString());
        Process process = new ProcessBuilder(command)
                .directory(Prometheus.CONFIG.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
