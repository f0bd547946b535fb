package io.rollcall.http;

import io.rollcall.budget.Feedback;
import io.rollcall.budget.Permit;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Takes one permit for each request that goes out, repeated ones and token requests included, as the vendor counts. */
final class Budgeted implements Transport {
    private final RateBudget budget;
    private final Priority priority;
    private final InstantSource clock;
    private final Waiting waiting;
    private final HttpMetrics metrics;
    private final Transport next;

    Budgeted(
            RateBudget budget,
            Priority priority,
            InstantSource clock,
            Waiting waiting,
            HttpMetrics metrics,
            Transport next) {
        this.budget = budget;
        this.priority = priority;
        this.clock = clock;
        this.waiting = waiting;
        this.metrics = metrics;
        this.next = next;
    }

    @Override
    public Reply send(Request request) throws TransportException {
        long asked = waiting.nanos();
        try (Permit permit = acquire(request)) {
            if (!request.turn().stillWanted().getAsBoolean()) {
                throw TransportException.withheld();
            }
            metrics.admitted(request.name(), Duration.ofNanos(waiting.nanos() - asked));
            Reply reply = next.send(request);
            permit.complete(feedback(request, reply));
            return reply;
        }
    }

    private Permit acquire(Request request) throws TransportException {
        try {
            Priority own = request.turn().priority();
            Optional<Permit> permit = budget.acquire(own == null ? priority : own);
            return permit.orElseThrow(TransportException::closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransportException.closed();
        }
    }

    private Feedback feedback(Request request, Reply reply) {
        RateHeaders rate = RateHeaders.of(reply, clock.instant());
        boolean throttled = !reply.successful() && FailureTable.throttles(request, reply, clock.instant());
        return new Feedback(throttled, null, rate.remaining(), rate.reset(), rate.delay());
    }
}
