package io.rollcall.budget;

import io.rollcall.budget.ledger.LedgerView;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shared budget shows of itself. Counts are of this participant alone, since it began, and stay when the log is lost.
 *
 * @param ledger what all share; null until the log was read
 * @param waiting requests that wait here, of all classes
 * @param waits for each class, in the order of {@link Priority}, how long its requests waited
 * @param refused requests that the vendor refused for their number
 * @param stale permits that came too late or were found to be too old
 * @param replaced how often the log overruled what was computed from it, which only a defect can cause
 * @param lagMs from writing to the log until it was read, the last time or still
 * @param lost records that may not have got into the log
 * @param conflict whether another participant goes by other limits under the same version
 */
public record BudgetView(
        State state,
        @Nullable LedgerView ledger,
        int waiting,
        List<WaitTimes> waits,
        long refused,
        long stale,
        long replaced,
        long lagMs,
        long lost,
        boolean conflict) {

    /** Where nobody keeps a budget. */
    public static final BudgetView NONE = new BudgetView(
            State.NONE,
            null,
            0,
            Collections.nCopies(Priority.values().length, new WaitTimes(0, 0, 0, 0)),
            0,
            0,
            0,
            0,
            0,
            false);

    /** How a participant is. */
    public enum State {
        /** It keeps no budget. */
        NONE,
        /** It reads what there is in the log. */
        STARTING,
        RUNNING,
        /** The log cannot be reached, and nothing is sent until it can. */
        FAILING,
        /** It cannot go on until somebody has done what the log of the worker says. */
        HALTED,
        CLOSED
    }

    /**
     * How long requests waited for their permits, of the last ones.
     *
     * @param count of all
     */
    public record WaitTimes(long count, long p50Ms, long p99Ms, long maxMs) {}
}
