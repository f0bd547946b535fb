package io.rollcall.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.UserPatch;
import io.rollcall.http.Request;
import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What to send where users are flat JSON objects with one role: a POST of everything for a new one, a PATCH of what differs
 * for the others, in which a list replaces the whole list. Pure.
 *
 * <p>Everything of one user goes into one request. A list is only ever sent when all of it is known: from the goal, or from a
 * view that showed that very list.
 */
public final class PatchPlanner {
    private static final String ROLE = "role";
    private static final String EXTENSION = "extensions.";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Dialect dialect;

    public PatchPlanner(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * What differs between such vendors.
     *
     * @param vendor the vendor's name as people write it, for reasons
     * @param fields attribute paths that can be set, with the vendor's fields
     * @param clearable those that can be emptied
     * @param lists types of memberships other than the role, with the vendor's fields
     * @param activity writes whether the user is active
     * @param create the request for a new user
     * @param update the request that changes a user, by id
     * @param deactivationWarnings for a plan that deactivates
     */
    public record Dialect(
            String vendor,
            Map<String, String> fields,
            Set<String> clearable,
            Map<String, String> lists,
            BiConsumer<ObjectNode, Boolean> activity,
            Function<JsonNode, Request> create,
            BiFunction<String, JsonNode, Request> update,
            List<String> deactivationWarnings) {

        public Dialect {
            fields = Map.copyOf(fields);
            clearable = Set.copyOf(clearable);
            lists = Map.copyOf(lists);
            deactivationWarnings = List.copyOf(deactivationWarnings);
        }
    }

    /** As {@link WritableDirectory#planCreate}. */
    public Plan create(Goal.Present goal) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        dialect.lists().values().forEach(nothing::putArray);
        UserView nobody = view(List.of(), EnumSet.allOf(Attribute.class));
        return new Draft(goal, new Lookup.Found(nobody, nothing))
                .plan(body ->
                        new Write(dialect.create().apply(body), Write.Effect.CREATE, Write.Absence.NO_REFERENCE, true));
    }

    /** As {@link WritableDirectory#plan}. */
    public Plan update(Goal.Present goal, String userId, Lookup.@Nullable Found current) {
        Draft draft = new Draft(goal, current);
        return draft.plan(
                body -> new Write(dialect.update().apply(userId, body), draft.effect(), Write.Absence.NO_USER, true));
    }

    /**
     * What a whole view lacks of these attributes is empty: some vendors leave out what has no value, and a clear of it would
     * never be done otherwise.
     */
    public static Lookup complete(Lookup lookup, Set<Attribute> attributes) {
        if (!(lookup instanceof Lookup.Found found)) {
            return lookup;
        }
        Set<Attribute> carried = EnumSet.copyOf(attributes);
        carried.addAll(found.view().carried());
        UserView view = new UserView(found.view().user(), carried, found.view().sentAt());
        return new Lookup.Found(view, found.original(), found.whole());
    }

    /** One body in the making. */
    private final class Draft {
        private final Goal.Present goal;
        private final Lookup.@Nullable Found current;
        private final Difference difference;
        private final ObjectNode body = JsonNodeFactory.instance.objectNode();
        private boolean drastic;

        Draft(Goal.Present goal, Lookup.@Nullable Found current) {
            this.goal = goal;
            this.current = current;
            this.difference = Difference.of(goal.withoutMemberships(), current == null ? null : current.view());
        }

        Plan plan(Function<JsonNode, Write> write) {
            Plan obstacle = attributes();
            Set<String> types = new LinkedHashSet<>();
            goal.memberships().forEach(membership -> types.add(membership.type()));
            for (String type : types) {
                obstacle = obstacle == null ? memberships(type) : obstacle;
            }
            if (obstacle != null) {
                return obstacle;
            }
            boolean deactivates = Boolean.FALSE.equals(difference.active());
            if (difference.active() != null) {
                dialect.activity().accept(body, difference.active());
                drastic |= deactivates;
            }
            return new Plan.Requests(
                    body.isEmpty() ? List.of() : List.of(write.apply(body)),
                    deactivates ? dialect.deactivationWarnings() : List.of());
        }

