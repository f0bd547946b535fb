package io.rollcall.plugin;

import io.rollcall.http.HttpMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes to a vendor. Written by sending threads, read by the worker's reporters. */
public final class HttpCounters implements HttpMetrics {
    private final LongAdder requests = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder budgetWait = new LongAdder();

    /** Shows the counters. */
    public void gauges(Registrar worker) {
        worker.add("requests-total", "HTTP requests sent, repeated ones and those for tokens included", requests::sum);
        worker.add("requests-in-flight", "HTTP requests that were sent and are not answered yet", inFlight::sum);
        worker.add("retries-total", "Requests that were repeated", retries::sum);
        worker.add("throttles-total", "Requests that the vendor refused because there were too many", throttles::sum);
        worker.add(
                "budget-wait-ms-total",
                "Milliseconds that requests waited for their turn in the rate budget, added up",
                budgetWait::sum);
    }

    @Override
    public void begun(String request) {
        inFlight.increment();
    }

    @Override
    public void sent(String request, String outcome, Duration latency) {
        inFlight.decrement();
        requests.increment();
    }

    @Override
    public void retried(String request, Duration pause) {
        retries.increment();
    }

    @Override
    public void throttled(String request) {
        throttles.increment();
    }

    @Override
    public void admitted(String request, Duration wait) {
        budgetWait.add(wait.toMillis());
    }
}
