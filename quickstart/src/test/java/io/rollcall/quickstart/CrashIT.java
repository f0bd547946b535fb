package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.Journal;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A worker that is killed again and again, at any moment, while people change all the time. Olark stands for page drift, Gladly for
 * sweeps that last long because everybody is read one by one.
 *
 * <p>{@code -Drollcall.kills=200} for a long night, {@code -Drollcall.seed=...} for other people and moments.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("rollcall.kills", 20);
    private static final int KILLS_WITHOUT_EXACTLY_ONCE = Math.max(1, KILLS / 4);
    private static final long SEED = Long.getLong("rollcall.seed", 20_261_121L);
    private static final int USERS = 35;
    private static final int LONGEST_LIFE_MILLIS = 2_000;
    /** A request this young at the kill means that a sweep was running. */
    private static final Duration YOUNG = Duration.ofMillis(200);

    private static final Map<String, String> SETTINGS = Map.of(
            // People leave in such numbers here that the guard would be right to hold them.
            "guard.max.count", "1000000",
            "guard.max.percent", "100");

    private final Random random = new Random(SEED);
    private Simulator simulator;
    private List<Desk> desks;

    @BeforeEach
    void open() {
        simulator = Simulator.start();
        desks = List.of(new OlarkDesk(simulator), new GladlyDesk(simulator));
        for (Desk desk : desks) {
            desk.account().seed(USERS);
            desk.side().set(Setting.PAGE_SIZE, 8);
            desk.side().set(Setting.LATENCY_MS, 20);
        }
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    /** Quick to give up a dead worker, so that more kills fit into a minute. */
    private static StackSettings settings() {
        return KafkaChoice.settings()
                .withWorkerProperty("session.timeout.ms", "2000")
                .withWorkerProperty("heartbeat.interval.ms", "500");
    }

    @Test
    void withExactlyOnceNothingIsRepeatedAndNothingIsMissingHoweverOftenTheWorkerIsKilled() throws Exception {
        try (Stack stack = Stack.start(settings())) {
            List<Watcher> watchers = watch(stack, SETTINGS);
            List<Turnover> turnovers = new ArrayList<>();
            desks.forEach(desk -> turnovers.add(Turnover.of(desk, random.nextLong())));

            int duringSweeps = killAndRestart(stack, KILLS);
            turnovers.forEach(Turnover::close);

            assertThat(duringSweeps).as("kills that hit a running sweep").isPositive();
            for (Watcher watcher : watchers) {
                List<UserRecord> records = watcher.caughtUp();
                Histories.assertUnbroken(records);
                assertThat(watcher.told())
                        .as(watcher.name())
                        .isEqualTo(watcher.desk().expected());
                report(stack, watcher, records.size(), duringSweeps);
                watcher.stopReading();
            }
        }
    }

    @Test
    void withoutExactlyOnceThereAreRepeatsButNoGaps() throws Exception {
        Map<String, String> atLeastOnce = new HashMap<>(SETTINGS);
        atLeastOnce.put("exactly.once.support", "requested");
        try (Stack stack = Stack.start(settings().withExactlyOnce(false))) {
            List<Watcher> watchers = watch(stack, atLeastOnce);
            List<Turnover> turnovers = new ArrayList<>();
            desks.forEach(desk -> turnovers.add(Turnover.forwardOnly(desk, random.nextLong())));

            int duringSweeps = killAndRestart(stack, KILLS_WITHOUT_EXACTLY_ONCE);
            turnovers.forEach(Turnover::close);

            for (Watcher watcher : watchers) {
                List<UserRecord> records = watcher.caughtUp();
                Histories.assertRepeatsOnly(records);
                assertThat(watcher.told())
                        .as(watcher.name())
                        .isEqualTo(watcher.desk().expected());
                report(stack, watcher, records.size(), duringSweeps);
                watcher.stopReading();
            }
        }
    }

    private List<Watcher> watch(Stack stack, Map<String, String> settings) throws InterruptedException {
        List<Watcher> watchers = new ArrayList<>();
        for (Desk desk : desks) {
            watchers.add(Watcher.start(stack, desk, "crash", settings));
        }
        return watchers;
    }

    /** How many of the kills hit a running sweep. */
    private int killAndRestart(Stack stack, int kills) throws InterruptedException {
        Journal journal = simulator.journal();
        int duringSweeps = 0;
        for (int kill = 1; kill <= kills; kill++) {
            long mark = journal.last();
            // Every fourth kill hits a worker that may not even have found its connectors again.
            if (kill % 4 != 0) {
                Eventually.holds("sweeps again", Duration.ofSeconds(60), () -> journal.last() > mark + desks.size());
            }
            Eventually.pass(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)));
            stack.worker().kill();
            if (!journal.entries(request -> request.at().isAfter(simulator.now().minus(YOUNG)))
                    .isEmpty()) {
                duringSweeps++;
            }
            stack.worker().start();
        }
        return duringSweeps;
    }

    private static void report(Stack stack, Watcher watcher, int committed, int duringSweeps) {
        try (UserTopic all = UserTopic.written(stack, watcher.topicName())) {
            System.out.printf(
                    "seed %d, %s: %d records committed, %d written, %d kills during sweeps%n",
                    SEED, watcher.name(), committed, all.records().size(), duringSweeps);
        }
    }
}
