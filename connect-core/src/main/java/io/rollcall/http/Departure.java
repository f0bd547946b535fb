package io.rollcall.http;

import java.util.function.BooleanSupplier;

/** The moment at which a request leaves: who may still stop it, and whether it has passed. */
final class Departure {
    private final BooleanSupplier allowed;
    private boolean gone;
    private boolean stopped;

    Departure(BooleanSupplier allowed) {
        this.allowed = allowed;
    }

    /**
     * Asked on a connection that stands, right before the first byte of the request is written.
     *
     * @throws TransportException when it is not to leave any more
     */
    synchronized void leave() throws TransportException {
        if (stopped || !allowed.getAsBoolean()) {
            throw TransportException.withheld();
        }
        gone = true;
    }

    /** Lets it leave no more; whether it has left before, so that some of it may have reached the vendor. */
    synchronized boolean stop() {
        stopped = true;
        return gone;
    }
}
