package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** Runs the simulator by itself until SIGTERM or Ctrl-C. */
public final class SimulatorMain {

    private static final String USAGE =
            "Options: --port N (8090 unless given, 0 for a free one), --users N (30 unless given), --host ADDRESS to listen at"
                    + " (127.0.0.1 unless given)";

    private SimulatorMain() {}

    /**
     * Starts, prints the URLs and test credentials as JSON after one line of text, and waits.
     *
     * @param args {@code --port N} (default 8090, 0 for a free one), {@code --users N} per vendor (default 30) and {@code --host
     *     ADDRESS} to listen at (default 127.0.0.1)
     */
    public static void main(String[] args) throws InterruptedException {
        int port = 8090;
        int users = 30;
        String host = "127.0.0.1";
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(USAGE);
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--port" -> port = number(value);
                case "--users" -> users = number(value);
                case "--host" -> host = value;
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        Simulator simulator = Simulator.start(host, port);
        for (Vendor vendor : Vendor.values()) {
            simulator.vendor(vendor).primary().seed(users);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            simulator.close();
                            stopped.countDown();
                        },
                        "simulator-shutdown"));
        announce(simulator, System.out);
        stopped.await();
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(USAGE + "; " + text + " is no number");
        }
    }

    private static void announce(Simulator simulator, PrintStream out) {
        ObjectNode vendors = new AdminApi(simulator).vendors();
        out.println("Simulator ready, admin API at " + simulator.adminUrl());
        out.println(vendors.toPrettyString());
        out.flush();
    }
}
