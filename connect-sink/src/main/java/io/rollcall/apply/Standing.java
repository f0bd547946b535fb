package io.rollcall.apply;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the work of a task stands.
 *
 * @param unfinished records that were offered and are not finished
 * @param oldest when the oldest of them was written; null when there is none
 * @param running subjects that are worked on
 * @param removals subjects that wait for their turn, to have their access taken away
 * @param others subjects that wait for their turn, for anything else
 * @param resting subjects whose next try is due later
 */
public record Standing(int unfinished, @Nullable Instant oldest, int running, int removals, int others, int resting) {}
