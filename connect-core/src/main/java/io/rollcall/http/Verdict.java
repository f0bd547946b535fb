package io.rollcall.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.vendor.Failure;

/** What an attempt came to. */
sealed interface Verdict {

    /** A 2xx answer with this JSON. */
    record Good(JsonNode body) implements Verdict {}

    /**
     * Anything else.
     *
     * @param what happened, for an operator; redacted
     */
    record Bad(Failure failure, String what) implements Verdict {}
}
