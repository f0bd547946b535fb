package io.rollcall.budget;

import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;

/**
 * How often a participant writes, in milliseconds. A short window needs a quick log: what is reported late is released late.
 *
 * @param spacing between any two of its records
 * @param flush between two records that only tell news
 * @param heartbeat between two records while it waits, or has not read what it wrote
 * @param tick after the last record of anybody, before one that tells nothing but that time has passed
 * @param rank by how much each of those who wait lets the one before it go first
 * @param grain records within this time are as good as simultaneous
 */
record Rhythm(long spacing, long flush, long heartbeat, long tick, long rank, long grain) {

    static Rhythm of(Policy policy) {
        long window = policy.limits().stream().mapToLong(Limit::windowMs).min().orElseThrow();
        return new Rhythm(
                between(window / 200, 2, 20),
                between(window / 200, 5, 250),
                between(policy.useByMs() / 4, 50, 3_000),
                between(window / 1_000, 10, 1_000),
                between(window / 20, 20, 300),
                between(window / 1_000, 1, 20));
    }

    private static long between(long number, long least, long most) {
        return Math.max(least, Math.min(most, number));
    }
}
