package io.rollcall.quickstart;

import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param users of each vendor
 * @param commandsOnly whether only a sink is measured
 * @param budgetOnly whether only the rate budget is measured
 */
record BenchmarkOptions(int users, boolean commandsOnly, boolean budgetOnly) {
    private static final int USERS = 10_000;
    private static final int QUICK = 500;
    private static final int MOST = 99_999;

    /** @throws IllegalArgumentException saying which word is wrong */
    static BenchmarkOptions parse(List<String> args) {
        int users = USERS;
        boolean commandsOnly = false;
        boolean budgetOnly = false;
        Words words = new Words(args);
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--quick" -> users = QUICK;
                case "--commands" -> commandsOnly = true;
                case "--budget" -> budgetOnly = true;
                case "--users" -> users = words.numberOf(word, 1, MOST);
                default -> throw new IllegalArgumentException("Unknown option " + word);
            }
        }
        return new BenchmarkOptions(users, commandsOnly, budgetOnly);
    }
}
