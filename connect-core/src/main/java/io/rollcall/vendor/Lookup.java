package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.user.UserView;

/** The answer to a point read. */
public sealed interface Lookup {

    /**
     * The vendor showed the user.
     *
     * @param original the vendor's own object, which a write that replaces everything has to start from; nobody changes it
     * @param whole whether this is the fullest view there is: what it lacks will not be had by reading again
     */
    record Found(UserView view, JsonNode original, boolean whole) implements Lookup {

        /** What a point read showed. */
        public Found(UserView view, JsonNode original) {
            this(view, original, true);
        }
    }

    /** The vendor said that this account has no such user. */
    record NotFound() implements Lookup {}

    Lookup NOT_FOUND = new NotFound();
}
