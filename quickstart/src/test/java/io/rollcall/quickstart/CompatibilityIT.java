package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.quickstart.Applier.Answer;
import io.rollcall.simulator.Simulator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The archive that is handed out, unpacked into the plugin path of the oldest and the newest Connect, on the oldest and the newest
 * Java: somebody joins, moves and leaves by command, and a source tells of it exactly once.
 */
class CompatibilityIT {

    private static final String TENANT = "everywhere";
    private static final String ADDRESS = "ada@example.com";
    /** What a worker says when it lacks something that the connectors call. */
    private static final String[] LINKAGE = {"NoSuchMethodError", "NoClassDefFoundError", "AbstractMethodError"};

    static List<Compatibility> cases() {
        return Compatibility.TRIED;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void joinerMoverAndLeaverReachTheVendorAndComeBackAsEvents(Compatibility tried) throws Exception {
        Optional<Path> javaHome = JavaHome.of(tried.java());
        assumeTrue(
                javaHome.isPresent(),
                "No Java " + tried.java() + " here: let JAVA" + tried.java() + "_HOME name one to try " + tried);
        StackSettings settings = StackSettings.defaults()
                .withRuntime(new WorkerRuntime(tried.line(), javaHome.get()))
                .withWorkerProperty("plugin.path", System.getProperty("rollcall.unpacked"));
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(settings)) {
            String log = stack.worker().log().text();
            assertThat(log).containsPattern("Kafka version: " + tried.version());
            assertThat(log).containsPattern("jvm\\.spec = .*, " + tried.java() + "\\b");

            Desk desk = new GladlyDesk(simulator);
            Watcher watcher = Watcher.start(stack, desk, TENANT, Map.of("kafka.bootstrap.servers", stack.bootstrap()));
            watcher.awaitSweeps(1);
            try (Applier applier = Applier.start(stack, desk, TENANT, 1, Map.of())) {
                assertLifeIsLivedAndTold(applier, watcher);
                stack.connect().delete(applier.name());
            }
            watcher.delete();
            watcher.stopReading();
            stack.worker().stop();
            assertThat(stack.worker().log().text()).doesNotContain(LINKAGE);
        }
    }

    private static void assertLifeIsLivedAndTold(Applier applier, Watcher watcher) throws InterruptedException {
        Career career = applier.career(ADDRESS);
        String id = applied(applier, career.joins("Ada").at(Instant.now()));
        awaitLast(watcher, id, "c CREATED 1");
        applied(applier, career.moves().at(Instant.now()));
        awaitLast(watcher, id, "u UPDATED 2");
        applied(applier, career.leaves().at(Instant.now()));
        awaitLast(watcher, id, "u DEACTIVATED 3");
        Histories.assertUnbroken(watcher.caughtUp());
        assertThat(watcher.told()).isEqualTo(watcher.desk().expected());
    }

    /** Whom the command was about, once it is applied. */
    private static String applied(Applier applier, ProvisioningCommand command) throws InterruptedException {
        applier.write(command);
        Answer answer = applier.answer(command);
        assertThat(answer.result().code()).as("%s", answer).isEqualTo(Code.APPLIED);
        return Objects.requireNonNull(answer.result().userId());
    }

    private static void awaitLast(Watcher watcher, String id, String summary) throws InterruptedException {
        watcher.topic()
                .await(
                        summary,
                        records -> records.stream()
                                .filter(record -> record.key().userId().equals(id))
                                .reduce((earlier, later) -> later)
                                .filter(last -> last.summary().startsWith(summary))
                                .isPresent());
    }
}
