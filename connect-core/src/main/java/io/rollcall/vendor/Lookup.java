package io.rollcall.vendor;

import io.rollcall.user.UserView;

/** The answer to a point read. */
public sealed interface Lookup {

    /** The vendor showed the user. */
    record Found(UserView view) implements Lookup {}

    /** The vendor said that this account has no such user. */
    record NotFound() implements Lookup {}

    Lookup NOT_FOUND = new NotFound();
}
