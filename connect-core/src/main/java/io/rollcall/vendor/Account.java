package io.rollcall.vendor;

import io.rollcall.http.Http;
import io.rollcall.http.JsonHttp;

/** One account at a vendor as configured: addresses and credentials, read and checked. Immutable; opens no connection. */
public interface Account {

    VendorFacts facts();

    /** Logs in, once for all that is sent over it. Sends nothing yet: tokens are fetched by the first request that needs one. */
    JsonHttp login(Http http);

    /** Opens the account's users over {@code http}, which the directory then owns and closes. Sends nothing yet. */
    default UserDirectory open(Http http) {
        return open(http, login(http));
    }

    /** The same over a login that serves something else as well. */
    UserDirectory open(Http http, JsonHttp authorised);
}
