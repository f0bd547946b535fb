package io.rollcall.vendor.olark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import io.rollcall.user.Attribute;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Difference;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Membership;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Write.Absence;
import io.rollcall.vendor.Write.Effect;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to send to Olark for an operator to be as asked. Pure, but for the passwords that it makes up. */
final class OlarkPlanner {
    /** The operator takes no chats, but may log in and change that. */
    static final String UNAVAILABLE = "DEACTIVATED_AS_UNAVAILABLE";
    /** The operator is gone for good, since that was chosen to stand in for deactivation. */
    static final String DELETED = "DEACTIVATED_BY_DELETE";

    static final Set<String> SETTABLE = Set.of("userName", "displayName", "email");
    static final Set<String> CLEARABLE = Set.of("displayName");

    private static final String AVAILABLE = "available";
    private static final String GROUP_IDS = "group_ids";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final OlarkApi api;
    private final OlarkDeactivation deactivation;
    private final SecureRandom random = new SecureRandom();

    OlarkPlanner(OlarkApi api, OlarkDeactivation deactivation) {
        this.api = api;
        this.deactivation = deactivation;
    }

    Plan planCreate(Goal.Present goal) {
        Goal.Present wanted = withoutPriorities(goal);
        String obstacle = obstacle(wanted);
        String email = wanted.attributes().email();
        if (obstacle == null && email == null) {
            obstacle = "An operator cannot be created without an address. Set email";
        }
        boolean offline = Boolean.FALSE.equals(wanted.active());
        if (obstacle == null && offline && deactivation != OlarkDeactivation.UNAVAILABLE) {
            obstacle = "An operator cannot be created deactivated. Create it when it is needed";
        }
        if (obstacle != null) {
            return new Plan.Impossible(obstacle + ".");
        }
        ObjectNode operator = NODES.objectNode().put("email", email).put("username", email);
        wanted.attributes().values().forEach((path, value) -> operator.put(field(path, operator), value));
        operator.put("password", password());
        Difference.Target groups = Difference.of(wanted, null).target(OlarkMapper.GROUP);
        if (groups != null && !groups.add().isEmpty()) {
            ArrayNode ids = operator.putArray(GROUP_IDS);
            groups.add().forEach(ref -> ids.add(ref.value()));
        }
        if (offline) {
            operator.put(AVAILABLE, false);
        }
        Write create = new Write(api.createOperator(operator), Effect.CREATE, Absence.NO_USER, false);
        return new Plan.Requests(List.of(create), offline ? List.of(UNAVAILABLE) : List.of());
    }

    Plan plan(Goal goal, String id, Lookup.@Nullable Found current) {
        if (!(goal instanceof Goal.Present present)) {
            return removal(id, current, List.of());
        }
        Goal.Present wanted = withoutPriorities(present);
        String obstacle = obstacle(wanted);
        if (obstacle == null && wanted.active() != null) {
            obstacle = obstacle(wanted.active());
        }
        if (obstacle != null) {
            return new Plan.Impossible(obstacle + ".");
        }
        boolean off = Boolean.FALSE.equals(wanted.active());
        if (off && deactivation == OlarkDeactivation.DELETE) {
            return removal(id, current, List.of(DELETED));
        }
        Difference missing = Difference.of(wanted, current == null ? null : current.view());
        boolean switches = wanted.active() != null
                && (current == null
                        || !wanted.active().equals(Json.flag(current.original().get(AVAILABLE))));
        boolean replaces =
                switches || !missing.set().isEmpty() || !missing.clear().isEmpty();
        Plan plan = replaces ? replacement(id, wanted, missing, current) : memberships(id, wanted, missing);
        return off && plan instanceof Plan.Requests requests
                ? new Plan.Requests(requests.writes(), List.of(UNAVAILABLE))
                : plan;
    }

    /** First out of reach of visitors, then gone. Whoever is out of their reach already needs only the second. */
    private Plan removal(String id, Lookup.@Nullable Found current, List<String> warnings) {
        if (current == null || !isWhole(current)) {
            return Plan.NEEDS_STATE;
        }
        List<Write> writes = new ArrayList<>();
        if (!Boolean.FALSE.equals(Json.flag(current.original().get(AVAILABLE)))) {
            writes.add(put(id, merged(current).put(AVAILABLE, false)));
        }
        writes.add(new Write(api.deleteOperator(id), Effect.DRASTIC, Absence.DONE, true));
        return new Plan.Requests(writes, warnings);
    }

