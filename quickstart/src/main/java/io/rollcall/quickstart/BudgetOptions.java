package io.rollcall.quickstart;

import io.rollcall.budget.log.LicenceKey;
import io.rollcall.simulator.Vendor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was asked for on the command line.
 *
 * @param replay whether to check what the topic holds and stop, rather than to watch
 */
record BudgetOptions(String vendor, String licence, String topic, boolean replay, Cluster cluster) {

    /** @throws IllegalArgumentException saying which word is wrong or missing */
    static BudgetOptions parse(List<String> args) {
        Words words = new Words(args);
        String vendor = words.hasNext() ? words.next() : "nothing";
        if (Arrays.stream(Vendor.values()).noneMatch(each -> each.segment().equals(vendor))) {
            throw new IllegalArgumentException("budget takes one of "
                    + Arrays.stream(Vendor.values()).map(Vendor::segment).collect(Collectors.joining(", ")) + ", not "
                    + vendor);
        }
        String licence = words.valueOf("budget " + vendor);
        boolean replay = false;
        ClusterOptions cluster = new ClusterOptions();
        while (words.hasNext()) {
            String option = words.next();
            if (option.equals("--replay")) {
                replay = true;
            } else if (!cluster.take(option, words)) {
                throw new IllegalArgumentException("Unknown option " + option);
            }
        }
        return new BudgetOptions(
                vendor, licence, LicenceKey.of(vendor, licence).topic(), replay, cluster.clusterWithoutRegistry());
    }
}
