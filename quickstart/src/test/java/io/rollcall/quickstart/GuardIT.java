package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mass-change guard, and the way an operator takes to let a held set of removals go. */
class GuardIT {

    private static final int USERS = 30;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void fifteenDeletesOfThirtyAreHeldUntilExactlyTheyAreReleased() throws Exception {
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(KafkaChoice.settings())) {
            Desk desk = new TalkdeskDesk(simulator);
            desk.account().seed(USERS);
            Watcher watcher = Watcher.start(stack, desk, "guarded", Map.of());
            watcher.topic().awaitCount(USERS);
            List<String> leaving = desk.account().users().subList(0, 15).stream()
                    .map(user -> user.path("id").asText())
                    .toList();
            leaving.forEach(desk.account()::delete);
            String hired = desk.hire("Nora Joiner", "nora@example.com");

            String guardId;
            try (WorkerMBeans metrics = WorkerMBeans.of(stack.worker())) {
                Eventually.holds(
                        "held removals",
                        LIMIT,
                        () -> metrics.ofTask(watcher.name(), "removals-held")
                                .map(held -> ((Number) held).intValue() == 15)
                                .orElse(false));
                guardId = (String) metrics.ofTask(watcher.name(), "guard-id").orElseThrow();
            }
            watcher.awaitSweeps(3);
            assertThat(watcher.topic().records())
                    .as("creates are not held, removals are")
                    .hasSize(USERS + 1)
                    .last()
                    .extracting(UserRecord::summary)
                    .isEqualTo("c CREATED 1 [] " + hired);
            assertThat(stack.worker().log().text()).contains("guard.release=" + guardId);

            release(stack, watcher, "0123456789abcdef");
            assertThat(watcher.caughtUp()).as("another id lets nobody go").hasSize(USERS + 1);
            release(stack, watcher, guardId);
            watcher.topic().awaitCount(USERS + 1 + 2 * leaving.size());

            List<UserRecord> records = watcher.caughtUp();
            assertThat(records.subList(USERS + 1, records.size()))
                    .extracting(record -> record.key().userId())
                    .hasSize(2 * leaving.size())
                    .containsOnly(leaving.toArray(String[]::new));
            Histories.assertUnbroken(records);
            assertThat(watcher.told()).isEqualTo(desk.expected());
            watcher.stopReading();
        }
    }

    private static void release(Stack stack, Watcher watcher, String guardId) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(watcher.settings());
        settings.put("guard.release", guardId);
        stack.connect().run(watcher.name(), settings);
    }
}
