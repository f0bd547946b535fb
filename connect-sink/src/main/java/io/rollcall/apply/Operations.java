package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.Operation;
import io.rollcall.command.UserPatch;
import io.rollcall.user.LifecycleState;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Difference;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.WritableDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each operation means. */
final class Operations {
    private static final Goal.Present INACTIVE = new Goal.Present(UserPatch.NONE, List.of(), false);

    private final Capabilities capabilities;
    private final Resolver resolver;
    private final References references;
    private final Guards guards;
    private final Admins admins;
    private final Creation creation;
    private final Renaming renaming;
    private final Sender sender;
    private final Answers answers;

    Operations(
            Capabilities capabilities,
            Resolver resolver,
            References references,
            Guards guards,
            Admins admins,
            Creation creation,
            Renaming renaming,
            Sender sender,
            Answers answers) {
        this.capabilities = capabilities;
        this.resolver = resolver;
        this.references = references;
        this.guards = guards;
        this.admins = admins;
        this.creation = creation;
        this.renaming = renaming;
        this.sender = sender;
        this.answers = answers;
    }

    /**
     * Applies a command that was found to be in order.
     *
     * @param shown the user of a deferred command as the list just showed it; null otherwise
     * @return the code of a success
     */
    Code apply(Case work, LedgerEntry entry, Lookup.@Nullable Found shown, WritableDirectory directory) {
        return switch (work.operation) {
            case CREATE, UPSERT ->
                work.approved ? approved(work, entry, shown, directory) : create(work, entry, directory);
            case UPDATE, SET_MEMBERSHIPS -> change(work, entry, goal(work, null, directory), directory);
            case ACTIVATE -> change(work, entry, goal(work, true, directory), directory);
            case DEACTIVATE, DELETE -> remove(work, entry, directory);
            case VERIFY -> verify(work, entry, directory);
            case RENAME ->
                capabilities.idIsEmail()
                        ? renaming.rename(work, find(work, entry, directory), directory)
                        : change(work, entry, goal(work, null, directory), directory);
        };
    }

    /** Whoever was demoted for a command that ends without success is an administrator again. */
    void giveBack(Case work, LedgerEntry entry, WritableDirectory directory) {
        if (work.demotedFrom.isEmpty()) {
            return;
        }
        if (work.userId == null && resolver.resolve(work, entry, directory) instanceof Target.Known known) {
            work.userId = known.userId();
        }
        if (work.userId != null) {
            admins.restore(work, work.userId, directory);
        }
    }

    private Goal.Present goal(Case work, @Nullable Boolean active, WritableDirectory directory) {
        return new Goal.Present(work.command.attributes(), references.resolve(work.command, directory), active);
    }

    private Code create(Case work, LedgerEntry entry, WritableDirectory directory) {
        Goal.Present goal = goal(work, null, directory);
        boolean maybeOurs = work.lookSince != null;
        boolean look = capabilities.looksBeforeCreate()
                || maybeOurs
                || work.operation == Operation.UPSERT
                || work.command.subject().userId() != null
                || answers.dryRun(work.command);
        if (look) {
            Lookup.Found found = maybeOurs ? find(work, entry, directory) : look(work, entry, directory);
            if (found != null) {
                return adopt(work, goal, found, maybeOurs, directory);
            }
            creation.lookAgain(work);
        }
        while (!creation.create(work, goal, directory)) {
            Lookup.Found found = work.lookSince != null ? find(work, entry, directory) : look(work, entry, directory);
            if (found != null) {
                return adopt(work, goal, found, work.lookSince != null, directory);
            }
            creation.lookAgain(work);
            if (work.conflict) {
                throw new Stop(
                        Code.UNIQUENESS_CONFLICT,
                        "The vendor says that there is such a user already, but does not show one by what the subject gives.");
            }
        }
        return Code.APPLIED;
    }

    private Code adopt(Case work, Goal.Present goal, Lookup.Found found, boolean ours, WritableDirectory directory) {
        String id = found.view().id();
        work.userId = id;
        guards.check(work.command, id, found);
        Code code = ours ? Code.APPLIED : creation.adopt(work, found);
        awaitApproval(id, found);
        boolean inactive = Boolean.FALSE.equals(found.view().user().active());
        boolean reactivate = inactive && capabilities.softDelete();
        work.effectiveOperation = reactivate ? "ACTIVATE" : "UPDATE";
        reach(
                work,
                new Goal.Present(goal.attributes(), goal.memberships(), reactivate ? true : null),
                id,
                found,
                directory);
        if (code == Code.ADOPTED_EXISTING && work.writes == 0) {
            return Code.ALREADY_CONVERGED;
        }
        return code == Code.ADOPTED_EXISTING && work.operation == Operation.UPSERT ? Code.APPLIED : code;
    }

    /** The rest of a create, once the vendor has approved the user. */
    private Code approved(Case work, LedgerEntry entry, Lookup.@Nullable Found shown, WritableDirectory directory) {
        Goal.Present goal = goal(work, null, directory);
        Lookup.Found state =
                shown != null && entry.isOlderThan(shown) ? shown : Sender.read(String.valueOf(work.userId), directory);
        work.effectiveOperation = "CREATE";
        reach(work, goal, state.view().id(), state, directory);
        return Code.APPLIED;
    }

