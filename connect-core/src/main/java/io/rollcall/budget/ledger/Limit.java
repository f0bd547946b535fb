package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * At most so many requests in any span of this length.
 *
 * @param requests at least 1
 * @param windowMs at least 1
 */
public record Limit(
        @JsonProperty("l") int requests, @JsonProperty("w") long windowMs) {

    public Limit {
        if (requests < 1 || windowMs < 1) {
            throw new IllegalArgumentException("No request would ever be allowed: " + requests + "/" + windowMs);
        }
    }
}
