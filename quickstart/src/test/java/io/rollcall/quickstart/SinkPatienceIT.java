package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.quickstart.Applier.Answer;
import io.rollcall.quickstart.ConnectorStatus.State;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A vendor that takes longer for one answer than a consumer may be away, and hardly takes requests at all. */
class SinkPatienceIT {

    private static final Duration LATENCY = Duration.ofSeconds(10);
    /** Whoever waits for one answer of the vendor is away for longer. */
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(9);

    private static final int PEOPLE = 2;
    private static final int PARTITIONS = 2;

    @Test
    void aVendorThatIsSlowAndTakesOneRequestASecondNeverKeepsTheConsumerFromPolling() throws Exception {
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(KafkaChoice.settings())) {
            Map<String, String> settings = Map.of(
                    "budget.requests",
                    "1",
                    "http.read.timeout.ms",
                    "60000",
                    "consumer.override.max.poll.interval.ms",
                    String.valueOf(LONGEST_ABSENCE.toMillis()));
            try (Applier applier = Applier.start(stack, new GladlyDesk(simulator), "patience", PARTITIONS, settings)) {
                SimulatedAccount people = simulator.gladly().primary();
                people.seed(PEOPLE);
                simulator.gladly().set(Setting.LATENCY_MS, (int) LATENCY.toMillis());
                List<ProvisioningCommand> commands = new ArrayList<>();
                for (ObjectNode person : people.users()) {
                    commands.add(applier.career(person.path("emailAddress").asText())
                            .called("Slow")
                            .at(Instant.now()));
                }
                for (ProvisioningCommand command : commands) {
                    applier.write(command);
                }

                applier.awaitAnswers(commands);
                applier.awaitCommitted();

                assertThat(applier.answers())
                        .filteredOn(Answer::isTerminal)
                        .hasSize(PEOPLE)
                        .allMatch(answer -> answer.result().code() == Code.APPLIED);
                assertThat(people.users())
                        .allMatch(person -> person.path("name").asText().equals("Slow"));
                assertThat(stack.connect().status(applier.name()).isAll(State.RUNNING))
                        .isTrue();
                assertNeverAway(stack, applier);
            }
        }
    }

    private static void assertNeverAway(Stack stack, Applier applier) throws Exception {
        try (WorkerMBeans metrics = WorkerMBeans.of(stack.worker())) {
            Object longestPut =
                    metrics.ofTask(applier.name(), "put-batch-max-time-ms").orElseThrow();
            assertThat(((Number) longestPut).longValue()).isLessThan(LONGEST_ABSENCE.toMillis());
            assertThat(metrics.all())
                    .as("joined once, and never again")
                    .filteredOn(line -> line.contains("connector-consumer-" + applier.name() + "-0")
                            && line.contains(" rebalance-total="))
                    .singleElement()
                    .asString()
                    .endsWith("=1.0");
        }
        assertThat(stack.worker().log().text()).doesNotContain("consumer poll timeout has expired");
    }
}
