package io.rollcall.budget;

import java.util.Arrays;

/** How long the last requests of a class waited. Not thread-safe. */
final class WaitSample {
    private static final int LAST = 1000;

    private final long[] millis = new long[LAST];
    private long count;

    void add(long waited) {
        millis[(int) (count++ % LAST)] = waited;
    }

    BudgetView.WaitTimes figures() {
        int size = (int) Math.min(count, LAST);
        if (size == 0) {
            return new BudgetView.WaitTimes(0, 0, 0, 0);
        }
        long[] sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        return new BudgetView.WaitTimes(count, sorted[(size - 1) / 2], sorted[(size - 1) * 99 / 100], sorted[size - 1]);
    }
}
