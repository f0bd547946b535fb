package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a limit that nobody has published is looked for: upwards while there is more to send, down by a factor whenever the vendor refuses.
 *
 * @param least requests per window that are always tried
 * @param first requests per window to begin with
 * @param beta what is left of the limit after a refusal, in thousandths
 */
public record Search(
        @JsonProperty("min") int least,
        @JsonProperty("start") int first,
        @JsonProperty("beta") int beta) {

    public Search {
        if (least < 1 || first < least || beta < 1 || beta >= 1000) {
            throw new IllegalArgumentException("Not a way to look for a limit: " + least + ", " + first + ", " + beta);
        }
    }
}
