package io.rollcall.quickstart;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Prints what was measured: one column for each connector, ratios before figures of this machine. */
final class BenchmarkTable {
    private static final double KIB = 1024;

    private final PrintStream out;
    private final List<BenchmarkResult> results;

    BenchmarkTable(PrintStream out, List<BenchmarkResult> results) {
        this.out = out;
        this.results = List.copyOf(results);
    }

    void print(OffsetRecords offsets) {
        out.println();
        row("", result -> result.column().name());
        row("users", result -> String.valueOf(result.users()));
        out.println("Requests");
        row("pages of users", result -> String.valueOf(result.column().pages(result.users())));
        row("first sweep", result -> String.valueOf(result.first().requests()));
        row("  / the vendor's minimum", result -> ratio(result.first().requests(), firstMinimum(result)));
        row("steady sweep", result -> String.valueOf(result.steady().requests()));
        row("  / the vendor's minimum", result -> ratio(result.steady().requests(), steadyMinimum(result)));
        out.println("Time / that of a bare client reading the same pages");
        row("first sweep, all of it", result -> ratio(result.first().total(), result.bareMillis()));
        row("  start to first request", result -> ratio(result.first().untilAsked(), result.bareMillis()));
        row("  first request to last", result -> ratio(result.first().asking(), result.bareMillis()));
        row("  last request to last r", result -> ratio(result.first().publishing(), result.bareMillis()));
        row("steady sweep", result -> ratio(result.steady().millis(), result.bareMillis()));
        out.println("Time, on this machine only");
        row("bare client, ms", result -> whole(result.bareMillis()));
        row("first sweep, ms", result -> whole(result.first().total()));
        row("steady sweep, ms", result -> whole(result.steady().millis()));
        out.println("Records");
        row("users published as r", result -> String.valueOf(result.first().reads()));
        row("events that came twice", result -> String.valueOf(result.first().repeats()));
        row("in ten steady sweeps", result -> String.valueOf(result.steady().records()));
        out.println("Offsets topic, key and value");
        row("records written", result -> String.valueOf(written(result, offsets).records()));
        row("largest record, KiB", result -> decimal(written(result, offsets).largest() / KIB));
        row(
                "all standing records, KiB",
                result -> decimal(standing(result, offsets).total() / KIB));
        row("standing bytes / user", result -> whole(standing(result, offsets).total() / (double) result.users()));
        row(
                "all ever written / standing",
                result -> ratio((double) written(result, offsets).total(), (double)
                        standing(result, offsets).total()));
        out.println("Worker's live heap, after a full collection");
        row("before, MiB", result -> decimal(result.heap().before() / KIB / KIB));
        row("first sweep done, MiB", result -> decimal(result.heap().after() / KIB / KIB));
        row("ten sweeps later, MiB", result -> decimal(result.steady().heap() / KIB / KIB));
        row(
                "KiB / user, first sweep done",
                result -> perUser(result, result.heap().after()));
        row(
                "KiB / user, ten sweeps later",
                result -> perUser(result, result.steady().heap()));
    }

    private static String perUser(BenchmarkResult result, long heap) {
        return decimal((heap - result.heap().before()) / KIB / result.users());
    }

    private static OffsetRecords.Sizes written(BenchmarkResult result, OffsetRecords offsets) {
        return offsets.written(result.column().name());
    }

    private static OffsetRecords.Sizes standing(BenchmarkResult result, OffsetRecords offsets) {
        return offsets.standing(result.column().name());
    }

    private static int firstMinimum(BenchmarkResult result) {
        return result.column().firstMinimum(result.users());
    }

    private static int steadyMinimum(BenchmarkResult result) {
        return result.column().steadyMinimum(result.users());
    }

    private void row(String label, Function<BenchmarkResult, String> cell) {
        StringBuilder line = new StringBuilder("  %-30s".formatted(label));
        results.forEach(result -> line.append("%14s".formatted(cell.apply(result))));
        out.println(line);
    }

    private static String ratio(double value, double yardstick) {
        return String.format(Locale.ROOT, "%.2f", value / yardstick);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
