package io.rollcall.user;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One published change of one user.
 *
 * @param key whose change this is
 * @param op what happened to the row
 * @param lifecycle what happened to the person
 * @param before state that was last published; null on read and create
 * @param after new state; null on delete
 * @param revision 1 for the first event of a key, then one more for each; never repeated, never skipped
 * @param changedAttributes SCIM paths that differ, sorted; empty unless {@link Op#UPDATE}
 * @param observedFrom when the previous state was last confirmed; null on first sight
 * @param observedTo when the read that saw the new state was sent
 * @param deleteEvidence why a delete may be believed, on {@link Op#DELETE} only
 * @param previousUserId the id this person had before, on the create half of a rename
 * @param sweepId the sweep that found the change; null when another kind of read did
 * @param snapshot whether it belongs to the first sweep
 */
public record UserChange(
        UserKey key,
        Op op,
        LifecycleEvent lifecycle,
        @Nullable User before,
        @Nullable User after,
        long revision,
        List<String> changedAttributes,
        @Nullable Instant observedFrom,
        Instant observedTo,
        @Nullable String deleteEvidence,
        @Nullable String previousUserId,
        @Nullable String sweepId,
        boolean snapshot) {

    public UserChange {
        changedAttributes = List.copyOf(changedAttributes);
    }
}
