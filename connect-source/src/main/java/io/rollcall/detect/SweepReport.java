package io.rollcall.detect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sweep went, for the log and metrics. Holds no personal data.
 *
 * @param sweepId as in the events
 * @param startedAt when its first request was sent
 * @param endedAt when its last event was handed over
 * @param incomplete why nothing was concluded from absences; null for a complete sweep
 * @param pages steps of the listing
 * @param pointReads users read one by one
 * @param users distinct users seen
 * @param rescued users that the listing missed and a point read found
 * @param held removals that wait for an operator; null when none do
 */
public record SweepReport(
        String sweepId,
        Instant startedAt,
        Instant endedAt,
        @Nullable String incomplete,
        int pages,
        int pointReads,
        int users,
        int rescued,
        @Nullable Hold held) {

    /** As a reason: nothing of the sweep was published. */
    public static final String ANOTHER_ACCOUNT = "looks like another account";

    /**
     * Removals that were not published.
     *
     * @param guardId what {@code guard.release} must be set to, to let exactly these go
     * @param removals how many
     * @param population of how many users
     * @param reason a few words
     */
    public record Hold(String guardId, int removals, int population, String reason) {}
}
