package io.rollcall.http;

import java.time.InstantSource;

/** One tenant's way out: connections, TLS, proxy, retries and rate budget, as configured. Thread-safe. */
public interface Http extends AutoCloseable {

    /** Sends requests without an Authorization header: for token endpoints. */
    JsonHttp anonymous();

    /**
     * Sends requests under these credentials, which are closed together with this; a refused token is renewed and the
     * request repeated once.
     */
    JsonHttp as(Credentials credentials);

    /** The connector's time. */
    InstantSource clock();

    /** Cancels what is running, promptly, and frees connections. */
    @Override
    void close();
}
