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
        Cluster cluster = options.cluster();
        try (Feed<?> feed = options.users()
                ? Feed.users(cluster, options.topic(), options.start(), event -> out.println(FeedLine.of(event)))
                : Feed.results(
                        cluster, options.topic(), options.start(), result -> out.println(ResultLine.of(result)))) {
            out.println("Watching topic " + options.topic() + " until Ctrl-C ...");
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                // Fails when reading has.
                feed.all();
            }
            return true;
        }
    }
}
