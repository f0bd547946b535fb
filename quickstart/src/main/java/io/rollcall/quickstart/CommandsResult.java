package io.rollcall.quickstart;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of a sink.
 *
 * @param commands how many were applied in each reading
 * @param inFlight requests under way, the median
 */
record CommandsResult(int commands, List<Reading> readings, double inFlight) {
    private static final double LEAST_RATIO = 0.8;
    private static final double LEAST_IN_FLIGHT = 50;
    /** Of all processors: above this nothing runs when it could. */
    private static final double FULL = 0.9;
    /** Of all processors: above this it matters that somebody else used them. */
    private static final double DISTURBED = 0.1;

    CommandsResult {
        readings = List.copyOf(readings);
    }

    /**
     * Commands and right after them as many bare requests.
     *
     * @param requests that the commands took
     */
    record Reading(int requests, ProcessorUse commands, ProcessorUse bare) {
        double ratio() {
            return bare.millis() / commands.millis();
        }
    }

    void print(PrintStream out) {
        out.println();
        out.println("Commands, one task, " + CommandsRun.LANES + " at a time, vendor at " + CommandsRun.LATENCY_MILLIS
                + " ms, no limit");
        row(out, "commands", "%.0f", commands);
        row(out, "requests", "%.0f", median(Reading::requests));
        row(out, "commands/s / requests/s of a bare client", "%.2f", ratio());
        row(out, "requests in flight, the median", "%.0f", inFlight);
        out.println("On this machine only");
        row(out, "commands/s", "%.0f", median(reading -> perSecond(reading.commands())));
        row(out, "bare client, requests/s", "%.0f", median(reading -> perSecond(reading.bare())));
        row(out, "processors", "%.0f", ProcessorUse.PROCESSORS);
        row(out, "... busy while commands are applied, %", "%.0f", 100 * median(reading -> busy(reading.commands())));
        row(out, "... busy while the bare client sends, %", "%.0f", 100 * median(reading -> busy(reading.bare())));
        row(out, "... of them with work of others, %", "%.0f", 100 * median(CommandsResult::others));
        row(
                out,
                "processor ms / command: worker",
                "%.2f",
                median(reading -> cost(reading.commands().worker())));
        row(out, "... broker", "%.2f", median(reading -> cost(reading.commands().broker())));
        row(
                out,
                "... simulated vendor",
                "%.2f",
                median(reading -> cost(reading.commands().own())));
        row(
                out,
                "processor ms / bare request: client and vendor",
                "%.2f",
                median(reading -> cost(reading.bare().own())));
        readings.forEach(reading -> out.printf(Locale.ROOT, "  one reading: ratio %.2f%n", reading.ratio()));
    }

    /** What does not hold and has to. */
    List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading.requests() != commands) {
                flaws.add("commands: " + reading.requests() + " requests for " + commands + " commands");
            }
        }
        // What others take from a full machine is missing to ten processes as to two: nothing can be told of the
        // connector.
        if (!isDisturbed()) {
            if (ratio() < LEAST_RATIO) {
                flaws.add(String.format(Locale.ROOT, "commands: %.2f of a bare client's speed%s", ratio(), why()));
            }
            if (inFlight < LEAST_IN_FLIGHT) {
                flaws.add(String.format(Locale.ROOT, "commands: %.0f requests in flight%s", inFlight, why()));
            }
        }
        return flaws;
    }

    /** Whether others took so much of full processors that speed says nothing. */
    boolean isDisturbed() {
        return median(reading -> busy(reading.commands())) > FULL && median(CommandsResult::others) > DISTURBED;
    }

    private String why() {
        return median(reading -> busy(reading.commands())) > FULL
                ? ", with the processors busy by the benchmark itself"
                : "";
    }

    private double ratio() {
        return median(Reading::ratio);
    }

    private static double others(Reading reading) {
        return reading.commands().others();
    }

    private static double busy(ProcessorUse use) {
        return use.busy();
    }

    private double cost(double processorMillis) {
        return processorMillis / commands;
    }

    private double perSecond(ProcessorUse use) {
        return commands / use.millis() * 1e3;
    }

    private double median(ToDoubleFunction<Reading> of) {
        return BenchmarkRun.median(readings.stream().map(of::applyAsDouble).toList());
    }

    private static void row(PrintStream out, String label, String format, double value) {
        out.printf(Locale.ROOT, "  %-48s%10s%n", label, String.format(Locale.ROOT, format, value));
    }
}
