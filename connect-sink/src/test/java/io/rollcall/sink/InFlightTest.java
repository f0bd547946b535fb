package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.CommandKey;
import io.rollcall.command.Operation;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import io.rollcall.vendor.Vendors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many requests of a task are with the vendor at a time. No clock decides: the vendor waits until they are all there. */
class InFlightTest {
    private static final int COMMANDS = 300;
    private static final int WAVES = 3;

    private static Simulator simulator;

    private List<String> users;

    @BeforeAll
    static void begin() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void end() {
        simulator.close();
    }

    @BeforeEach
    void seed() {
        simulator.reset();
        simulator.gladly().primary().seed(COMMANDS * 2);
        users = simulator.gladly().primary().users().stream()
                .filter(user -> user.path("active").asBoolean())
                .map(user -> user.path("id").asText())
                .toList();
    }

    @AfterEach
    void release() {
        simulator.gladly().clearFaults();
        simulator.releaseHangs();
    }

    @Test
    void oneTaskKeepsAtLeastFiftyRequestsInFlightAtTwentyMilliseconds() {
        simulator.gladly().set(Setting.LATENCY_MS, 20);
        holdWrites();
        try (Worker worker = worker(new FakeKafka()).start(0)) {
            worker.put(updates(COMMANDS));
            long answered = 0;
            for (int wave = 0; wave < WAVES; wave++) {
                long before = answered;
                worker.putUntil(() -> openWrites(before) >= 50);
                assertThat((long) worker.context.metric("requests-in-flight")).isGreaterThanOrEqualTo(50);
                answered = simulator.journal().last();
                simulator.releaseHangs();
            }
            simulator.gladly().clearFaults();
            simulator.releaseHangs();

            worker.putUntil(() -> worker.committable().equals(Map.of(0, (long) COMMANDS)));

            assertThat(worker.answers()).hasSize(COMMANDS).allMatch(answer -> answer.endsWith(" APPLIED"));
            assertThat(writes()).hasSize(COMMANDS);
            assertThat((long) worker.context.metric("requests-in-flight")).isZero();
        }
    }

    @Test
    void whoeverWaitsForKafkaLeavesTheVendorToOthers() {
        FakeKafka silent = new FakeKafka(false);
        try (Worker worker = worker(silent).with("max.concurrent.subjects", 1).start(0)) {
            worker.put(update(0));
            worker.putUntil(() -> !silent.sent(FakeKafka.LEDGER).isEmpty());
            worker.put(verify(1));

            worker.putUntil(() -> !reads(users.get(1)).isEmpty());

            assertThat(writes()).as("what Kafka does not hold yet").isEmpty();
            worker.putUntil(() -> {
                silent.producer.completeNext();
                return worker.committable().equals(Map.of(0, 2L));
            });
            assertThat(writes()).hasSize(1);
        }
    }

    @Test
    void howeverManyWaitForKafkaNoMoreComeBackThanTheVendorIsToSeeAtATime() {
        FakeKafka silent = new FakeKafka(false);
        holdWrites();
        try (Worker worker = worker(silent).with("max.concurrent.subjects", 3).start(0)) {
            worker.put(updates(30));
            // As many as have a place, and as many again that were begun while those waited.
            worker.putUntil(() -> silent.sent(FakeKafka.LEDGER).size() == 6);
            while (silent.producer.completeNext()) {
                // All of them want to go on at the same moment.
            }

            worker.putUntil(() -> openWrites(0) == 3);

            IntStream.range(0, 20).forEach(call -> worker.put());
            assertThat(writes()).hasSize(3);
            simulator.gladly().clearFaults();
            simulator.releaseHangs();
            worker.putUntil(() -> {
                silent.producer.completeNext();
                return worker.committable().equals(Map.of(0, 30L));
            });
            assertThat(writes()).hasSize(30);
        }
    }

    @Test
    void aLeaverBehindFiveThousandOthersOfItsPartitionReachesTheVendorWhileTheyWait() {
        holdWrites();
        // The simulator has threads for about sixty requests that wait.
        try (Worker worker =
                worker(new FakeKafka()).with("max.concurrent.subjects", 16).start(0)) {
            for (int first = 0; first < 5_000; first += 500) {
                worker.put(IntStream.range(first, first + 500)
                        .mapToObj(this::update)
                        .toArray(SinkRecord[]::new));
                assertThat(worker.context.paused).as("after %d", first).isEmpty();
            }
            String leaver = users.get(COMMANDS);
            worker.put(record(5_000, leaver, Operation.DEACTIVATE, UserPatch.NONE));

            worker.putUntil(
                    () -> writes().stream().anyMatch(write -> write.path().endsWith(leaver)));

            assertThat(openWrites(0)).as("nobody was answered").isEqualTo(writes().size());
        }
    }

    private static void holdWrites() {
        simulator
                .gladly()
                .inject(InjectedFault.of(Kind.HANG).onAction("update_user").repeated(-1));
    }

    private static Worker worker(FakeKafka kafka) {
        return new Worker(Vendors.GLADLY, Settings.gladly(simulator), kafka)
                // Nothing is given up and sent again while the vendor holds it.
                .with("http.read.timeout.ms", 600_000);
    }

    private static List<JournalEntry> writes() {
        return simulator.journal().entries(entry -> entry.action().equals("update_user"));
    }

    /** Writes that arrived later and are not answered. */
    private static long openWrites(long after) {
        return writes().stream()
                .filter(write -> write.sequence() > after && write.status() == 0)
                .count();
    }

    private static List<JournalEntry> reads(String user) {
        return simulator
                .journal()
                .entries(entry ->
                        entry.action().equals("get_user") && entry.path().endsWith(user));
    }

    private SinkRecord[] updates(int count) {
        return IntStream.range(0, count).mapToObj(this::update).toArray(SinkRecord[]::new);
    }

    private SinkRecord update(int number) {
        UserPatch renamed =
                new UserPatch(null, "Somebody else", null, null, null, null, null, null, Map.of(), Set.of());
        return record(number, users.get(number % COMMANDS), Operation.UPDATE, renamed);
    }

    private SinkRecord verify(int number) {
        return record(number, users.get(number), Operation.VERIFY, UserPatch.NONE);
    }

    private static SinkRecord record(int number, String user, Operation operation, UserPatch attributes) {
        ProvisioningCommand command = new ProvisioningCommand(
                "command-" + number,
                0,
                null,
                Records.WRITTEN,
                null,
                new CommandKey("gladly", Records.TENANT, "subject-" + number),
                new Subject(user, null, null, null),
                operation.name(),
                attributes,
                List.of(),
                Preconditions.NONE,
                Options.DEFAULT);
        return Records.of(command, 0, number);
    }
}
