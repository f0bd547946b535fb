package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Difference;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Membership;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Write.Absence;
import io.rollcall.vendor.Write.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to send to LiveChat for an agent to be as asked. Pure. */
final class LiveChatPlanner {
    /** The agent is gone for good, since that was chosen to stand in for deactivation. */
    static final String DELETED = "DEACTIVATED_BY_DELETE";
    /** The specification says of 0 that it means no limit, and that it means no chats. */
    static final String AMBIGUOUS_LIMIT = "MAX_CHATS_COUNT_ZERO_IS_AMBIGUOUS";

    static final String ROLE = "role";
    static final String GROUP = "group";

    private static final String GROUPS = "groups";
    private static final String PLAIN = "normal";
    private static final Set<String> PRIORITIES = Set.of("first", PLAIN, "last", "supervisor");

    private final LiveChatActions actions;
    private final LiveChatRoles roles;
    private final LiveChatDeactivation deactivation;

    LiveChatPlanner(LiveChatActions actions, LiveChatRoles roles, LiveChatDeactivation deactivation) {
        this.actions = actions;
        this.roles = roles;
        this.deactivation = deactivation;
    }

    Plan planCreate(Goal.Present goal) {
        Goal.Present wanted = canonical(goal);
        String id = wanted.attributes().email();
        if (id == null || wanted.attributes().displayName() == null) {
            return new Plan.Impossible(
                    "An agent cannot be created without address and name. Set email and displayName.");
        }
        String obstacle = obstacle(wanted, id);
        if (obstacle == null && Boolean.FALSE.equals(wanted.active())) {
            obstacle = "An agent cannot be created deactivated. Create it when it is needed";
        }
        if (obstacle != null) {
            return new Plan.Impossible(obstacle + ".");
        }
        ObjectNode agent = LiveChatActions.agent(id);
        LiveChatAttributes.put(agent, wanted.attributes().values(), Set.of());
        Difference missing = Difference.of(wanted, null);
        putRole(agent, missing.target(ROLE));
        Difference.Target groups = missing.target(GROUP);
        if (groups != null && !groups.add().isEmpty()) {
            putGroups(agent, groups.add());
        }
        Absence absence = agent.has(GROUPS) ? Absence.NO_REFERENCE : Absence.NO_USER;
        Write create = new Write(actions.create(agent), Effect.CREATE, absence, true);
        return new Plan.Requests(List.of(create), warnings(agent));
    }

    Plan plan(Goal goal, String id, Lookup.@Nullable Found current) {
        Write delete = new Write(actions.delete(id), Effect.DRASTIC, Absence.DONE, true);
        if (!(goal instanceof Goal.Present present)) {
            return new Plan.Requests(List.of(delete), List.of());
        }
        Goal.Present wanted = canonical(present);
        String obstacle = obstacle(wanted, id);
        if (obstacle != null) {
            return new Plan.Impossible(obstacle + ".");
        }
        LifecycleState state =
                current == null ? LifecycleState.UNKNOWN : current.view().user().lifecycleState();
        List<Write> writes = new ArrayList<>();
        if (wanted.active() != null && switches(wanted.active(), state)) {
            if (!deactivation.operations().contains(wanted.active() ? Operation.ACTIVATE : Operation.DEACTIVATE)) {
                return new Plan.Impossible("LiveChat agents cannot be "
                        + (wanted.active() ? "activated" : "deactivated") + ". Delete them, or choose with "
                        + LiveChatVendor.DEACTIVATE + " what stands in for it.");
            }
            if (deactivation == LiveChatDeactivation.DELETE) {
                return new Plan.Requests(List.of(delete), List.of(DELETED));
            }
            writes.add(
                    wanted.active()
                            ? new Write(actions.unsuspend(id), Effect.CHANGE, Absence.NO_USER, true)
                            : new Write(actions.suspend(id), Effect.DRASTIC, Absence.NO_USER, true));
        }
        return update(wanted, id, current, writes);
    }

