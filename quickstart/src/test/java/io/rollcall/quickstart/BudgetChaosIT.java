package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Six participants in three JVMs share a licence by a log on a real broker, and the vendor counts. */
class BudgetChaosIT {
    private static final int LIMIT = 300;
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final StackHome home = StackHome.ofSystemProperty();
    private final RunDirectory run = RunDirectory.createIn(home.runs());
    private final FreePorts ports = new FreePorts(new SecureRandom());
    private final Broker broker = Broker.in(run, home, ports.next(), ports.next());
    private final String licence = UUID.randomUUID().toString();

    @BeforeEach
    void start() throws InterruptedException {
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.stop();
        run.deleteData();
    }

    private JavaProcess senders(String name, RateVendor vendor) {
        return new JavaProcess(
                name,
                home,
                List.of(
                        "-cp",
                        CLASS_PATH,
                        "-Dlog4j2.configurationFile=" + home.logging(),
                        BudgetSenders.class.getName(),
                        broker.bootstrap(),
                        licence,
                        String.valueOf(vendor.port()),
                        String.valueOf(LIMIT),
                        String.valueOf(WINDOW.toMillis()),
                        name),
                run.log(name),
                launched -> launched.loggedSinceLaunch().contains("senders are up"));
    }

    private static void awaitRequests(RateVendor vendor, int more) throws InterruptedException {
        int before = vendor.requests();
        Eventually.holds(more + " more requests", PATIENCE, () -> vendor.requests() >= before + more);
    }

    private static void report(String what, RateVendor vendor, int windows) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d requests, %d refused, at most %d of %d in any window, %.2f %% used in the last %d windows%n",
                what,
                vendor.requests(),
                vendor.refused(),
                vendor.mostInAnyWindow(),
                LIMIT,
                100 * vendor.utilisation(windows),
                windows);
    }

    private static void assertNothingWasOneTooMany(RateVendor vendor) {
        assertThat(vendor.refused()).as("requests that the vendor refused").isZero();
        assertThat(vendor.mostInAnyWindow()).as("requests in some window").isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void theLimitIsUsedAndNeverExceeded() throws Exception {
        try (RateVendor vendor = RateVendor.start(LIMIT, WINDOW, false)) {
            List<JavaProcess> all =
                    List.of(senders("senders-1", vendor), senders("senders-2", vendor), senders("senders-3", vendor));
            try {
                all.forEach(JavaProcess::launch);
                Eventually.holds("the first request", PATIENCE, () -> vendor.requests() > 0);
                Eventually.pass(WINDOW.multipliedBy(2).plusSeconds(5));
            } finally {
                all.forEach(JavaProcess::end);
            }
            report("calm", vendor, 2);
            assertNothingWasOneTooMany(vendor);
            // 0.985 and more on a quiet machine, see the benchmark of budgets. A permit is out of use until its
            // request's
            // end is reported, which takes a busy machine its time.
            assertThat(vendor.utilisation(2)).isGreaterThan(0.9);
        }
    }

    @Test
    void neitherKillsNorPausesNorTwoMinutesWithoutABrokerEverExceedTheLimit() throws Exception {
        try (RateVendor vendor = RateVendor.start(LIMIT, WINDOW, true)) {
            JavaProcess killed = senders("senders-1", vendor);
            JavaProcess paused = senders("senders-2", vendor);
            JavaProcess steady = senders("senders-3", vendor);
            List<JavaProcess> all = List.of(killed, paused, steady);
            try {
                all.forEach(JavaProcess::launch);
                awaitRequests(vendor, LIMIT / 6);
                signal("-STOP", paused);
                killed.kill();
                awaitRequests(vendor, 1);
                killed.launch();
                awaitRequests(vendor, LIMIT / 6);
                broker.stop();
                // Less than what a request is given to arrive: what was under way when it was stopped still counts.
                Eventually.pass(Duration.ofSeconds(40));
                signal("-CONT", paused);
                // What it was about to write arrives now; all other permits are used or have lapsed.
                Eventually.pass(Duration.ofSeconds(10));
                int sent = vendor.requests();
                Eventually.pass(Duration.ofSeconds(70));
                assertThat(vendor.requests())
                        .as("requests while nobody could get a permit")
                        .isEqualTo(sent);
                broker.start();
                awaitRequests(vendor, LIMIT);
            } finally {
                // What is stopped does not end.
                signal("-CONT", paused);
                all.forEach(JavaProcess::end);
            }
            report("chaos", vendor, 2);
            assertNothingWasOneTooMany(vendor);
        }
    }

    private static void signal(String signal, JavaProcess process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
