package io.rollcall.quickstart;

import java.util.Iterator;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param once play the story, check it, stop
 * @param ports of broker, registry and worker; 0 for free ones
 * @param simulatorPort 0 for a free one
 */
record QuickstartOptions(boolean once, StackSettings.Ports ports, int simulatorPort) {

    /** @throws IllegalArgumentException saying which word is wrong */
    static QuickstartOptions parse(List<String> args) {
        boolean once = false;
        int kafka = 0;
        int registry = 0;
        int connect = 0;
        int simulator = 0;
        for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--once" -> once = true;
                case "--kafka-port" -> kafka = port(word, words);
                case "--registry-port" -> registry = port(word, words);
                case "--connect-port" -> connect = port(word, words);
                case "--simulator-port" -> simulator = port(word, words);
                default -> throw new IllegalArgumentException("Unknown option " + word);
            }
        }
        return new QuickstartOptions(once, new StackSettings.Ports(kafka, registry, connect), simulator);
    }

    private static int port(String option, Iterator<String> words) {
        String given = words.hasNext() ? words.next() : "nothing";
        try {
            int port = Integer.parseInt(given);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, like a number that is no port.
        }
        throw new IllegalArgumentException(option + " takes a port from 1 to 65535, not " + given);
    }
}
