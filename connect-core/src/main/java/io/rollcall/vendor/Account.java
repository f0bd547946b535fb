package io.rollcall.vendor;

import io.rollcall.http.Http;

/** One account at a vendor as configured: addresses and credentials, read and checked. Immutable; opens no connection. */
public interface Account {

    VendorFacts facts();

    /**
     * Opens the account's users over {@code http}, which the directory then owns and closes.
     *
     * <p>Sends nothing yet: tokens are fetched by the first request that needs one.
     */
    UserDirectory open(Http http);
}
