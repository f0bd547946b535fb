package io.rollcall.quickstart;

import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param once play the story, check it, stop
 * @param ports of broker, registry and worker; 0 for free ones
 * @param simulatorPort 0 for a free one
 */
record QuickstartOptions(boolean once, StackSettings.Ports ports, int simulatorPort) {
    private static final int LAST_PORT = 65_535;

    /** @throws IllegalArgumentException saying which word is wrong */
    static QuickstartOptions parse(List<String> args) {
        boolean once = false;
        int kafka = 0;
        int registry = 0;
        int connect = 0;
        int simulator = 0;
        Words words = new Words(args);
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--once" -> once = true;
                case "--kafka-port" -> kafka = words.numberOf(word, 1, LAST_PORT);
                case "--registry-port" -> registry = words.numberOf(word, 1, LAST_PORT);
                case "--connect-port" -> connect = words.numberOf(word, 1, LAST_PORT);
                case "--simulator-port" -> simulator = words.numberOf(word, 1, LAST_PORT);
                default -> throw new IllegalArgumentException("Unknown option " + word);
            }
        }
        return new QuickstartOptions(once, new StackSettings.Ports(kafka, registry, connect), simulator);
    }
}
