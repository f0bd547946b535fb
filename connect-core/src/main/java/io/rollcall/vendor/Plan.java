package io.rollcall.vendor;

import java.util.List;

/** What it takes to reach a {@link Goal}. */
public sealed interface Plan {

    /** Cannot be said without the user's present state, since the vendor's requests replace more than they name. */
    record NeedsState() implements Plan {}

    /**
     * These requests, in this order.
     *
     * @param writes none when the user is already as asked
     * @param warnings constants for the result, such as {@code SESSION_NOT_TERMINATED}
     */
    record Requests(List<Write> writes, List<String> warnings) implements Plan {

        public Requests {
            writes = List.copyOf(writes);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Nothing that the vendor offers does this.
     *
     * @param reason for a person: what is impossible, and what to do instead; no personal data
     */
    record Impossible(String reason) implements Plan {}

    Plan NEEDS_STATE = new NeedsState();
}
