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
 * @param doubt the kind of that reason; null for a complete sweep
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
        @Nullable Doubt doubt,
        int pages,
        int pointReads,
        int users,
        int rescued,
        @Nullable Hold held) {

    /** Why nothing is concluded from absences. */
    public enum Doubt {
        REQUEST("a request failed, and nothing more was asked"),
        LISTING("the pages of the listing do not fit together"),
        EMPTY("the vendor listed nobody"),
        ANOTHER_ACCOUNT("the listing looks like another account's, and nothing of it was published");

        private final String meaning;

        Doubt(String meaning) {
            this.meaning = meaning;
        }

        /** In a few words. */
        public String meaning() {
            return meaning;
        }
    }

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
