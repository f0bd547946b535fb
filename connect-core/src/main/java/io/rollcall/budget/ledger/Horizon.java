package io.rollcall.budget.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting participant waits for. Offsets come due when they are old enough to be certified, times by the log's own clock.
 *
 * @param oldestOpen the oldest grant with a permit out; null for none
 * @param oldestClosed for each limit, the offset that closed the oldest charge which still counts; -1 for none
 * @param paceAt when the pace lets the next request of a waiting class go, if nothing else is in its way
 * @param blockedUntil when the vendor may be asked again
 * @param foreignUntil when requests of others are forgotten
 * @param growAt when the search for the limit tries the next step
 */
public record Horizon(
        @Nullable Long oldestOpen,
        List<Long> oldestClosed,
        @Nullable Long paceAt,
        @Nullable Long blockedUntil,
        @Nullable Long foreignUntil,
        @Nullable Long growAt) {}