    private Code change(Case work, LedgerEntry entry, Goal.Present goal, WritableDirectory directory) {
        Target target = resolver.resolve(work, entry, directory);
        try {
            return change(work, goal, target, directory);
        } catch (Stop stop) {
            boolean forgotten = target instanceof Target.Known known && known.remembered();
            if (stop.code() != Code.SUBJECT_NOT_FOUND || !forgotten || work.writes > 0) {
                throw stop;
            }
            return change(work, goal, resolver.search(work, directory), directory);
        }
    }

    private Code change(Case work, Goal.Present goal, Target target, WritableDirectory directory) {
        if (!(target instanceof Target.Known known)) {
            throw new Stop(Code.SUBJECT_NOT_FOUND, "The vendor has no such user in this account.");
        }
        work.userId = known.userId();
        Lookup.Found state = known.state();
        boolean gated = capabilities.needsApproval() && !goal.memberships().isEmpty();
        if (state == null && (gated || guards.needState(work.command))) {
            state = Sender.read(known.userId(), directory);
        }
        guards.check(work.command, known.userId(), state);
        if (gated && state != null) {
            awaitApproval(known.userId(), state);
        }
        work.effectiveOperation = work.operation.name();
        reach(work, goal, known.userId(), state, directory);
        return settled(work);
    }

    private Code remove(Case work, LedgerEntry entry, WritableDirectory directory) {
        Lookup.Found state = find(work, entry, directory);
        if (state == null) {
            work.userId = null;
            return Code.ALREADY_ABSENT;
        }
        String id = state.view().id();
        work.userId = id;
        work.before = state.view().user();
        guards.check(work.command, id, state);
        String mode = work.operation == Operation.DEACTIVATE
                ? "SOFT"
                : work.command.options().deleteMode();
        boolean inactive = Boolean.FALSE.equals(state.view().user().active());
        if (mode.equals("SOFT") && inactive) {
            return Code.ALREADY_CONVERGED;
        }
        if (!answers.dryRun(work.command)) {
            guards.removal(work);
        }
        try {
            if (!mode.equals("HARD") && !inactive) {
                work.effectiveOperation = "DEACTIVATE";
                reach(work, INACTIVE, id, state, directory);
            }
            if (!mode.equals("SOFT")) {
                work.effectiveOperation = "DELETE";
                reach(work, new Goal.Gone(), id, mode.equals("HARD") ? state : null, directory);
            }
        } catch (Stop stop) {
            if (stop.code() == Code.SUBJECT_NOT_FOUND) {
                return work.writes == 0 && work.lookSince == null ? Code.ALREADY_ABSENT : Code.APPLIED;
            }
            throw stop;
        }
        return settled(work);
    }

    private Code verify(Case work, LedgerEntry entry, WritableDirectory directory) {
        Lookup.Found state = existing(work, entry, directory);
        guards.check(work.command, state.view().id(), state);
        work.after = state.view().user();
        work.changes = Difference.of(goal(work, null, directory), state.view()).changes();
        if (!work.changes.isEmpty()) {
            throw new Stop(Code.PRECONDITION_FAILED, "The user is not as described; changes says where.");
        }
        return Code.ALREADY_CONVERGED;
    }

    private void reach(Case work, Goal goal, String userId, Lookup.@Nullable Found state, WritableDirectory directory) {
        Lookup.Found current = state;
        if (admins.mayConcern(goal)) {
            current = current == null ? Sender.read(userId, directory) : current;
            if (admins.isOne(work, current.view().user())) {
                if (answers.dryRun(work.command)) {
                    admins.checkOthers(userId, directory);
                } else {
                    admins.demote(work, userId, current, directory);
                    current = null;
                }
            }
        }
        sender.send(work, goal, userId, current, directory);
    }

    /** The user as the lookup shows it, which may be thin; null when there is none. */
    private Lookup.@Nullable Found look(Case work, LedgerEntry entry, WritableDirectory directory) {
        Target target = resolver.resolve(work, entry, directory);
        return target instanceof Target.Known known && known.state() != null
                ? known.state()
                : find(work, target, directory);
    }

    /** The user in the fullest view; null when there is none. */
    private Lookup.@Nullable Found find(Case work, LedgerEntry entry, WritableDirectory directory) {
        return find(work, resolver.resolve(work, entry, directory), directory);
    }

    private Lookup.@Nullable Found find(Case work, Target target, WritableDirectory directory) {
        Lookup.Found found = read(target, directory);
        boolean forgotten = target instanceof Target.Known known && known.remembered();
        return found == null && forgotten ? read(resolver.search(work, directory), directory) : found;
    }

    private static Lookup.@Nullable Found read(Target target, WritableDirectory directory) {
        return target instanceof Target.Known known && directory.read(known.userId()) instanceof Lookup.Found found
                ? found
                : null;
    }

    private Lookup.Found existing(Case work, LedgerEntry entry, WritableDirectory directory) {
        Lookup.Found found = find(work, entry, directory);
        if (found == null) {
            throw new Stop(Code.SUBJECT_NOT_FOUND, "The vendor has no such user in this account.");
        }
        work.userId = found.view().id();
        return found;
    }

    private void awaitApproval(String userId, Lookup.Found state) {
        if (capabilities.needsApproval() && state.view().user().lifecycleState() == LifecycleState.INVITED) {
            throw new Await(userId);
        }
    }

    private static Code settled(Case work) {
        // What nobody knew to have taken effect, and then was seen to be so, was us.
        if (work.writes == 0 && work.lookSince == null) {
            return Code.ALREADY_CONVERGED;
        }
        return work.repaired ? Code.LOST_UPDATE_REPAIRED : Code.APPLIED;
    }
}
