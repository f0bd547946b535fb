package io.rollcall.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of webhooks.
 *
 * @param millis from each change at the vendor until a consumer had its event
 * @param bareMillis what a bare client took for each of as many reads and records
 */
record WebhookResult(
        boolean exactlyOnce, List<Reading> readings, List<Double> millis, List<Double> bareMillis, Truth truth) {

    WebhookResult {
        readings = List.copyOf(readings);
        millis = millis.stream().sorted().toList();
        bareMillis = bareMillis.stream().sorted().toList();
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
     * @param reads point reads of the one of them who was read most
     * @param flooded the same of those of whom webhooks told all the time
     * @param intervals how many debounce intervals began meanwhile
     * @param refused webhooks that were not answered 200
     */
    record Truth(int changes, int once, int events, int reads, int flooded, long intervals, int refused) {}

    List<String> flaws() {
        String name = "exactly-once " + (exactlyOnce ? "on" : "off") + ": ";
        List<String> flaws = new ArrayList<>();
        if (truth.refused() > 0) {
            flaws.add(name + truth.refused() + " webhooks were not answered 200");
        }
        if (truth.once() != truth.changes() || truth.events() != truth.changes()) {
            flaws.add(name + truth.once() + " of " + truth.changes() + " changes had exactly one event, and there were "
                    + truth.events() + " events");
        }
        if (truth.reads() > 1) {
            flaws.add(name + "a user who changed once was read " + truth.reads() + " times");
        }
        if (truth.flooded() > truth.intervals()) {
            flaws.add(name + "a user was read " + truth.flooded() + " times in " + truth.intervals()
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
        return at(millis, percent);
    }

    /** Without the debounce interval, which every hint waits. */
    double beyondAt(int percent) {
        return millisAt(percent) - WebhookRun.DEBOUNCE_MILLIS;
    }

    double bareAt(int percent) {
        return at(bareMillis, percent);
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
