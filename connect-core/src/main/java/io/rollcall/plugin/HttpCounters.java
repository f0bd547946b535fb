package io.rollcall.plugin;

import io.rollcall.http.HttpMetrics;
import io.rollcall.http.OAuthCredentials;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes to a vendor. Written by sending threads, read by the worker's reporters. */
public final class HttpCounters implements HttpMetrics {
    private final LongAdder requests = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder budgetWait = new LongAdder();
    private final LongAdder answerTime = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder tokensRefused = new LongAdder();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    /** How a request ended, as coarsely as one looks at it. */
    private enum Outcome {
        SUCCEEDED("2xx or 3xx"),
        REFUSED("4xx: the vendor says that it is our fault"),
        FAILED("5xx: the vendor says that it is its own fault"),
        UNANSWERED("no answer: no connection, or none in time");

        private final String meaning;

        Outcome(String meaning) {
            this.meaning = meaning;
        }

        /** @param outcome as in {@link HttpMetrics#sent} */
        static Outcome of(String outcome) {
            return switch (outcome.charAt(0)) {
                case '1', '2', '3' -> SUCCEEDED;
                case '4' -> REFUSED;
                case '5' -> FAILED;
                default -> UNANSWERED;
            };
        }
    }

    public HttpCounters() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /** Shows the counters. */
    public void gauges(Registrar worker) {
        worker.add("requests-total", "HTTP requests sent, repeated ones and those for tokens included", requests::sum);
        worker.add("requests-in-flight", "HTTP requests that were sent and are not answered yet", inFlight::sum);
        outcomes.forEach((outcome, count) -> worker.add(
                "responses-" + outcome.name().toLowerCase(Locale.ROOT) + "-total",
                "HTTP requests that ended with " + outcome.meaning,
                count::sum));
        worker.add("response-ms-total", "Milliseconds until requests were answered, added up", answerTime::sum);
        worker.add("token-refreshes-total", "Access tokens that this task fetched", tokens::sum);
        worker.add(
                "token-refreshes-failed-total",
                "Requests for an access token that were not answered with one",
                tokensRefused::sum);
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
        answerTime.add(latency.toMillis());
        outcomes.computeIfAbsent(Outcome.of(outcome), none -> new LongAdder()).increment();
        if (request.equals(OAuthCredentials.REQUEST)) {
            // A redirect leads to a page to log in at, not to a token.
            (outcome.startsWith("2") ? tokens : tokensRefused).increment();
        }
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
