package io.rollcall.http;

import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request at DEBUG, and its beginning at TRACE. Never an address's query, a header or a body: they hold
 * credentials and personal data.
 */
final class WireLog implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger("io.rollcall.http.wire");

    private final String vendor;
    private final Waiting waiting;
    private final Transport next;

    WireLog(String vendor, Waiting waiting, Transport next) {
        this.vendor = vendor;
        this.waiting = waiting;
        this.next = next;
    }

    @Override
    public Reply send(Request request) throws TransportException {
        if (LOG.isTraceEnabled()) {
            String parameters =
                    request.query().stream().map(Request.Param::name).collect(Collectors.joining(", "));
            LOG.trace("{}: {} {} begins, parameters [{}]", vendor, request.method(), request.name(), parameters);
        }
        long start = waiting.nanos();
        try {
            Reply reply = next.send(request);
            LOG.debug(
                    "{}: {} {} answered {} in {} ms with {} bytes",
                    vendor,
                    request.method(),
                    request.name(),
                    reply.status(),
                    millisSince(start),
                    reply.body().length);
            return reply;
        } catch (TransportException e) {
            LOG.debug(
                    "{}: {} {} ended without an answer after {} ms: {}",
                    vendor,
                    request.method(),
                    request.name(),
                    millisSince(start),
                    e.trouble());
            throw e;
        }
    }

    private long millisSince(long start) {
        return Duration.ofNanos(waiting.nanos() - start).toMillis();
    }
}