        Write.Effect effect() {
            return drastic ? Write.Effect.DRASTIC : Write.Effect.CHANGE;
        }

        private @Nullable Plan attributes() {
            for (Map.Entry<String, String> wanted : difference.set().entrySet()) {
                String field = dialect.fields().get(wanted.getKey());
                JsonNode value = field == null ? null : value(wanted.getKey(), wanted.getValue());
                if (value == null) {
                    return new Plan.Impossible(dialect.vendor() + " cannot set " + wanted.getKey()
                            + (field == null
                                    ? ". Leave it out."
                                    : " to what is no JSON. Write its value as JSON text."));
                }
                body.set(field, value);
            }
            for (String path : difference.clear()) {
                String field = dialect.fields().get(path);
                if (field == null || !dialect.clearable().contains(path)) {
                    return new Plan.Impossible(dialect.vendor() + " cannot empty " + path + ". Leave it out of clear.");
                }
                body.putNull(field);
            }
            return null;
        }

        /** Each type by itself: a view that shows inboxes and no teams is good for inboxes. */
        private @Nullable Plan memberships(String type) {
            List<Membership> wanted = goal.memberships().stream()
                    .filter(membership -> membership.type().equals(type))
                    .toList();
            Difference.Target target = Difference.of(new Goal.Present(UserPatch.NONE, wanted, null), shown(type))
                    .target(type);
            if (target == null) {
                return null;
            }
            List<Ref> all = target.after();
            if (all == null) {
                return current == null || !current.whole() ? Plan.NEEDS_STATE : unseen(type);
            }
            if (type.equals(ROLE)) {
                return role(all);
            }
            String field = dialect.lists().get(type);
            if (field == null) {
                return new Plan.Impossible(dialect.vendor() + " has no memberships of type " + type + ".");
            }
            ArrayNode list = body.putArray(field);
            all.forEach(ref -> list.add(ref.value()));
            drastic |= wanted.stream().anyMatch(membership -> membership.action() == MembershipAction.REPLACE);
            return null;
        }

        private @Nullable Plan role(List<Ref> all) {
            if (all.size() != 1) {
                return new Plan.Impossible(
                        dialect.vendor() + " gives a user exactly one role. Replace the roles by one.");
            }
            body.put(ROLE, all.get(0).value());
            drastic = true;
            return null;
        }

        private Plan unseen(String type) {
            return new Plan.Impossible(dialect.vendor() + " does not show which memberships of type " + type
                    + " a user has, and takes them as a whole only. Name all of them with REPLACE.");
        }

        private @Nullable UserView shown(String type) {
            if (current == null) {
                return null;
            }
            JsonNode list = current.original().path(dialect.lists().getOrDefault(type, ""));
            if (type.equals(ROLE) || !list.isArray()) {
                return view(
                        current.view().user().roles(),
                        current.view().carries(Set.of(Attribute.ROLES)) ? Set.of(Attribute.ROLES) : Set.of());
            }
            List<Ref> refs = new ArrayList<>();
            for (JsonNode element : list) {
                String id = Json.member(element);
                if (id == null) {
                    return view(List.of(), Set.of());
                }
                refs.add(new Ref(id, null, type, null));
            }
            return view(refs, Set.of(Attribute.GROUPS));
        }
    }

    private static @Nullable JsonNode value(String path, String text) {
        if (!path.startsWith(EXTENSION)) {
            return JsonNodeFactory.instance.textNode(text);
        }
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? null : value;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    /** A view of nothing but references, as roles and as groups. */
    private static UserView view(List<Ref> refs, Set<Attribute> carried) {
        User user = new User(
                "",
                null,
                null,
                null,
                null,
                LifecycleState.UNKNOWN,
                null,
                null,
                null,
                List.of(),
                List.of(),
                refs,
                refs,
                null,
                null,
                Map.of(),
                Map.of());
        return new UserView(user, carried, Instant.EPOCH);
    }
}
