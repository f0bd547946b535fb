package io.rollcall.quickstart;

import io.rollcall.command.ProvisioningResult;
import io.rollcall.schema.UserEvent;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The first thing a newcomer runs: everything real but the vendors, and a story to watch.
 *
 * <p>The simulated vendors live in this process, so that the story can change users behind the connectors' backs.
 */
final class Quickstart {
    private static final int USERS = 30;
    private static final int PARTITIONS = 4;
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
        Cluster cluster = stack.cluster();
        cluster.create(Accounts.COMMANDS, PARTITIONS);
        startConnectors(cluster);
        Promptness promptness = new Promptness(simulator);
        try (Feed<UserEvent> users = Feed.users(
                        cluster, Accounts.USERS, Feed.Start.BEGINNING, event -> show("   " + promptness.line(event)));
                Feed<ProvisioningResult> results = Feed.results(
                        cluster,
                        Accounts.RESULTS,
                        Feed.Start.BEGINNING,
                        result -> show("<= " + ResultLine.of(result)));
                CommandWriter commands = new CommandWriter(cluster, Accounts.COMMANDS)) {
            out.printf("Reading the %d users of each vendor for the first time ...%n", USERS);
            boolean ok = awaitSnapshot(users);
            Stage stage = new Stage(users, results, promptness, poll, out);
            for (Act act : new Story(simulator, commands, InstantSource.system()).acts()) {
                ok &= stage.play(act);
            }
            out.println();
            out.println(
                    ok ? "Every expected result and event arrived." : "Not everything expected arrived, see above.");
            if (options.once()) {
                return ok;
            }
            quiet = false;
            printNextSteps();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> out.println("Stopping ...")));
            never.await();
            return ok;
        }
    }

    private void startConnectors(Cluster cluster) throws InterruptedException {
        Accounts accounts = new Accounts(simulator, stack.secrets());
        Map<String, Map<String, String>> connectors = accounts.connectors(cluster);
        for (Map.Entry<String, Map<String, String>> connector : connectors.entrySet()) {
            stack.connect().put(connector.getKey(), connector.getValue());
        }
        for (String connector : connectors.keySet()) {
            stack.connect().awaitRunning(connector);
        }
        accounts.subscribe(connectors);
        out.println("  connectors " + String.join(", ", connectors.keySet()) + " are running");
    }

    private boolean awaitSnapshot(Feed<UserEvent> feed) throws InterruptedException {
        for (Vendor vendor : Vendor.values()) {
            Predicate<UserEvent> ofVendor =
                    event -> event.change().key().vendor().equals(vendor.segment());
            boolean whole = poll.within(
                            PATIENCE,
                            () -> Optional.of(
                                            feed.all().stream().filter(ofVendor).count())
                                    .filter(count -> count >= USERS))
                    .isPresent();
            out.printf("  %-8s %s%n", vendor.segment(), whole ? USERS + " users published" : "users are missing");
            if (!whole) {
                return false;
            }
        }
        return true;
    }

    /** During the story the scenes say what there is to see, each in its place; nothing is kept for them afterwards. */
    private boolean show(String line) {
        if (!quiet) {
            out.println(line);
        }
        return quiet;
    }

    private void printNextSteps() {
        String admin = simulator.adminUrl();
        String cluster = " --bootstrap " + stack.bootstrap() + " --registry " + stack.registryUrl();
        for (String line : List.of(
                "",
                "Everything goes on running until Ctrl-C. Send commands and watch from another terminal:",
                "",
                "  ./rollcall watch results" + cluster,
                "  ./rollcall watch users" + cluster,
                "  ./rollcall send gladly create --tenant " + Accounts.TENANT
                        + " --email me@example.com --name Me --role replace:AGENT --team add:Retention" + cluster,
                "  ./rollcall send gladly deactivate --tenant " + Accounts.TENANT + " --email me@example.com" + cluster,
                "",
                "Or change somebody at a vendor:",
                "",
                "  curl -X POST " + admin
                        + "/vendors/olark/users -d '{\"email\":\"me@example.com\",\"nickname\":\"Me\"}'",
                "  curl " + admin + "/vendors/gladly/users",
                "",
                "  Kafka            " + stack.bootstrap() + ", topics " + Accounts.USERS + ", " + Accounts.COMMANDS
                        + " and " + Accounts.RESULTS,
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
