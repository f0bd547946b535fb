package io.rollcall.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There was no complete answer. */
final class TransportException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;
    private final boolean sent;

    /** Why. */
    enum Trouble {
        /** The address may not be used, or is none. */
        BAD_ADDRESS,
        UNKNOWN_HOST,
        UNREACHABLE,
        /** The proxy wants other credentials. */
        PROXY_REFUSED,
        /** No trust between the two ends. */
        TLS,
        TIMEOUT,
        DROPPED,
        OVERSIZED,
        /** Whoever asked for it did not want it any more. */
        WITHHELD,
        /** We were told to stop. */
        CLOSED
    }

    /** @param sent whether some of the request may have reached the vendor */
    TransportException(Trouble trouble, boolean sent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
        this.sent = sent;
    }

    /** @param sent as in the constructor */
    static TransportException closed(boolean sent) {
        return new TransportException(Trouble.CLOSED, sent, "closed", null);
    }

    static TransportException withheld() {
        return new TransportException(Trouble.WITHHELD, false, "not wanted any more", null);
    }

    Trouble trouble() {
        return trouble;
    }

    boolean sent() {
        return sent;
    }
}
