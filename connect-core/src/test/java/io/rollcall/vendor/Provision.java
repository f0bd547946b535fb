package io.rollcall.vendor;

import io.rollcall.command.MembershipAction;
import io.rollcall.command.UserPatch;
import io.rollcall.user.Ref;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Goals in few words, and the shortest way to reach them: what planning asks for is read, what it says is sent. */
public final class Provision {

    private Provision() {}

    /** Attributes to set, each {@code path=value}; {@code path=} empties. */
    public static Goal.Present attributes(String... assignments) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> extensions = new TreeMap<>();
        Set<String> clear = new TreeSet<>();
        for (String assignment : assignments) {
            String[] parts = assignment.split("=", 2);
            if (parts[1].isEmpty()) {
                clear.add(parts[0]);
            } else if (parts[0].startsWith("extensions.")) {
                extensions.put(parts[0].substring("extensions.".length()), parts[1]);
            } else {
                values.put(parts[0], parts[1]);
            }
        }
        UserPatch patch = new UserPatch(
                values.get("userName"),
                values.get("displayName"),
                values.get("externalId"),
                values.get("title"),
                values.get("preferredLanguage"),
                values.get("timezone"),
                values.get("email"),
                values.get("phoneNumber"),
                extensions,
                clear);
        return new Goal.Present(patch, List.of(), null);
    }

    /** Memberships to have, to leave or to replace, by id. */
    public static Goal.Present memberships(MembershipAction action, String type, String... ids) {
        return new Goal.Present(UserPatch.NONE, List.of(membership(action, type, ids)), null);
    }

    public static Membership membership(MembershipAction action, String type, String... ids) {
        return new Membership(
                type,
                action,
                Arrays.stream(ids).map(id -> new Ref(id, null, type, null)).toList());
    }

    public static Goal.Present active(boolean active) {
        return new Goal.Present(UserPatch.NONE, List.of(), active);
    }

    /** All of these at once. */
    public static Goal.Present together(Goal.Present attributes, Goal.Present... others) {
        List<Membership> memberships = new ArrayList<>(attributes.memberships());
        Boolean active = attributes.active();
        for (Goal.Present other : others) {
            memberships.addAll(other.memberships());
            active = other.active() == null ? active : other.active();
        }
        return new Goal.Present(attributes.attributes(), memberships, active);
    }

    /** Reaches a goal for a user whose id is known, reading only when that is needed; the plan that was sent. */
    public static Plan.Requests reach(WritableDirectory directory, Goal goal, String userId) {
        Plan plan = directory.plan(goal, userId, null);
        boolean unseen = plan instanceof Plan.NeedsState
                || (plan instanceof Plan.Requests requests
                        && requests.writes().stream().anyMatch(write -> write.effect() == Write.Effect.DRASTIC));
        return send(directory, unseen ? directory.plan(goal, userId, read(directory, userId)) : plan);
    }

    /** Creates a user; what the answer showed. */
    public static Written create(WritableDirectory directory, Goal.Present goal) {
        Plan.Requests plan = (Plan.Requests) directory.planCreate(goal);
        return directory.send(plan.writes().get(0), () -> true);
    }

    public static Plan.Requests send(WritableDirectory directory, Plan plan) {
        if (!(plan instanceof Plan.Requests requests)) {
            throw new AssertionError("not to be sent: " + plan);
        }
        requests.writes().forEach(write -> directory.send(write, () -> true));
        return requests;
    }

    public static Lookup.Found read(WritableDirectory directory, String userId) {
        return (Lookup.Found) directory.read(userId);
    }

    /** What is still missing after a fresh read. */
    public static List<Write> missing(WritableDirectory directory, Goal goal, String userId) {
        return ((Plan.Requests) directory.plan(goal, userId, read(directory, userId))).writes();
    }
}
