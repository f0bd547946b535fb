package io.rollcall.quickstart;

import io.rollcall.schema.UserEvent;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The first thing a newcomer runs: everything real but the vendors, and a story to watch.
 *
 * <p>The simulated vendors live in this process, so that the story can change users behind the connectors' backs.
 */
final class Quickstart {
    private static final int USERS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final QuickstartOptions options;
    private final PrintStream out;
    private final Simulator simulator;
    private final Stack stack;
    private final CountDownLatch never = new CountDownLatch(1);
    private final Poll poll = new Poll(System::nanoTime, () -> never.await(100, TimeUnit.MILLISECONDS));
    private volatile boolean quiet = true;

    private Quickstart(QuickstartOptions options, PrintStream out, Simulator simulator, Stack stack) {
        this.options = options;
        this.out = out;
        this.simulator = simulator;
        this.stack = stack;
    }

    /**
     * Runs until it is over or interrupted.
     *
     * @return whether everything expected happened
     * @throws StackException when a part does not come up
     */
    static boolean run(QuickstartOptions options, PrintStream out) throws InterruptedException {
        out.println("Starting Kafka, Kafka Connect, a schema registry and four simulated vendors ...");
        StackSettings settings = StackSettings.defaults().withPorts(options.ports());
        try (Simulator simulator = Simulator.start(options.simulatorPort());
                Stack stack = Stack.start(
                        settings,
                        (process, time) -> out.printf("  %-10s ready after %.1f s%n", process, seconds(time)))) {
            for (Vendor vendor : Vendor.values()) {
                simulator.vendor(vendor).primary().seed(USERS);
            }
            return new Quickstart(options, out, simulator, stack).play();
        }
    }

    private boolean play() throws InterruptedException {
        startConnectors();
        try (Feed<UserEvent> feed = Feed.users(stack.cluster(), Accounts.USERS, Feed.Start.BEGINNING, this::show)) {
            out.printf("Reading the %d users of each vendor for the first time ...%n", USERS);
            boolean ok = awaitSnapshot(feed);
            quiet = false;
            ok &= playStory(feed);
            if (options.once()) {
                out.println(ok ? "Every expected event arrived." : "Not every expected event arrived, see above.");
                return ok;
            }
            printNextSteps();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> out.println("Stopping ...")));
            never.await();
            return ok;
        }
    }

    private void startConnectors() throws InterruptedException {
        Map<String, Map<String, String>> connectors =
                new Accounts(simulator, stack.secrets()).connectors(stack.cluster());
        stack.cluster().create(Accounts.COMMANDS, 4);
        for (Map.Entry<String, Map<String, String>> connector : connectors.entrySet()) {
            stack.connect().put(connector.getKey(), connector.getValue());
        }
        for (String connector : connectors.keySet()) {
            stack.connect().awaitRunning(connector);
            out.println("  connector " + connector + " is running");
        }
    }

    private boolean awaitSnapshot(Feed<UserEvent> feed) throws InterruptedException {
        for (Vendor vendor : Vendor.values()) {
            Predicate<UserEvent> ofVendor =
                    event -> event.change().key().vendor().equals(vendor.segment());
            boolean whole = seen(() -> feed.all().stream().filter(ofVendor).count() >= USERS);
            out.printf("  %-8s %s%n", vendor.segment(), whole ? USERS + " users published" : "users are missing");
            if (!whole) {
                return false;
            }
        }
        return true;
    }

    private boolean playStory(Feed<UserEvent> feed) throws InterruptedException {
        out.println();
        out.println("Now people join, move and leave at the vendors (->), and the connectors notice:");
        boolean ok = true;
        for (Scene scene : Story.of(simulator)) {
            out.printf("-> %-8s  %s%n", scene.vendor(), scene.caption());
            String user = scene.act().get();
            boolean noticed = seen(() -> feed.all().stream().anyMatch(event -> scene.explains(event.change(), user)));
            if (!noticed) {
                out.printf("   expected %s of %s, which did not arrive%n", scene.expected(), user);
            }
            ok &= noticed;
        }
        return ok;
    }

    private boolean seen(BooleanSupplier what) throws InterruptedException {
        try {
            return poll.until(
                    PATIENCE,
                    () -> what.getAsBoolean() ? Optional.of(true) : Optional.empty(),
                    () -> new StackException("not seen in time"));
        } catch (StackException late) {
            return false;
        }
    }

    private void show(UserEvent event) {
        if (!quiet) {
            out.println("   " + FeedLine.of(event));
        }
    }

    private void printNextSteps() {
        String admin = simulator.adminUrl();
        for (String line : List.of(
                "",
                "Everything goes on running until Ctrl-C. Change somebody yourself and watch:",
                "",
                "  curl -X POST " + admin
                        + "/vendors/olark/users -d '{\"email\":\"me@example.com\",\"nickname\":\"Me\"}'",
                "  curl " + admin + "/vendors/gladly/users",
                "",
                "  Kafka            " + stack.bootstrap() + ", topic " + Accounts.USERS,
                "  Kafka Connect    " + stack.connect().url() + "/connectors",
                "  Schema registry  " + stack.registryUrl(),
                "  Vendors          " + simulator.origin() + " (what the connectors asked: " + admin + "/journal)",
                "  Logs             " + stack.directory(),
                "")) {
            out.println(line);
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
