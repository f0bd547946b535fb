package io.rollcall.quickstart;

import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param users whether change events are to be shown, else answers to commands
 * @param start from where
 */
record WatchOptions(boolean users, String topic, Feed.Start start, Cluster cluster) {

    /** @throws IllegalArgumentException saying which word is wrong */
    static WatchOptions parse(List<String> args) {
        Words words = new Words(args);
        String what = words.hasNext() ? words.next() : "nothing";
        boolean users = what.equals("users");
        if (!users && !what.equals("results")) {
            throw new IllegalArgumentException("watch shows users or results, not " + what);
        }
        String topic = users ? Accounts.USERS : Accounts.RESULTS;
        Feed.Start start = Feed.Start.NOW;
        ClusterOptions cluster = new ClusterOptions();
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--topic" -> topic = words.valueOf(option);
                case "--from-beginning" -> start = Feed.Start.BEGINNING;
                default -> {
                    if (!cluster.take(option, words)) {
                        throw new IllegalArgumentException("Unknown option " + option);
                    }
                }
            }
        }
        return new WatchOptions(users, topic, start, cluster.cluster());
    }
}
