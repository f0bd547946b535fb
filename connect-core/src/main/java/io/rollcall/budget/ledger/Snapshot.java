package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The whole state after a record. Valid only if it is the very next record, which makes it a compare-and-set by convention.
 *
 * @param at the offset after which this was the state
 * @param hash of the state
 */
public record Snapshot(
        @JsonProperty("at") long at,
        @JsonProperty("h") String hash,
        @JsonProperty("state") LedgerState state) implements Entry {

    /** Whether it says what it says of the record before it. */
    public boolean validAt(long offset) {
        return at == offset - 1;
    }
}
