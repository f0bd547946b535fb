package io.rollcall.quickstart;

import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param users of each vendor
 * @param part what is measured
 */
record BenchmarkOptions(int users, Part part) {
    private static final int USERS = 10_000;
    private static final int QUICK = 500;
    private static final int MOST = 99_999;

    /** What can be measured alone. */
    enum Part {
        ALL,
        COMMANDS,
        WEBHOOKS,
        BUDGET
    }

    /** @throws IllegalArgumentException saying which word is wrong */
    static BenchmarkOptions parse(List<String> args) {
        int users = USERS;
        Part part = Part.ALL;
        Words words = new Words(args);
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--quick" -> users = QUICK;
                case "--commands" -> part = Part.COMMANDS;
                case "--webhooks" -> part = Part.WEBHOOKS;
                case "--budget" -> part = Part.BUDGET;
                case "--users" -> users = words.numberOf(word, 1, MOST);
                default -> throw new IllegalArgumentException("Unknown option " + word);
            }
        }
        return new BenchmarkOptions(users, part);
    }
}
