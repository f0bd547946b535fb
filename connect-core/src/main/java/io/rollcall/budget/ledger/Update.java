package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one participant wants, has done and has observed. Everything is stated as it stands, so that the next record makes up
 * for one that was lost.
 *
 * @param participant a random number for each life of a participant
 * @param sequence counts its records, from 1
 * @param policyVersion the policy its certificates were made by
 * @param applied the last offset it had applied
 * @param want for each class, requests that wait for a permit
 * @param known for each class, permits that it knew to have been granted to it when it counted what waits
 * @param settled every grant that is not settled in the log as far as it knows, and has news
 * @param certificates for each age of the policy, the last offset that it has known of for at least so long by its own clock; -1 for none
 * @param observation what the vendor said, null for nothing
 * @param mark null usually
 */
public record Update(
        @JsonProperty("p") long participant,
        @JsonProperty("q") long sequence,
        @JsonProperty("cv") long policyVersion,
        @JsonProperty("a") long applied,
        @JsonProperty("w") List<Integer> want,
        @JsonProperty("k") List<Long> known,
        @JsonProperty("g") List<Settled> settled,
        @JsonProperty("o") List<Long> certificates,
        @JsonProperty("f") @Nullable Observation observation,
        @JsonProperty("x") @Nullable Mark mark)
        implements Entry {

    /** What a participant says once. */
    public enum Mark {
        /** It wants nothing any more. */
        @JsonProperty("bye")
        BYE,
        /** The log before this record was lost, and with it the knowledge of what was sent. */
        @JsonProperty("quarantine")
        QUARANTINE
    }

    public Update {
        want = List.copyOf(want);
        known = List.copyOf(known);
        settled = List.copyOf(settled);
        certificates = List.copyOf(certificates);
    }
}
