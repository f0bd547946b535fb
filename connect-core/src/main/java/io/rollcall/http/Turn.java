package io.rollcall.http;

import io.rollcall.budget.Priority;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a request may go out.
 *
 * @param priority in the budget; null for that of the connection
 * @param stillWanted asked right before the first byte of every attempt, on a connection that stands; by any thread, and must not
 *     block
 */
public record Turn(@Nullable Priority priority, BooleanSupplier stillWanted) {

    /** Whenever its connection's requests may. */
    public static final Turn USUAL = new Turn(null, () -> true);
}
