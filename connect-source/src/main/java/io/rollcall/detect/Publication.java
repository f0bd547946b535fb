package io.rollcall.detect;

import io.rollcall.user.UserChange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes that go to Connect in one poll, and the roster that they lead to.
 *
 * <p>The last record of each bucket carries its new offset, every earlier one its old offset, so that what Connect commits
 * is exactly what has been published.
 *
 * @param changes in the order to publish them, each with its bucket
 * @param offsets of every bucket that the changes touch
 */
public record Publication(List<Placed> changes, Map<Integer, Offsets> offsets) {

    /** A change and the bucket it belongs to. */
    public record Placed(int bucket, UserChange change) {}

    /**
     * A bucket's offset before and after the changes.
     *
     * @param before null when the bucket has none yet
     */
    public record Offsets(@Nullable Map<String, Object> before, Map<String, Object> after) {}

    public Publication {
        changes = List.copyOf(changes);
        offsets = Map.copyOf(offsets);
    }
}
