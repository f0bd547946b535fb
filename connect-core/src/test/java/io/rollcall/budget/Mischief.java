package io.rollcall.budget;

import java.util.Random;

/**
 * How badly the world treats a budget. Shares are of one.
 *
 * @param slowAppends take up to 3 s
 * @param lostAppends never arrive
 * @param repeatedAppends arrive twice
 * @param slowFetches take up to 3 s
 * @param slowRequests arrive after up to 5 s, as do their answers
 * @param lostAnswers end in a request that is given up
 * @param hesitation up to so many milliseconds from a permit to its use, in one of thirty cases
 * @param drift of clocks, in millionths, either way
 */
record Mischief(
        double slowAppends,
        double lostAppends,
        double repeatedAppends,
        double slowFetches,
        double slowRequests,
        double lostAnswers,
        int hesitation,
        int drift) {

    static final Mischief NONE = new Mischief(0, 0, 0, 0, 0.01, 0, 0, 0);
    static final Mischief ROUGH = new Mischief(0.3, 0.02, 0.02, 0.05, 0.05, 0.02, 15_000, 100);

    /** Mostly quick, so that the limit is really reached and a mistake shows. */
    static final Mischief SHARP = new Mischief(0.02, 0.02, 0.02, 0.01, 0.03, 0.01, 15_000, 100);

    private static final int SLOW_MS = 3_000;
    private static final int SLOW_REQUEST_MS = 5_000;

    long append(Random dice) {
        return 3 + dice.nextInt(10) + (dice.nextDouble() < slowAppends ? dice.nextInt(SLOW_MS) : 0);
    }

    boolean loses(Random dice) {
        return dice.nextDouble() < lostAppends;
    }

    boolean repeats(Random dice) {
        return dice.nextDouble() < repeatedAppends;
    }

    long fetch(Random dice) {
        return 1 + dice.nextInt(8) + (dice.nextDouble() < slowFetches ? dice.nextInt(SLOW_MS) : 0);
    }

    /** One way. */
    long request(Random dice) {
        return dice.nextDouble() < slowRequests ? dice.nextInt(SLOW_REQUEST_MS) : 20 + dice.nextInt(150);
    }

    boolean losesAnswer(Random dice) {
        return dice.nextDouble() < lostAnswers;
    }

    long hesitates(Random dice) {
        return hesitation > 0 && dice.nextInt(30) == 0 ? dice.nextInt(hesitation) : 0;
    }

    double speed(Random dice) {
        return drift == 0 ? 1 : 1 + (dice.nextInt(2 * drift + 1) - drift) / 1e6;
    }
}
