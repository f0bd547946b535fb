package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * At most so many requests in any span of this length.
 *
 * @param requests at least 1, at most a million
 * @param windowMs at least 1, at most a year
 */
public record Limit(
        @JsonProperty("l") int requests, @JsonProperty("w") long windowMs) {

    static final int MOST_REQUESTS = 1_000_000;
    private static final long LONGEST_WINDOW_MS = 366L * 24 * 3600 * 1000;

    public Limit {
        if (requests < 1 || requests > MOST_REQUESTS || windowMs < 1 || windowMs > LONGEST_WINDOW_MS) {
            throw new IllegalArgumentException("Not a limit that can be kept: " + requests + "/" + windowMs);
        }
    }
}
