package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's answer said about its limit.
 *
 * @param throttled whether the request was refused for being one too many
 * @param asOf the last offset that its sender had applied when it sent the request
 * @param grant the offset that granted its permit
 * @param limit the vendor's own, null when it did not say
 * @param remaining null when it did not say
 * @param resetMs until the vendor's window ends, null when it did not say
 * @param retryAfterMs how long it asked to wait, null when it did not
 */
public record Observation(
        @JsonProperty("th") boolean throttled,
        @JsonProperty("as") long asOf,
        @JsonProperty("go") long grant,
        @JsonProperty("lim") @Nullable Integer limit,
        @JsonProperty("rem") @Nullable Integer remaining,
        @JsonProperty("rst") @Nullable Long resetMs,
        @JsonProperty("ra") @Nullable Long retryAfterMs) {}
