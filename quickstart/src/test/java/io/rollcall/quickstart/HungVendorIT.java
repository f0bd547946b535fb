package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.quickstart.ConnectorStatus.State;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Vendors that leave a request unanswered, while an operator and the workers want something of the connectors: they must not be
 * kept waiting, and when the vendors answer again everything goes on as if nothing had been.
 */
class HungVendorIT {

    private static final int USERS = 20;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SESSION = Duration.ofSeconds(4);

    private static Simulator simulator;
    private static Stack stack;

    private final List<Watcher> watchers = new ArrayList<>();

    @BeforeAll
    static void start() throws InterruptedException {
        simulator = Simulator.start();
        stack = Stack.start(KafkaChoice.settings()
                .withWorkerProperty("session.timeout.ms", String.valueOf(SESSION.toMillis()))
                .withWorkerProperty("heartbeat.interval.ms", "500"));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @BeforeEach
    void watchAndHang(TestInfo test) throws InterruptedException {
        simulator.reset();
        for (Desk desk : List.of(new OlarkDesk(simulator), new GladlyDesk(simulator))) {
            desk.account().seed(USERS);
            watchers.add(Watcher.start(
                    stack, desk, test.getTestMethod().orElseThrow().getName().toLowerCase(), Map.of()));
        }
        for (Watcher watcher : watchers) {
            watcher.topic().awaitCount(USERS);
            watcher.desk().side().inject(InjectedFault.of(Kind.HANG).repeated(-1));
        }
        for (Watcher watcher : watchers) {
            Eventually.holds("a request that hangs", SOON, () -> hangs(watcher));
        }
    }

    private static boolean hangs(Watcher watcher) {
        return !simulator
                .journal()
                .entries(request -> request.vendor() == watcher.desk().vendor() && request.status() == 0)
                .isEmpty();
    }

    @AfterEach
    void everythingGoesOnExactlyOnceAndNoTaskWasGivenUp() throws InterruptedException {
        release();
        for (Watcher watcher : watchers) {
            Desk desk = watcher.desk();
            desk.hire("After", "after@example.com");
            desk.call(desk.working().get(0), "Later");
            watcher.topic().awaitCount(USERS + 2);
            List<UserRecord> records = watcher.caughtUp();
            assertThat(records).as(watcher.name()).hasSize(USERS + 2);
            Histories.assertUnbroken(records);
            assertThat(watcher.told()).as(watcher.name()).isEqualTo(desk.expected());
            watcher.stopReading();
            watcher.delete();
        }
        assertThat(stack.worker().log().text().lines().filter(HungVendorIT::isGivenUp))
                .isEmpty();
    }

    /** Connect's words for a task that did not end in its time. */
    private static boolean isGivenUp(String line) {
        return line.matches("(?i).*graceful (stop|shutdown).*failed.*");
    }

    private static void release() {
        for (Desk desk : List.of(new OlarkDesk(simulator), new GladlyDesk(simulator))) {
            desk.side().clearFaults();
        }
        simulator.releaseHangs();
    }

    @Test
    void stopping() throws Exception {
        for (Watcher watcher : watchers) {
            assertSoon(
                    watcher,
                    () -> stack.connect().stop(watcher.name()),
                    status -> status.connector().state() == State.STOPPED
                            && status.tasks().isEmpty());
        }
        release();
        for (Watcher watcher : watchers) {
            watcher.resume();
        }
    }

    @Test
    void pausing() throws Exception {
        for (Watcher watcher : watchers) {
            assertSoon(watcher, () -> stack.connect().pause(watcher.name()), status -> status.isAll(State.PAUSED));
        }
        release();
        for (Watcher watcher : watchers) {
            watcher.resume();
        }
    }

    @Test
    void restarting() throws Exception {
        for (Watcher watcher : watchers) {
            long log = stack.worker().log().size();
            stack.connect().restart(watcher.name());
            Eventually.holds(
                    "the restarted task of " + watcher.name(),
                    SOON,
                    () -> stack.worker().log().since(log).contains("finished initialization and start"));
            stack.connect().awaitRunning(watcher.name());
        }
    }

    @Test
    void deleting() throws Exception {
        try (WorkerMBeans metrics = WorkerMBeans.of(stack.worker())) {
            for (Watcher watcher : watchers) {
                assertThat(metrics.runs(watcher.name())).isTrue();
                watcher.delete();
                Eventually.holds("the end of " + watcher.name(), SOON, () -> !metrics.runs(watcher.name()));
            }
        }
        release();
        for (Watcher watcher : watchers) {
            // Its offsets are still there, so the new connector of that name goes on where the deleted one was.
            stack.connect().run(watcher.name(), watcher.settings());
        }
    }

    @Test
    void rebalancing() throws Exception {
        Worker second = stack.addWorker();
        String secondId = second.rest().url().getAuthority();
        Eventually.holds("a share of the work on the second worker", SOON, () -> isAnyOn(secondId));
        for (Watcher watcher : watchers) {
            stack.connect().awaitRunning(watcher.name());
        }

        second.kill();

        String firstId = stack.worker().rest().url().getAuthority();
        for (Watcher watcher : watchers) {
            assertSoon(
                    watcher,
                    () -> {},
                    SOON.plus(SESSION),
                    status -> status.isAll(State.RUNNING)
                            && status.connector().workerId().equals(firstId)
                            && status.tasks().get(0).workerId().equals(firstId));
        }
    }

    private boolean isAnyOn(String workerId) {
        for (Watcher watcher : watchers) {
            try {
                if (stack.connect().status(watcher.name()).tasks().stream()
                        .anyMatch(task -> task.workerId().equals(workerId))) {
                    return true;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** What an operator does. */
    private interface Action {
        void run() throws InterruptedException;
    }

    private static void assertSoon(Watcher watcher, Action action, Predicate<ConnectorStatus> wanted)
            throws InterruptedException {
        assertSoon(watcher, action, SOON, wanted);
    }

    private static void assertSoon(Watcher watcher, Action action, Duration limit, Predicate<ConnectorStatus> wanted)
            throws InterruptedException {
        long start = System.nanoTime();
        action.run();
        stack.connect().await(watcher.name(), wanted);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as(watcher.name())
                .isLessThan(limit);
    }
}
