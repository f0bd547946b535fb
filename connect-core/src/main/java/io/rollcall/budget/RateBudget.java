package io.rollcall.budget;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One participant's share of what a vendor allows. Thread-safe.
 *
 * <p>Blocks, so never to be asked on a Connect thread.
 */
public interface RateBudget extends AutoCloseable {

    /**
     * Waits until one more request may be sent. Whoever has the higher priority goes first, and among equals whoever came
     * first.
     *
     * @return the permission to send exactly one request now; empty once this participant is closed
     */
    Optional<Permit> acquire(Priority priority) throws InterruptedException;

    /** How it is; cheap, to be asked at any time. */
    BudgetView view();

    /** Why nothing will be granted any more, and what to do about it; null while something may be. Cheap. */
    default @Nullable String halted() {
        return null;
    }

    /** Sends this participant's waiters away with nothing, promptly. Permits that are out stay valid. */
    @Override
    void close();
}
