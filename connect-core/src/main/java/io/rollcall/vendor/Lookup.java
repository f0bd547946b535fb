package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.user.UserView;

/** The answer to a point read. */
public sealed interface Lookup {

    /**
     * The vendor showed the user.
     *
     * @param original the vendor's own object, which a write that replaces everything has to start from; nobody changes it
     */
    record Found(UserView view, JsonNode original) implements Lookup {}

    /** The vendor said that this account has no such user. */
    record NotFound() implements Lookup {}

    Lookup NOT_FOUND = new NotFound();
}
