package io.rollcall.http;

import io.rollcall.budget.Feedback;
import io.rollcall.budget.Permit;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import io.rollcall.http.TransportException.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Takes one permit for each request that goes out, repeated ones and token requests included, as the vendor counts. */
final class Budgeted implements Transport {
    private static final int MOST_STALE = 3;

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
        for (int stale = 0; stale < MOST_STALE; stale++) {
            long asked = waiting.nanos();
            Permit permit = acquire(request);
            try {
                return send(request, permit, asked);
            } catch (TransportException unsent) {
                // A permit lasts for seconds, and a connection may take as long to stand. Nothing was sent then.
                if (unsent.trouble() != Trouble.WITHHELD
                        || !request.turn().stillWanted().getAsBoolean()) {
                    throw unsent;
                }
            }
        }
        throw new TransportException(Trouble.TIMEOUT, false, "no connection before the permit ran out", null);
    }

    private Reply send(Request request, Permit permit, long asked) throws TransportException {
        Turn turn = request.turn();
        BooleanSupplier may = () -> permit.usable() && turn.stillWanted().getAsBoolean();
        try (permit) {
            metrics.admitted(request.name(), Duration.ofNanos(waiting.nanos() - asked));
            Reply reply = exchange(request.at(new Turn(turn.priority(), may)), permit);
            permit.complete(feedback(request, reply));
            return reply;
        }
    }

    private Reply exchange(Request request, Permit permit) throws TransportException {
        try {
            return next.send(request);
        } catch (TransportException failed) {
            if (!failed.sent()) {
                permit.cancel();
            }
            throw failed;
        }
    }

    private Permit acquire(Request request) throws TransportException {
        try {
            Priority own = request.turn().priority();
            Optional<Permit> permit = budget.acquire(own == null ? priority : own);
            return permit.orElseThrow(() -> TransportException.closed(false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransportException.closed(false);
        }
    }

    private Feedback feedback(Request request, Reply reply) {
        RateHeaders rate = RateHeaders.of(reply, clock.instant());
        boolean throttled = !reply.successful() && FailureTable.throttles(request, reply, clock.instant());
        return new Feedback(throttled, rate.limit(), rate.remaining(), rate.reset(), throttled ? rate.delay() : null);
    }
}
