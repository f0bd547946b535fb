package io.rollcall.http;

import java.time.Duration;
import java.util.Locale;

/** Counts and times what goes over the wire. */
final class Metered implements Transport {
    private final HttpMetrics metrics;
    private final Waiting waiting;
    private final Transport next;

    Metered(HttpMetrics metrics, Waiting waiting, Transport next) {
        this.metrics = metrics;
        this.waiting = waiting;
        this.next = next;
    }

    @Override
    public Reply send(Request request) throws TransportException {
        long start = waiting.nanos();
        String outcome = "error";
        metrics.begun(request.name());
        try {
            Reply reply = next.send(request);
            outcome = Integer.toString(reply.status());
            return reply;
        } catch (TransportException e) {
            outcome = e.trouble().name().toLowerCase(Locale.ROOT);
            throw e;
        } finally {
            metrics.sent(request.name(), outcome, Duration.ofNanos(waiting.nanos() - start));
        }
    }
}
