package io.rollcall.http;

import io.rollcall.vendor.Failure;
import java.time.InstantSource;

/** Adds the Authorization header. When the vendor refuses it, asks for another one and repeats the request once. */
final class Authorizer implements Transport {
    private final Credentials credentials;
    private final InstantSource clock;
    private final Transport next;

    Authorizer(Credentials credentials, InstantSource clock, Transport next) {
        this.credentials = credentials;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public Reply send(Request request) throws TransportException {
        String header = credentials.header();
        if (header == null) {
            return next.send(request);
        }
        Reply reply = next.send(request.header("Authorization", header));
        if (!refused(request, reply) || !credentials.refused(header)) {
            return reply;
        }
        String other = credentials.header();
        return next.send(other == null ? request : request.header("Authorization", other));
    }

    /** By the failure table, because LiveChat does not document the status of its {@code authentication} error. */
    private boolean refused(Request request, Reply reply) {
        return !reply.successful()
                && FailureTable.judge(request, reply, clock.instant()) instanceof Verdict.Bad bad
                && bad.failure() instanceof Failure.Unauthorized;
    }
}
