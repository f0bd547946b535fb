package io.rollcall.quickstart;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows a topic as it grows, until interrupted. */
final class Watch {
    private static final long LOOK_EVERY_MILLIS = 200;

    private Watch() {}

    /** @throws StackException when the topic cannot be read, or not any more */
    static boolean run(WatchOptions options, PrintStream out) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        try (Feed<?> feed = open(options, out)) {
            out.println("Watching topic " + options.topic() + " until Ctrl-C ...");
            while (!never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                // Fails when reading has.
                feed.all();
            }
            return true;
        }
    }

    private static Feed<?> open(WatchOptions options, PrintStream out) {
        return options.users()
                ? Feed.users(
                        options.cluster(), options.topic(), options.start(), event -> shown(out, FeedLine.of(event)))
                : Feed.results(
                        options.cluster(),
                        options.topic(),
                        options.start(),
                        result -> shown(out, ResultLine.of(result)));
    }

    /** Nothing is kept: one may watch for weeks. */
    private static boolean shown(PrintStream out, String line) {
        out.println(line);
        return false;
    }
}
