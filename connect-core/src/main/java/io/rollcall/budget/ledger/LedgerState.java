package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a ledger knows, as a snapshot carries it. Lists are in the ledger's own order, so that equal ledgers are written
 * in equal bytes.
 */
public record LedgerState(
        @JsonProperty("policy") @Nullable Policy policy,
        @JsonProperty("t") long time,
        @JsonProperty("parts") List<Member> participants,
        @JsonProperty("charges") Charged charges,
        @JsonProperty("turns") Turns turns,
        @JsonProperty("vendor") Vendor vendor) {

    /** A participant. */
    public record Member(
            @JsonProperty("p") long participant,
            @JsonProperty("q") long sequence,
            @JsonProperty("w") List<Integer> want,
            @JsonProperty("k") List<Long> known,
            @JsonProperty("g") List<Long> granted,
            @JsonProperty("t") long seen) {}

    /** What counts against the limits. */
    public record Charged(
            @JsonProperty("open") List<Open> open,
            @JsonProperty("lanes") List<Lane> lanes,
            @JsonProperty("safe") List<Long> safe,
            @JsonProperty("past") List<Amount> past,
            @JsonProperty("done") long done,
            @JsonProperty("unused") long unused,
            @JsonProperty("forced") long forced) {}

    /** Permits of one grant to one participant. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"offset", "participant", "permits", "done", "unused"})
    public record Open(long offset, long participant, int permits, int done, int unused) {}

    /** The charges that are closed but still count against one limit. */
    public record Lane(
            @JsonProperty("c") List<Amount> closed,
            @JsonProperty("r") long released) {}

    /** So many, at an offset. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"offset", "count"})
    public record Amount(long offset, long count) {}

    /** Whose turn it is. */
    public record Turns(
            @JsonProperty("pace") long paceMicros,
            @JsonProperty("cr") List<Integer> credit,
            @JsonProperty("rr") List<Long> last,
            @JsonProperty("n") long granted,
            @JsonProperty("sat") boolean saturated) {}

    /** What is known of the vendor and of others who use the licence. */
    public record Vendor(
            @JsonProperty("lim") int limit,
            @JsonProperty("max") int highest,
            @JsonProperty("step") int step,
            @JsonProperty("grow") long grown,
            @JsonProperty("cut") long lastCut,
            @JsonProperty("cuts") long cuts,
            @JsonProperty("refused") long refused,
            @JsonProperty("block") long blockedUntil,
            @JsonProperty("k") int refusals,
            @JsonProperty("probe") boolean probing,
            @JsonProperty("fn") int foreign,
            @JsonProperty("ft") long foreignUntil) {}
}
