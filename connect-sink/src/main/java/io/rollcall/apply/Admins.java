package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.NamedRef;
import io.rollcall.command.UserPatch;
import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Membership;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps enough active administrators, over all tasks and without a lock: the administrator is demoted first, then the others
 * are counted again, and only if enough are left the command goes on. Two tasks that remove the last two at the same moment
 * both see none left, give the role back, and try again at different times.
 */
final class Admins {
    private static final int LONGEST_PAUSE_MS = 2_000;
    private static final int TRIES = 5;

    private final Capabilities capabilities;
    private final int least;
    private final Book book;
    private final Sender sender;
    private final InstantSource clock;
    private final RandomGenerator random;

    Admins(
            Capabilities capabilities,
            int least,
            Book book,
            Sender sender,
            InstantSource clock,
            RandomGenerator random) {
        this.capabilities = capabilities;
        this.least = least;
        this.book = book;
        this.sender = sender;
        this.clock = clock;
        this.random = random;
    }

    /** Whether the goal would take an administrator away if the user is one. */
    boolean mayConcern(Goal goal) {
        return !capabilities.adminRoles().isEmpty()
                && least > 0
                && (goal instanceof Goal.Gone || endsAdmin((Goal.Present) goal));
    }

    /** Whether the user is an administrator, or was one before this command began to demote it. */
    boolean isOne(Case work, User user) {
        return isActiveAdmin(user) || !work.demotedFrom.isEmpty();
    }

    /** Checks without changing anything, for a dry run. */
    void checkOthers(String userId, WritableDirectory directory) {
        if (!enoughOthers(userId, directory)) {
            throw lastAdmin();
        }
    }

    /**
     * Demotes the administrator and makes sure that enough others are left.
     *
     * @throws Stop when too few would be
     * @throws Pause when somebody else is removing administrators at the same moment
     */
    void demote(Case work, String userId, Lookup.Found state, WritableDirectory directory) {
        if (work.demotedFrom.isEmpty()) {
            checkOthers(userId, directory);
            work.demotedFrom.addAll(state.view().user().roles());
            LedgerEntry.Attempt attempt =
                    new LedgerEntry.Attempt(work.command.commandId(), clock.instant(), work.demotedFrom);
            book.keepNow(work, entry -> entry.attempting(attempt));
        }
        if (work.demotedAt == null) {
            int before = work.writes;
            sender.send(work, roles(List.of(plainRole(directory))), userId, state, directory);
            work.demotions += work.writes - before;
            work.demotedAt = clock.instant();
        }
        awaitSight(work);
        if (enoughOthers(userId, directory)) {
            return;
        }
        restore(work, userId, directory);
        if (work.attempt >= TRIES) {
            throw lastAdmin();
        }
        Instant again = clock.instant().plus(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)));
        throw new Pause(again, Code.PENDING_VERIFICATION, "Another administrator is being removed at the same moment.");
    }

    /** Gives the role back, if it was taken. */
    void restore(Case work, String userId, WritableDirectory directory) {
        if (!work.demotedFrom.isEmpty()) {
            awaitSight(work);
            int before = work.writes;
            work.restoring = true;
            try {
                sender.send(work, roles(List.copyOf(work.demotedFrom)), userId, null, directory);
            } finally {
                work.restoring = false;
            }
            work.writes = before - work.demotions;
            work.demotions = 0;
            work.demotedFrom.clear();
            work.demotedAt = null;
            book.keepNow(work, entry -> entry.attempting(null));
        }
    }

    /** Until the vendor shows the demotion, it may not show that of somebody else either, nor what has to be given back. */
    private void awaitSight(Case work) {
        Instant demoted = work.demotedAt;
        if (demoted != null && clock.instant().isBefore(demoted.plus(capabilities.propagationDelay()))) {
            throw new Pause(
                    demoted.plus(capabilities.propagationDelay()),
                    null,
                    "The vendor may not show yet who is an administrator.");
        }
    }

    private Ref plainRole(WritableDirectory directory) {
        String name = capabilities.plainRole();
        return directory.reference("role", new NamedRef(null, name, null)) instanceof Reference.Known known
                ? known.ref()
                : new Ref(name, null, "role", null);
    }

    private boolean enoughOthers(String userId, WritableDirectory directory) {
        int others = 0;
        Listing listing = directory.list();
        Page page;
        do {
            page = listing.next();
            for (UserView view : page.users()) {
                if (!view.id().equals(userId) && isActiveAdmin(whole(view, directory)) && ++others >= least) {
                    return true;
                }
            }
        } while (page.paging() instanceof Paging.More);
        return false;
    }

    /** Some lists do not show roles. */
    private static User whole(UserView view, WritableDirectory directory) {
        boolean off = Boolean.FALSE.equals(view.user().active());
        return off || view.carried().contains(Attribute.ROLES)
                ? view.user()
                : directory.read(view.id()) instanceof Lookup.Found found
                        ? found.view().user()
                        : view.user();
    }

    private boolean isActiveAdmin(User user) {
        boolean usable = !Boolean.FALSE.equals(user.active())
                && (user.lifecycleState() == LifecycleState.ACTIVE || user.lifecycleState() == LifecycleState.UNKNOWN);
        return usable && user.roles().stream().anyMatch(this::isAdmin);
    }

    private boolean isAdmin(Ref role) {
        return Stream.of(role.value(), role.display()).anyMatch(this::isAdminName);
    }

    private boolean isAdminName(@Nullable String name) {
        return name != null && capabilities.adminRoles().contains(name.toLowerCase(Locale.ROOT));
    }

    private boolean endsAdmin(Goal.Present goal) {
        boolean changesRole = goal.memberships().stream()
                .anyMatch(change -> change.type().equals("role")
                        && (change.action() == MembershipAction.REPLACE
                                ? change.refs().stream().noneMatch(this::isAdmin)
                                : change.action() == MembershipAction.REMOVE
                                        && change.refs().stream().anyMatch(this::isAdmin)));
        return changesRole || Boolean.FALSE.equals(goal.active());
    }

    private static Goal.Present roles(List<Ref> roles) {
        return new Goal.Present(UserPatch.NONE, List.of(new Membership("role", MembershipAction.REPLACE, roles)), null);
    }

    private Stop lastAdmin() {
        return new Stop(
                Code.LAST_ADMIN,
                "Fewer than " + least
                        + " active administrators would be left (guard.min.admins). Make another one first.");
    }
}
