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

    public Snapshot {
        state.charges().checkUntil(at);
        if (hash.isEmpty() || state.vendor().lastCut() > at) {
            throw new IllegalArgumentException("A snapshot of what was not there yet");
        }
    }

    /** Whether it says what it says of the record before it, and the state is the one that was hashed. */
    public boolean validAt(long offset) {
        return at == offset - 1 && hash.equals(EntryCodec.hash(state));
    }
}
