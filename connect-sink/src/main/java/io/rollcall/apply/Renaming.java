package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.UserPatch;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Membership;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes an address where the address is the id: invites the person anew under the new one, waits for the approval, copies
 * the memberships and deletes the old one. Every step is found out from the vendor's state, so that it can be taken up
 * anywhere; nothing is deleted before the new one is approved.
 */
final class Renaming {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

    private final Capabilities capabilities;
    private final Creation creation;
    private final Sender sender;
    private final Guards guards;
    private final InstantSource clock;

    Renaming(Capabilities capabilities, Creation creation, Sender sender, Guards guards, InstantSource clock) {
        this.capabilities = capabilities;
        this.creation = creation;
        this.sender = sender;
        this.guards = guards;
        this.clock = clock;
    }

    /**
     * Goes on with it.
     *
     * @param old the user under its present address; null when there is none any more
     */
    Code rename(Case work, Lookup.@Nullable Found old, WritableDirectory directory) {
        String newId = String.valueOf(work.command.attributes().email());
        Lookup.Found anew = read(newId, directory);
        if (old == null) {
            return finished(work, newId, anew);
        }
        String oldId = old.view().id();
        if (oldId.equalsIgnoreCase(newId)) {
            return Code.ALREADY_CONVERGED;
        }
        guards.check(work.command, oldId, old);
        if (anew != null) {
            if (!work.approved && work.lookSince == null) {
                throw new Stop(
                        Code.UNIQUENESS_CONFLICT,
                        "Somebody has the new address already, and was not invited by this command.");
            }
            guards.check(work.command, newId, anew);
        }
        work.before = old.view().user();
        Goal.Present goal = copy(old.view().user(), work.command.attributes());
        if (anew == null) {
            anew = invite(work, goal, newId, directory);
        }
        work.userId = newId;
        work.previousUserId = oldId;
        if (anew.view().user().lifecycleState() == LifecycleState.INVITED) {
            throw new Await(newId);
        }
        sender.send(work, goal, newId, anew, directory);
        work.effectiveOperation = "RECREATE";
        sender.send(work, new Goal.Gone(), oldId, old, directory);
        return Code.RECREATED;
    }

    /** Ends in {@link Await} as a rule, since whoever is invited has to be approved. */
    private Lookup.Found invite(Case work, Goal.Present goal, String newId, WritableDirectory directory) {
        creation.lookAgain(work);
        creation.create(work, goal, directory);
        Lookup.Found anew = read(newId, directory);
        if (anew == null) {
            work.lookSince = clock.instant();
            throw new Pause(
                    clock.instant().plus(BETWEEN_LOOKS),
                    Code.PENDING_VERIFICATION,
                    "The vendor does not show yet whether the new address is invited.");
        }
        return anew;
    }

    private static Code finished(Case work, String newId, Lookup.@Nullable Found anew) {
        if (anew == null) {
            throw new Stop(Code.SUBJECT_NOT_FOUND, "The vendor has neither the present nor the new address.");
        }
        work.userId = newId;
        return work.approved ? Code.RECREATED : Code.ALREADY_CONVERGED;
    }

    private static Lookup.@Nullable Found read(String id, WritableDirectory directory) {
        return directory.read(id) instanceof Lookup.Found found ? found : null;
    }

    /** What the old one had, with what the command changes on top. */
    private Goal.Present copy(User was, UserPatch patch) {
        Map<String, String> extensions = new TreeMap<>();
        was.extensions().forEach((name, json) -> {
            if (capabilities.settable().contains("extensions." + name)) {
                extensions.put(name, json);
            }
        });
        extensions.putAll(patch.extensions());
        String phone =
                was.phoneNumbers().isEmpty() ? null : was.phoneNumbers().get(0).value();
        UserPatch attributes = new UserPatch(
                null,
                patch.displayName() != null ? patch.displayName() : was.displayName(),
                null,
                patch.title() != null ? patch.title() : was.title(),
                null,
                null,
                patch.email(),
                patch.phoneNumber() != null ? patch.phoneNumber() : phone,
                extensions,
                patch.clear());
        Map<String, List<Ref>> byType = new LinkedHashMap<>();
        List<Ref> all = new ArrayList<>(was.roles());
        all.addAll(was.groups());
        all.forEach(ref ->
                byType.computeIfAbsent(ref.type(), type -> new ArrayList<>()).add(ref));
        List<Membership> memberships = new ArrayList<>();
        byType.forEach((type, refs) -> memberships.add(new Membership(type, MembershipAction.REPLACE, refs)));
        return new Goal.Present(attributes, memberships, null);
    }
}
