package io.rollcall.quickstart;

import io.rollcall.simulator.Simulator;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Measures webhooks on two stacks, one after the other: with exactly-once, and without. */
final class WebhookBenchmark {
    private final PrintStream out;
    private final List<WebhookResult> results;

    private WebhookBenchmark(PrintStream out, List<WebhookResult> results) {
        this.out = out;
        this.results = results;
    }

    /**
     * Runs to its end, under two minutes on a machine that has nothing else to do.
     *
     * @return whether everything holds that has to
     */
    static boolean run(PrintStream out) throws InterruptedException {
        List<WebhookResult> results = List.of(measure(true, out), measure(false, out));
        new WebhookBenchmark(out, results).print();
        List<String> flaws =
                results.stream().flatMap(result -> result.flaws().stream()).toList();
        flaws.forEach(flaw -> out.println("DOES NOT HOLD: webhooks, " + flaw));
        return flaws.isEmpty();
    }

    private static WebhookResult measure(boolean exactlyOnce, PrintStream out) throws InterruptedException {
        out.println(
                "Starting a stack with exactly-once " + (exactlyOnce ? "on" : "off") + ", and a simulated vendor ...");
        StackSettings settings = StackSettings.defaults().withExactlyOnce(exactlyOnce);
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(settings)) {
            return new WebhookRun(stack, simulator, exactlyOnce).measure();
        }
    }

    private void print() {
        out.println();
        out.printf("%-56s%10s%10s%n", "Webhooks, exactly-once", "on", "off");
        row("webhooks answered 200", "%,.0f", WebhookResult::accepted);
        row("... the most reads of one user", "%.0f", result -> result.truth().flooded());
        row("... debounce intervals meanwhile", "%.0f", result -> result.truth().intervals());
        row("webhooks/s / requests/s of a bare server", "%.2f", result -> result.median(WebhookResult.Reading::ratio));
        row("changes", "%.0f", result -> result.truth().changes());
        row("... with exactly one event", "%.0f", result -> result.truth().once());
        row(
                "... the most reads for one of them",
                "%.0f",
                result -> result.truth().reads());
        for (int percent : new int[] {50, 99}) {
            row(
                    "change to event beyond the debounce / bare, p" + percent,
                    "%.1f",
                    result -> result.beyondAt(percent) / result.bareAt(percent));
        }
        out.println("On this machine only");
        row(
                "webhooks/s",
                "%,.0f",
                result -> result.median(reading -> reading.listener().perSecond()));
        row(
                "bare server, requests/s",
                "%,.0f",
                result -> result.median(reading -> reading.bare().perSecond()));
        for (int percent : new int[] {50, 99}) {
            row("change to event, ms, p" + percent, "%,.0f", result -> result.millisAt(percent));
            row("... beyond the debounce interval", "%,.0f", result -> result.beyondAt(percent));
            row("bare read and record, ms, p" + percent, "%.1f", result -> result.bareAt(percent));
        }
        out.println("Every hint waits for the debounce interval, " + WebhookRun.DEBOUNCE_MILLIS
                + " ms; each change was somebody else's.");
    }

    private void row(String label, String format, ToDoubleFunction<WebhookResult> of) {
        out.printf("  %-54s", label);
        results.forEach(result -> out.printf("%10s", String.format(Locale.ROOT, format, of.applyAsDouble(result))));
        out.println();
    }
}
