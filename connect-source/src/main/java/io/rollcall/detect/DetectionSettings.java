package io.rollcall.detect;

import java.time.Duration;
import java.util.Set;

/**
 * How an operator wants a tenant watched.
 *
 * @param tenant the operator's stable name of the account
 * @param sweepInterval from the start of one sweep to the start of the next
 * @param hydrationPercent share of thinly listed users to complete by a point read in each sweep, besides new and changed
 *     ones
 * @param guardMaxCount removals in one sweep above which all of them are held
 * @param guardMaxPercent the same as a share of the roster
 * @param guardRelease ids of the held sets that may go: absences that look like another account's and deactivations beside
 *     them are two sets
 */
public record DetectionSettings(
        String tenant,
        Duration sweepInterval,
        int hydrationPercent,
        int guardMaxCount,
        int guardMaxPercent,
        Set<String> guardRelease) {

    public DetectionSettings {
        guardRelease = Set.copyOf(guardRelease);
    }
}
