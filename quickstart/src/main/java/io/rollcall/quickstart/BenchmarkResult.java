package io.rollcall.quickstart;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured in one column. Times are milliseconds, sizes bytes.
 *
 * @param bareMillis the bare client's listing, median of some
 * @param bareRequests its requests
 */
record BenchmarkResult(
        BenchmarkCase column, int users, double bareMillis, int bareRequests, First first, Steady steady, Heap heap) {

    private static final int LARGEST_OFFSET = 1024 * 1024;

    /**
     * The first sweep.
     *
     * @param requests without those for tokens
     * @param untilAsked from the connector's creation to its first request
     * @param asking from there to its last answer
     * @param publishing from there to the last event at a consumer
     */
    record First(int requests, int reads, int repeats, double untilAsked, double asking, double publishing) {
        double total() {
            return untilAsked + asking + publishing;
        }
    }

    /**
     * Sweeps that find nothing new, after a restart of the task.
     *
     * @param requests of one sweep, on average
     * @param millis of one sweep, the median
     * @param records published over all of them
     * @param heap the worker's live heap right after the last
     */
    record Steady(int requests, double millis, int records, long heap) {}

    /** The worker's live heap, before the connector and with its first sweep done. */
    record Heap(long before, long after) {}

    /** What does not hold and has to. */
    List<String> flaws(OffsetRecords offsets) {
        List<String> flaws = new ArrayList<>();
        check(flaws, first.reads() == users, first.reads() + " of " + users + " users were published");
        check(flaws, first.repeats() == 0, first.repeats() + " events came twice");
        check(
                flaws,
                first.requests() <= column.firstMinimum(users),
                "the first sweep sent more requests than it has to");
        check(
                flaws,
                steady.requests() <= column.steadyMinimum(users),
                "a steady sweep sent more requests than it has to");
        check(flaws, steady.records() == 0, "steady sweeps published " + steady.records() + " records");
        check(
                flaws,
                offsets.written(column.name()).largest() <= LARGEST_OFFSET,
                "an offset record is larger than the offsets topic takes by default");
        return flaws;
    }

    private void check(List<String> flaws, boolean holds, String flaw) {
        if (!holds) {
            flaws.add(column.name() + ": " + flaw);
        }
    }
}