    /** One PUT with everything in it, memberships too, since it would reset what it leaves out. */
    private Plan replacement(String id, Goal.Present wanted, Difference missing, Lookup.@Nullable Found current) {
        if (current == null || !isWhole(current)) {
            return Plan.NEEDS_STATE;
        }
        ObjectNode operator = merged(current);
        missing.set().forEach((path, value) -> operator.put(field(path, operator), value));
        // Left out, it might just as well stay as it is.
        missing.clear().forEach(path -> operator.put(field(path, operator), ""));
        if (wanted.active() != null) {
            operator.put(AVAILABLE, wanted.active());
        }
        Difference.Target groups = missing.target(OlarkMapper.GROUP);
        if (groups != null && groups.after() != null) {
            operator.set(GROUP_IDS, ids(operator.path(GROUP_IDS), groups.after()));
        }
        return requests(List.of(put(id, operator)));
    }

    /** One request for each, which touches no other membership, whoever changes those meanwhile. */
    private Plan memberships(String id, Goal.Present wanted, Difference missing) {
        Difference.Target groups = missing.target(OlarkMapper.GROUP);
        if (groups == null) {
            return requests(List.of());
        }
        boolean absolute =
                wanted.memberships().stream().anyMatch(change -> change.action() == MembershipAction.REPLACE);
        if (absolute && groups.before() == null) {
            return Plan.NEEDS_STATE;
        }
        Effect effect = absolute ? Effect.DRASTIC : Effect.CHANGE;
        List<Write> writes = new ArrayList<>();
        for (Ref group : groups.add()) {
            ObjectNode member = NODES.objectNode().put("operator_id", id);
            writes.add(new Write(api.addToGroup(group.value(), member), effect, Absence.NO_REFERENCE, true));
        }
        for (String group : groups.remove()) {
            writes.add(new Write(api.removeFromGroup(group, id), effect, Absence.DONE, true));
        }
        return requests(writes);
    }

    private Write put(String id, ObjectNode operator) {
        return new Write(api.replaceOperator(id, operator), Effect.DRASTIC, Absence.NO_USER, true);
    }

    private static Plan requests(List<Write> writes) {
        return new Plan.Requests(writes, List.of());
    }

    /** Whether it tells the memberships, as those that {@link OlarkWriter} reads do: without, a PUT would end them. */
    private static boolean isWhole(Lookup.Found current) {
        return current.view().carried().contains(Attribute.GROUPS);
    }

    /** All that Olark showed, known to us or not, so that nothing is reset. */
    private static ObjectNode merged(Lookup.Found current) {
        ObjectNode operator = current.original().deepCopy();
        operator.remove(List.of("id", "password"));
        return operator;
    }

    /** The groups that stay as Olark wrote them, then the new ones. */
    private static ArrayNode ids(JsonNode before, List<Ref> after) {
        ArrayNode ids = NODES.arrayNode();
        Set<String> staying = new HashSet<>();
        for (JsonNode group : before) {
            String id = String.valueOf(Json.member(group));
            if (after.stream().anyMatch(ref -> ref.value().equals(id)) && staying.add(id)) {
                ids.add(group);
            }
        }
        after.stream().map(Ref::value).filter(id -> !staying.contains(id)).forEach(ids::add);
        return ids;
    }

    private static String field(String path, ObjectNode operator) {
        return switch (path) {
            case "userName" -> "username";
            case "displayName" -> "nickname";
            default -> operator.has("emailAddress") && !operator.has("email") ? "emailAddress" : "email";
        };
    }

    private static @Nullable String obstacle(Goal.Present wanted) {
        for (String path : wanted.attributes().values().keySet()) {
            if (!SETTABLE.contains(path)) {
                return "Olark has no attribute " + path + ". Leave it out";
            }
        }
        for (String path : wanted.attributes().clear()) {
            if (!CLEARABLE.contains(path)) {
                return "Olark cannot empty " + path + ". Leave it out";
            }
        }
        for (Membership membership : wanted.memberships()) {
            if (!membership.type().equals(OlarkMapper.GROUP)) {
                return "Olark operators are members of groups only, not of anything of type " + membership.type();
            }
        }
        return null;
    }

    private @Nullable String obstacle(boolean active) {
        boolean possible = deactivation.operations().contains(active ? Operation.ACTIVATE : Operation.DEACTIVATE);
        return possible
                ? null
                : "Olark operators cannot be " + (active ? "activated" : "deactivated")
                        + ". Delete them, or choose with " + OlarkVendor.DEACTIVATE + " what stands in for it";
    }

    /** Olark's groups have none, so that one would look like a difference for ever. */
    private static Goal.Present withoutPriorities(Goal.Present goal) {
        List<Membership> plain = goal.memberships().stream()
                .map(membership -> new Membership(
                        membership.type(),
                        membership.action(),
                        membership.refs().stream()
                                .map(ref -> new Ref(ref.value(), ref.display(), ref.type(), null))
                                .toList()))
                .toList();
        return new Goal.Present(goal.attributes(), plain, goal.active());
    }

    /** Random enough that nobody guesses it; the end pleases rules about kinds of characters. */
    private String password() {
        byte[] bytes = new byte[30];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "-aA1";
    }
}
