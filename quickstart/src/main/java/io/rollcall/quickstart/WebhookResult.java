package io.rollcall.quickstart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of webhooks.
 *
 * @param millis from each change at the vendor until a consumer had its event
 * @param bareMillis what a bare client took for each of as many reads and records
 */
record WebhookResult(boolean exactlyOnce, List<Reading> readings, double[] millis, double[] bareMillis, Truth truth) {

    WebhookResult {
        readings = List.copyOf(readings);
        millis = sorted(millis);
        bareMillis = sorted(bareMillis);
    }

    /** The same requests to the listener, and right after them to a bare server. */
    record Reading(HookSender.Rate listener, HookSender.Rate bare) {
        double ratio() {
            return listener.perSecond() / bare.perSecond();
        }
    }

    /**
     * What has to hold.
     *
     * @param changes at the vendor
     * @param once how many of them had exactly one event
     * @param events of all users, whether they changed or not
     * @param mostReads the most point reads of one user
     * @param intervals how many debounce intervals there were, the begun ones too
     */
    record Truth(int changes, int once, int events, int mostReads, long intervals) {}

    List<String> flaws() {
        String name = "exactly-once " + (exactlyOnce ? "on" : "off") + ": ";
        List<String> flaws = new ArrayList<>();
        int others = readings.stream()
                .mapToInt(reading -> reading.listener().others())
                .sum();
        if (others > 0) {
            flaws.add(name + others + " webhooks were not answered 200");
        }
        if (truth.once() != truth.changes() || truth.events() != truth.changes()) {
            flaws.add(name + truth.once() + " of " + truth.changes() + " changes had exactly one event, and there were "
                    + truth.events() + " events");
        }
        if (truth.mostReads() > truth.intervals()) {
            flaws.add(name + "a user was read " + truth.mostReads() + " times in " + truth.intervals()
                    + " debounce intervals");
        }
        return flaws;
    }

    int accepted() {
        return readings.stream()
                .mapToInt(reading -> reading.listener().accepted())
                .sum();
    }

    double median(ToDoubleFunction<Reading> of) {
        return BenchmarkRun.median(readings.stream().map(of::applyAsDouble).toList());
    }

    double millisAt(int percent) {
        return BudgetBenchmark.at(millis, percent);
    }

    /** Without the debounce interval, which every hint waits. */
    double beyondAt(int percent) {
        return millisAt(percent) - WebhookRun.DEBOUNCE_MILLIS;
    }

    double bareAt(int percent) {
        return BudgetBenchmark.at(bareMillis, percent);
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
