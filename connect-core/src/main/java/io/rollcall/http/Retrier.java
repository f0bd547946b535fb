package io.rollcall.http;

import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The outermost layer: judges every attempt by the failure table and repeats it as the policy allows. The only retrier. */
final class Retrier implements JsonHttp {
    private final String vendor;
    private final Transport next;
    private final @Nullable Credentials credentials;
    private final RetryPolicy policy;
    private final Waiting waiting;
    private final DoubleSupplier random;
    private final InstantSource clock;
    private final HttpMetrics metrics;

    Retrier(
            String vendor,
            Transport next,
            @Nullable Credentials credentials,
            RetryPolicy policy,
            Waiting waiting,
            DoubleSupplier random,
            InstantSource clock,
            HttpMetrics metrics) {
        this.vendor = vendor;
        this.next = next;
        this.credentials = credentials;
        this.policy = policy;
        this.waiting = waiting;
        this.random = random;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Answer send(Request request) {
        long firstFailure = 0;
        for (int attempt = 1; ; attempt++) {
            Verdict.Bad bad;
            TransportException cause = null;
            try {
                Reply reply = next.send(request);
                Verdict verdict = FailureTable.judge(request, reply, clock.instant());
                if (verdict instanceof Verdict.Good good) {
                    return new Answer(reply.status(), good.body(), reply.sentAt());
                }
                bad = (Verdict.Bad) verdict;
            } catch (TransportException e) {
                bad = FailureTable.judge(request, e);
                cause = e;
            }
            if (bad.failure() instanceof Failure.Throttled) {
                metrics.throttled(request.name());
            }
            firstFailure = attempt == 1 ? waiting.nanos() : firstFailure;
            Duration elapsed = Duration.ofNanos(waiting.nanos() - firstFailure);
            Optional<Duration> pause =
                    policy.pause(attempt, elapsed, bad.failure(), request.repeatable(), random.getAsDouble());
            if (pause.isEmpty()) {
                throw exception(request, bad, attempt, cause);
            }
            metrics.retried(request.name(), pause.get());
            await(request, pause.get());
        }
    }

    private void await(Request request, Duration pause) {
        try {
            if (waiting.pause(pause)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TransportException closed = TransportException.closed(false);
        throw exception(request, FailureTable.judge(request, closed), 1, closed);
    }

    private VendorException exception(
            Request request, Verdict.Bad bad, int attempts, @Nullable TransportException cause) {
        String tries = attempts > 1 ? " (attempt " + attempts + ")" : "";
        return new VendorException(
                bad.failure(),
                vendor + ": " + request.name() + tries + " " + masked(bad.what(), request) + "."
                        + advice(request, bad.failure(), cause),
                cause);
    }

    /** Patterns find what looks like a secret; this finds what is one. */
    private String masked(String what, Request request) {
        return Redaction.of(what, credentials == null ? request.secrets() : credentials.secrets());
    }

    /** Without an answer the table has already said where to look. */
    private String advice(Request request, Failure failure, @Nullable TransportException cause) {
        if (cause != null) {
            return "";
        }
        if (failure instanceof Failure.Unauthorized) {
            return credentials == null ? "" : " Check " + credentials.settings() + ".";
        }
        if (failure instanceof Failure.Forbidden) {
            return credentials == null
                    ? ""
                    : " The credentials of " + credentials.settings()
                            + " are known there, but may not do this. Give them" + " the scope or role for it.";
        }
        String settings = request.setting().equals(request.hostSetting())
                ? request.setting()
                : request.setting() + " and " + request.hostSetting();
        if (failure instanceof Failure.Capacity) {
            return " The account's plan refuses it: look at its billing and seats.";
        }
        if (failure instanceof Failure.WrongRegion) {
            return " It says that the account lives in another region.";
        }
        boolean address = failure instanceof Failure.Misconfigured
                || (failure instanceof Failure.Rejected && request.target() == Request.Target.COLLECTION);
        if (!address) {
            return "";
        }
        boolean refusedWrite = failure instanceof Failure.Misconfigured && !request.repeatable();
        return " Check " + settings + "."
                + (refusedWrite ? " If they are right, the account's API does not offer this write." : "");
    }
}
