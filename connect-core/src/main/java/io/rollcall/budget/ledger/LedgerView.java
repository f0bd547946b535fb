package io.rollcall.budget.ledger;

/**
 * A budget as people look at it. Counts of requests, the last ones since the log began.
 *
 * @param limit that holds now, of the first window
 * @param used what counts against it, no more than the limit
 * @param available what may be granted at once
 * @param foreign what others were seen to use
 * @param headroom what is left to others in any case
 * @param blockedMs for how long nobody may send, after a refusal
 * @param probing whether requests go one at a time until one succeeds
 * @param forced permits whose holder never said what became of them
 * @param refused requests that the vendor refused for their number
 * @param cuts events of congestion
 */
public record LedgerView(
        int limit,
        long used,
        long available,
        int foreign,
        int headroom,
        long blockedMs,
        boolean probing,
        long granted,
        long done,
        long unused,
        long forced,
        long refused,
        long cuts,
        int participants,
        int waiting) {}
