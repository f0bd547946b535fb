package io.rollcall.vendor;

import io.rollcall.http.Http;

/** One account at a vendor whose users may be changed, as configured. Immutable; opens no connection. */
public interface WritableAccount {

    VendorFacts facts();

    /** What can be done to the account's users. */
    Capabilities capabilities();

    /** Opens the account's users over {@code http}, which the directory then owns and closes. Sends nothing yet. */
    WritableDirectory open(Http http);
}
