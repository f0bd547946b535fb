package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connect's threads are never held up, whatever the vendor does, and nothing outlives a task. */
class PollTest {
    /** The task promises half a second, and whoever waited for the vendor would wait for 20: a busy machine may add to it. */
    private static final Duration PROMPT = Duration.ofSeconds(5);

    private static final Duration STOPPED = Duration.ofSeconds(5);

    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPollReturnsSoonWhileTheVendorIsSilentAndAsksNothingElse(Tenant tenant) {
        tenant.seed(simulator, 3);
        hang(tenant, tenant.list());
        try (Worker worker = worker(tenant).start()) {
            worker.pollUntil(() -> asked(tenant, tenant.list()) == 1, "a listing");
            for (int poll = 0; poll < 3; poll++) {
                assertThat(duration(worker::poll)).isLessThan(PROMPT);
            }
            assertThat(asked(tenant, tenant.list())).isEqualTo(1);

            tenant.at(simulator).clearFaults();
            simulator.releaseHangs();
            worker.sweep();
            assertThat(worker.names()).isEqualTo(tenant.truth(simulator));
        }
    }

    @ParameterizedTest
    @EnumSource
    void onePollSendsAtMostOneRequestForUsersOrNames(Tenant tenant) {
        tenant.seed(simulator, 9).set(Setting.PAGE_SIZE, 4);
        try (Worker worker = worker(tenant).start()) {
            while (worker.sweeps() < 3) {
                long before = requests(tenant);
                worker.poll();
                assertThat(requests(tenant) - before).isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTaskStopsAtOnceWhileTheVendorIsSilentAndLeavesNoThread(Tenant tenant) throws InterruptedException {
        tenant.seed(simulator, 3);
        hang(tenant, tenant.list());
        Worker worker = worker(tenant).start();
        worker.pollUntil(() -> asked(tenant, tenant.list()) == 1, "a listing");
        List<Thread> threads = threadsOf("polled");
        assertThat(threads).isNotEmpty();

        assertThat(duration(worker::close)).isLessThan(STOPPED);

        for (Thread thread : threads) {
            thread.join(STOPPED.toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThat(worker.poll()).isEmpty();
        simulator.releaseHangs();
    }

    @Test
    void aPollThatWaitsReturnsNothingAsSoonAsTheTaskIsStopped() throws Exception {
        Tenant.OLARK.seed(simulator, 3);
        hang(Tenant.OLARK, "list_groups");
        Worker worker = worker(Tenant.OLARK).start();
        worker.poll();
        for (int attempt = 0; attempt < 20; attempt++) {
            CompletableFuture<List<?>> poll = CompletableFuture.supplyAsync(worker::poll);
            if (attempt == 19) {
                worker.close();
            }
            assertThat(poll.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS)).isEmpty();
            if (attempt == 2) {
                // From here on polls race with the end of requests, too.
                Tenant.OLARK.at(simulator).clearFaults();
                simulator.releaseHangs();
                Tenant.OLARK
                        .at(simulator)
                        .inject(InjectedFault.of(Kind.EMPTY_LISTING).repeated(-1));
            }
        }
    }

    @Test
    void pollsStaySoonAndStopPromptWhileARequestWaitsForItsNextAttempt() {
        Tenant.OLARK.seed(simulator, 3);
        Tenant.OLARK
                .at(simulator)
                .inject(InjectedFault.status(503, "{}")
                        .headers(Map.of("Retry-After", "60"))
                        .repeated(-1));
        pollsStaySoonAndStopIsPrompt(worker(Tenant.OLARK));
    }

    @Test
    void pollsStaySoonAndStopPromptWhileTheBudgetIsSpent() {
        Tenant.OLARK.seed(simulator, 3);
        pollsStaySoonAndStopIsPrompt(worker(Tenant.OLARK)
                .with("budget.scope", "worker")
                .with("budget.licence", UUID.randomUUID())
                .with("budget.search", false)
                .with("budget.requests", 1)
                .with("budget.window.ms", 3_600_000));
    }

    private static void pollsStaySoonAndStopIsPrompt(Worker worker) {
        worker.start();
        for (int poll = 0; poll < 4; poll++) {
            assertThat(duration(worker::poll)).isLessThan(PROMPT);
        }
        assertThat(worker.sweeps()).isZero();
        assertThat(duration(worker::close)).isLessThan(STOPPED);
    }

    @Test
    void aTaskThatWasNeverStartedOrCouldNotStartStopsQuietly() {
        UserSourceTask fresh = new UserSourceTask();
        fresh.stop();

        Worker worker = worker(Tenant.OLARK)
                .with(SourceSettings.TENANT, "refused")
                .with("olark.base.url", "http://vendor.example.com");
        assertThatThrownBy(worker::start).isInstanceOf(ConfigException.class).hasMessageContaining("olark.base.url");
        worker.close();
        worker.close();
        assertThat(threadsOf("refused")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aTaskThatNeedsAnOperatorKeepsFailingWithoutAskingTheVendorAgain(Tenant tenant) {
        tenant.seed(simulator, 3);
        tenant.at(simulator).inject(InjectedFault.of(Kind.HTML).onAction(tenant.list()));
        try (Worker worker = worker(tenant).start()) {
            Throwable first = catchThrowable(worker::sweep);
            assertThat(first).isInstanceOf(ConnectException.class);
            long asked = requests(tenant);

            for (int poll = 0; poll < 3; poll++) {
                assertThatThrownBy(worker::poll).isSameAs(first);
            }

            assertThat(requests(tenant)).isEqualTo(asked);
        }
    }

    private static Worker worker(Tenant tenant) {
        simulator.journal().clear();
        return new Worker(tenant, tenant.settings(simulator)).with(SourceSettings.TENANT, "polled");
    }

    private static void hang(Tenant tenant, String action) {
        tenant.at(simulator).inject(InjectedFault.of(Kind.HANG).onAction(action).repeated(-1));
    }

    private static long asked(Tenant tenant, String action) {
        return simulator.journal().of(tenant.simulated, action).size();
    }

    private static long requests(Tenant tenant) {
        return simulator
                .journal()
                .entries(entry ->
                        entry.vendor() == tenant.simulated && !entry.action().equals("token"))
                .size();
    }

    private static Duration duration(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static List<Thread> threadsOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rollcall-")
                        && thread.getName().endsWith("-" + name))
                .toList();
    }
}
