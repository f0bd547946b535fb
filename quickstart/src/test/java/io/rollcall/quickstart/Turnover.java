package io.rollcall.quickstart;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** People who come, change and go at a desk all the time, on a thread of its own until stopped. */
final class Turnover implements AutoCloseable {

    private static final int FEWEST = 25;
    private static final int MOST = 45;
    private static final int LONGEST_PAUSE_MILLIS = 150;
    private static final int ONE_OF_SO_MANY_LEAVES = 20;
    /** Well below half of the people: a worker that comes back to more would be right to suspect another account. */
    private static final int MOST_GONE = 10;
    /** Each makes a group. With the three that there are they fit on the shortest page that a test sets, as they do at Olark. */
    private static final int MOST_JOINED = 5;

    private final Desk desk;
    private final Random random;
    private final boolean everything;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable RuntimeException failure;
    private int happened;
    private int joined;
    private int gone;

    private Turnover(Desk desk, long seed, boolean everything) {
        this.desk = desk;
        this.everything = everything;
        random = new Random(seed);
        thread = new Thread(this::run, "turnover-" + desk.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Everything that can happen to people. */
    static Turnover of(Desk desk, long seed) {
        return new Turnover(desk, seed, true);
    }

    /** New people and new values only: no state ever comes back, and nobody is gone. */
    static Turnover forwardOnly(Desk desk, long seed) {
        return new Turnover(desk, seed, false);
    }

    /** How many changes there were. */
    int happened() {
        return happened;
    }

    private void run() {
        try {
            while (!stopped.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                happen(desk.working());
                happened++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void happen(List<String> working) {
        if (working.isEmpty()) {
            // A slow run has time to block everybody.
            desk.hire("New " + happened, "new" + happened + "@example.com");
            return;
        }
        String person = working.get(random.nextInt(working.size()));
        int dice = random.nextInt(9);
        int people = desk.account().users().size();
        if (everything && gone < MOST_GONE && random.nextInt(ONE_OF_SO_MANY_LEAVES) == 0) {
            desk.account().delete(person);
            gone++;
        } else if (people < FEWEST || (dice == 0 && people < MOST)) {
            desk.hire("New " + happened, "new" + happened + "@example.com");
        } else if (dice < 5 || !everything) {
            desk.call(person, "Name " + happened);
        } else if (dice == 5 && joined < MOST_JOINED) {
            desk.join(person);
            joined++;
        } else if (dice == 6) {
            desk.block(person);
        } else if (dice == 7) {
            desk.account().users().stream()
                    .filter(user -> !desk.works(user))
                    .findAny()
                    .ifPresent(user -> desk.unblock(user.path("id").asText()));
        } else if (gone < MOST_GONE && desk.move(person).isPresent()) {
            // To a thin listing somebody under a new id is gone until read.
            gone++;
        }
    }

    /** Stops; from now on nobody changes. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