    /** Adds the one request that changes all the rest. */
    private Plan update(Goal.Present wanted, String id, Lookup.@Nullable Found current, List<Write> writes) {
        Difference missing = Difference.of(wanted, current == null ? null : current.view());
        ObjectNode agent = LiveChatActions.agent(id);
        LiveChatAttributes.put(agent, missing.set(), missing.clear());
        putRole(agent, missing.target(ROLE));
        Difference.Target groups = missing.target(GROUP);
        if (groups != null) {
            if (current == null) {
                return Plan.NEEDS_STATE;
            }
            if (groups.before() == null) {
                return new Plan.Impossible(
                        "LiveChat does not show in which groups the agent is, and takes only all of them"
                                + " at once. Set " + LiveChatVendor.SEND_FIELDS + "=true.");
            }
            putGroups(agent, groups.after());
        }
        if (agent.size() > 1) {
            Effect effect = agent.has(ROLE) || agent.has(GROUPS) ? Effect.DRASTIC : Effect.CHANGE;
            // With groups the agent has just been seen, so that what is not found is one of them.
            Absence absence = agent.has(GROUPS) ? Absence.NO_REFERENCE : Absence.NO_USER;
            writes.add(new Write(actions.update(agent), effect, absence, true));
        }
        return new Plan.Requests(writes, warnings(agent));
    }

    /** Whoever is invited and shall be active has to be approved, which nothing sent from here does. */
    private static boolean switches(boolean active, LifecycleState state) {
        return active
                ? state == LifecycleState.SUSPENDED || state == LifecycleState.UNKNOWN
                : state != LifecycleState.SUSPENDED;
    }

    private void putRole(ObjectNode agent, Difference.@Nullable Target role) {
        if (role != null && role.after() != null) {
            role.after().forEach(ref -> agent.put(ROLE, roles.word(ref.value())));
        }
    }

    private static void putGroups(ObjectNode agent, @Nullable List<Ref> all) {
        ArrayNode groups = agent.putArray(GROUPS);
        if (all != null) {
            all.forEach(ref -> groups.addObject()
                    .put("id", Integer.parseInt(ref.value()))
                    .put("priority", ref.priority() == null ? PLAIN : ref.priority()));
        }
    }

    private static List<String> warnings(ObjectNode agent) {
        boolean zero = agent.has("max_chats_count")
                && agent.path("max_chats_count").asText().equals("0");
        return zero ? List.of(AMBIGUOUS_LIMIT) : List.of();
    }

    private static @Nullable String obstacle(Goal.Present wanted, String id) {
        for (Membership membership : wanted.memberships()) {
            String obstacle = switch (membership.type()) {
                case ROLE -> roleObstacle(membership);
                case GROUP -> groupObstacle(membership);
                default -> "LiveChat agents have roles and groups, nothing of type " + membership.type();
            };
            if (obstacle != null) {
                return obstacle;
            }
        }
        return LiveChatAttributes.obstacle(wanted.attributes(), id);
    }

    private static @Nullable String roleObstacle(Membership membership) {
        if (membership.action() != MembershipAction.REPLACE || membership.refs().size() != 1) {
            return "An agent has exactly one role. Ask to REPLACE it by one";
        }
        return LiveChatRoles.assignable(membership.refs().get(0).value())
                ? null
                : "LiveChat lets nobody be given this role by its API. Ask for agent or administrator";
    }

    private static @Nullable String groupObstacle(Membership membership) {
        for (Ref ref : membership.refs()) {
            if (!ref.value().matches("\\d{1,9}")) {
                return "The ids of LiveChat's groups are whole numbers. Name the group, or give such an id";
            }
            if (ref.priority() != null && !PRIORITIES.contains(ref.priority())) {
                return "LiveChat knows no such priority. Ask for first, normal, last or supervisor";
            }
        }
        return null;
    }

    /** Roles by the one word that views use. */
    private static Goal.Present canonical(Goal.Present goal) {
        List<Membership> memberships = goal.memberships().stream()
                .map(membership -> membership.type().equals(ROLE) ? canonical(membership) : membership)
                .toList();
        return new Goal.Present(goal.attributes(), memberships, goal.active());
    }

    private static Membership canonical(Membership roles) {
        return new Membership(
                ROLE,
                roles.action(),
                roles.refs().stream()
                        .map(ref -> new Ref(LiveChatRoles.canonical(ref.value()), ref.display(), ROLE, null))
                        .distinct()
                        .toList());
    }
}
