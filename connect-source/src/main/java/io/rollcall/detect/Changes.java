package io.rollcall.detect;

import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserKey;
import io.rollcall.user.UserView;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns a finding into the events that publish it, counted on from the roster. Pure: moves nothing. */
final class Changes {
    static final String POINT_READ_NOT_FOUND = "POINT_READ_NOT_FOUND";

    private final String vendor;
    private final String tenant;
    private final Roster roster;

    Changes(String vendor, String tenant, Roster roster) {
        this.vendor = vendor;
        this.tenant = tenant;
        this.roster = roster;
    }

    /**
     * The events of a finding, none when nothing changed.
     *
     * @param sweepId null when no sweep found it
     */
    List<UserChange> of(Finding finding, @Nullable String sweepId) {
        if (finding instanceof Finding.Present present) {
            return roster.entry(present.id())
                    .map(known -> updated(known, present, sweepId))
                    .orElseGet(() -> List.of(created(present, sweepId)));
        }
        if (finding instanceof Finding.Renamed renamed) {
            return List.of(
                    removed(renamed.from(), renamed.goneAt(), LifecycleEvent.RENAMED, sweepId),
                    renamedTo(renamed, sweepId));
        }
        Finding.Gone gone = (Finding.Gone) finding;
        return List.of(removed(gone.id(), gone.at(), LifecycleEvent.DELETED, sweepId));
    }

    /** Whether this finding takes a known user's access away, which the guard has to allow. */
    boolean isDeactivation(Finding.Present present) {
        return roster.entry(present.id())
                .map(known -> losesAccess(known.user(), present.view()))
                .orElse(false);
    }

    /** The same for a rename that takes access away on the way. */
    boolean isDeactivation(Finding.Renamed renamed) {
        return losesAccess(known(renamed.from()).user(), renamed.view());
    }

    private static boolean losesAccess(User before, UserView view) {
        return view.over(before).lifecycleState().isRemoval()
                && !before.lifecycleState().isRemoval();
    }

    private UserChange created(Finding.Present present, @Nullable String sweepId) {
        User after = present.view().user();
        Op op = roster.opForNew(present.id());
        LifecycleEvent lifecycle = op == Op.READ
                ? LifecycleEvent.DISCOVERED
                : after.lifecycleState() == LifecycleState.INVITED ? LifecycleEvent.INVITED : LifecycleEvent.CREATED;
        return change(
                present.id(), op, lifecycle, null, after, null, present.view().sentAt(), null, sweepId);
    }

    private UserChange renamedTo(Finding.Renamed renamed, @Nullable String sweepId) {
        User before = known(renamed.from()).user();
        return change(
                renamed.id(),
                Op.CREATE,
                LifecycleEvent.RENAMED,
                null,
                renamed.view().over(before),
                roster.seenAt(renamed.from()),
                renamed.view().sentAt(),
                renamed.from(),
                sweepId);
    }

    private List<UserChange> updated(Bucket.Entry known, Finding.Present present, @Nullable String sweepId) {
        User before = known.user();
        User after = present.view().over(before);
        if (Attribute.changed(before, after).isEmpty()) {
            return List.of();
        }
        return List.of(change(
                present.id(),
                Op.UPDATE,
                lifecycle(before.lifecycleState(), after.lifecycleState()),
                before,
                after,
                roster.confirmedAt(present.id()),
                present.view().sentAt(),
                null,
                sweepId));
    }

    private UserChange removed(String id, Instant at, LifecycleEvent lifecycle, @Nullable String sweepId) {
        return change(id, Op.DELETE, lifecycle, known(id).user(), null, roster.seenAt(id), at, null, sweepId);
    }

    private UserChange change(
            String id,
            Op op,
            LifecycleEvent lifecycle,
            @Nullable User before,
            @Nullable User after,
            @Nullable Instant observedFrom,
            Instant observedTo,
            @Nullable String previousUserId,
            @Nullable String sweepId) {
        return new UserChange(
                new UserKey(vendor, tenant, id),
                op,
                lifecycle,
                before,
                after,
                roster.nextRevision(id),
                before == null || after == null ? List.of() : Attribute.changed(before, after),
                observedFrom,
                observedTo,
                op == Op.DELETE ? POINT_READ_NOT_FOUND : null,
                previousUserId,
                sweepId,
                op == Op.READ);
    }

    private Bucket.Entry known(String id) {
        return roster.entry(id).orElseThrow(() -> new IllegalStateException("Only users on the roster can leave it"));
    }

    private static LifecycleEvent lifecycle(LifecycleState before, LifecycleState after) {
        if (Objects.equals(before, after)) {
            return LifecycleEvent.UPDATED;
        }
        return switch (after) {
            case ACTIVE ->
                before.isRemoval()
                        ? LifecycleEvent.REACTIVATED
                        : before == LifecycleState.INVITED ? LifecycleEvent.ACTIVATED : LifecycleEvent.UPDATED;
            case SUSPENDED -> LifecycleEvent.SUSPENDED;
            case DEACTIVATED -> LifecycleEvent.DEACTIVATED;
            case INVITED -> LifecycleEvent.INVITED;
            case UNKNOWN -> LifecycleEvent.UPDATED;
        };
    }
}
