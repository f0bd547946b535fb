package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.quickstart.CommandDraft.Text;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two workers with the packaged plugins, a source and a sink of one licence on both, and more to do than the licence allows. */
class SharedLicenceIT {
    private static final int LIMIT = 60;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int USERS = 600;
    private static final int JOINERS = 150;
    private static final int LEAVERS = 12;
    private static final String COMMANDS = "shared.commands";

    @Test
    void whateverSharesALicenceStaysWithinItOverARebalanceAndLeaversGoFirst() throws Exception {
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(KafkaChoice.settings())) {
            SimulatedVendor gladly = simulator.gladly();
            gladly.primary().seed(USERS);
            gladly.set(Setting.RATE_LIMIT, LIMIT);
            gladly.set(Setting.RATE_WINDOW_MS, (int) WINDOW.toMillis());
            gladly.set(Setting.PAGE_SIZE, 20);
            stack.cluster().create(COMMANDS, 4);
            Accounts accounts = new Accounts(simulator, stack.secrets());
            stack.connect().run("shared-source", shared(accounts.source(Vendor.GLADLY), stack));
            Map<String, String> sink = shared(accounts.sink(Vendor.GLADLY, stack.cluster()), stack);
            sink.put("topics", COMMANDS);
            sink.put("tasks.max", "2");
            sink.put("guard.max.removals", "1000");
            stack.connect().run("shared-sink", sink);
            try (CommandWriter writer = new CommandWriter(stack.cluster(), COMMANDS);
                    Feed<ProvisioningResult> results = Feed.results(
                            stack.cluster(),
                            COMMANDS + ".results",
                            Feed.Start.BEGINNING,
                            result -> result.code().status().terminal())) {
                List<CommandDraft> joiners = new ArrayList<>();
                for (int i = 0; i < JOINERS; i++) {
                    joiners.add(draft(Operation.CREATE)
                            .with(Text.EMAIL, "joiner-" + i + "@example.com")
                            .with(Text.DISPLAY_NAME, "Joiner " + i)
                            .membership("role", MembershipAction.REPLACE, "AGENT"));
                }
                writer.write(
                        joiners.stream().map(each -> each.at(Instant.now())).toList());
                writer.write(gladly.primary().users().stream()
                        .filter(each -> each.path("active").asBoolean(true))
                        .limit(LEAVERS)
                        .map(each -> draft(Operation.DEACTIVATE)
                                .with(Text.USER_ID, each.path("id").asText())
                                .at(Instant.now()))
                        .toList());
                stack.addWorker();

                Eventually.holds(
                        "an answer to every command",
                        Duration.ofMinutes(4),
                        () -> results.all().size() == JOINERS + LEAVERS);

                assertThat(results.all()).extracting(ProvisioningResult::code).containsOnly(Code.APPLIED);
                List<String> order = results.all().stream()
                        .sorted(Comparator.comparing(SharedLicenceIT::completedAt))
                        .map(ProvisioningResult::operation)
                        .toList();
                assertThat(order.lastIndexOf(Operation.DEACTIVATE.name()))
                        .as("leavers came last and went before most joiners")
                        .isLessThan(JOINERS / 2 + LEAVERS);
            }
            assertWithinTheLimit(simulator.journal().of(Vendor.GLADLY));
            assertTheTopicAgrees(stack);
        }
    }

    private static CommandDraft draft(Operation operation) {
        return new CommandDraft(Vendor.GLADLY.segment(), operation).tenant("shared");
    }

    private static Map<String, String> shared(Map<String, String> settings, Stack stack) {
        settings.put("tenant", "shared");
        settings.put("kafka.bootstrap.servers", stack.bootstrap());
        settings.put("validate.live", "false");
        settings.put("budget.requests", String.valueOf(LIMIT));
        settings.put("budget.window.ms", String.valueOf(WINDOW.toMillis()));
        return settings;
    }

    private static Instant completedAt(ProvisioningResult result) {
        return Objects.requireNonNull(result.completedAt());
    }

    /** The vendor's own count: it never refused, and there is no window with more than the limit. */
    private static void assertWithinTheLimit(List<JournalEntry> requests) {
        assertThat(requests).hasSizeGreaterThan(LIMIT * 3).noneMatch(request -> request.status() == 429);
        for (int i = LIMIT; i < requests.size(); i++) {
            assertThat(Duration.between(
                            requests.get(i - LIMIT).at(), requests.get(i).at()))
                    .as("from request %d to request %d", i - LIMIT + 1, i + 1)
                    .isGreaterThanOrEqualTo(WINDOW);
        }
    }

    /** What the command makes of the same topic. */
    private static void assertTheTopicAgrees(Stack stack) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        boolean well = Budget.run(
                BudgetOptions.parse(List.of("gladly", "shared", "--replay", "--bootstrap", stack.bootstrap())),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                InstantSource.system());
        assertThat(well).as(said.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
