package io.rollcall.quickstart;

import java.util.Iterator;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param users of each vendor
 */
record BenchmarkOptions(int users) {
    private static final int USERS = 10_000;
    private static final int QUICK = 500;

    /** @throws IllegalArgumentException saying which word is wrong */
    static BenchmarkOptions parse(List<String> args) {
        int users = USERS;
        for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--quick" -> users = QUICK;
                case "--users" -> users = users(words);
                default -> throw new IllegalArgumentException("Unknown option " + word);
            }
        }
        return new BenchmarkOptions(users);
    }

    private static int users(Iterator<String> words) {
        String given = words.hasNext() ? words.next() : "nothing";
        if (given.matches("[1-9]\\d{0,4}")) {
            return Integer.parseInt(given);
        }
        throw new IllegalArgumentException("--users takes a number from 1 to 99999, not " + given);
    }
}
