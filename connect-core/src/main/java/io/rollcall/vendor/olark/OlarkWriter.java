package io.rollcall.vendor.olark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.user.Attribute;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.SharedWalk;
import io.rollcall.vendor.UnreadableUserException;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.UserWriter;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks up and changes Olark operators.
 *
 * <p>Every operator that it finds or reads tells its groups, by itself or by asking the groups: a PUT needs them.
 */
final class OlarkWriter implements UserWriter {
    private final OlarkMapper mapper;
    private final OlarkPlanner planner;
    private final RefCatalog names;
    private final Function<JsonHttp, UserDirectory> directories;
    private final SharedWalk operators;
    private final OlarkApi api;

    /**
     * @param directories reads single operators by the given connection
     */
    OlarkWriter(
            OlarkApi api,
            OlarkMapper mapper,
            OlarkPlanner planner,
            RefCatalog names,
            Function<JsonHttp, UserDirectory> directories,
            InstantSource clock) {
        this.api = api;
        this.mapper = mapper;
        this.planner = planner;
        this.names = names;
        this.directories = directories;
        this.operators = new SharedWalk(OlarkVendor.NAME, clock, api::listOperators);
    }

    /** Nothing filters the list, so all of it is read; what it shows of an operator is little, so that is read again. */
    @Override
    public List<Lookup.Found> find(JsonHttp http, Identity identity, Instant since) {
        List<JsonNode> listed = operators.items(http, since, 1);
        Set<String> ids = matching(listed, identity);
        if (ids.isEmpty() && listed.size() >= OlarkApi.PAGE) {
            // Somebody deleted while it was read moves everybody behind, and one from a later page out of sight.
            ids = matching(operators.items(http, since, 2), identity);
        }
        if (ids.isEmpty() && identity.kind() == Identity.Kind.USER_NAME) {
            requireUserNames(listed, identity);
        }
        List<Lookup.Found> found = new ArrayList<>();
        UserDirectory directory = directories.apply(http);
        for (String id : ids) {
            if (read(directory, http, id) instanceof Lookup.Found whole && shows(whole.original(), identity)) {
                found.add(whole);
            }
        }
        return found;
    }

    private static Set<String> matching(List<JsonNode> listed, Identity identity) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode operator : listed) {
            if (shows(operator, identity)) {
                ids.add(String.valueOf(Json.id(operator)));
            }
        }
        return ids;
    }

    /** That nobody was found under a user name means nothing where none are shown. */
    private static void requireUserNames(List<JsonNode> listed, Identity identity) {
        if (!identity.value().contains("@") && listed.stream().anyMatch(operator -> !operator.has("username"))) {
            throw new VendorException(
                    new Failure.Rejected(),
                    "olark: the list of operators shows no user names, so nobody can be found by one. Name the subject by"
                            + " email or userId.",
                    null);
        }
    }

    /** Where Olark shows no user name, it goes by the address, which is what user names typically are. */
    private static boolean shows(JsonNode operator, Identity identity) {
        String address = Json.text(operator.has("email") ? operator.get("email") : operator.get("emailAddress"));
        String shown = identity.kind() == Identity.Kind.USER_NAME && operator.has("username")
                ? Json.text(operator.get("username"))
                : address;
        return identity.kind() != Identity.Kind.EXTERNAL_ID && shown != null && identity.is(shown);
    }

    @Override
    public Lookup read(UserDirectory directory, JsonHttp http, String userId) {
        Lookup lookup = directory.read(userId);
        if (!(lookup instanceof Lookup.Found found) || tellsGroups(found)) {
            return lookup;
        }
        ObjectNode whole = found.original().deepCopy();
        whole.set("group_ids", groupsOf(userId, http));
        try {
            return new Lookup.Found(mapper.own(whole, found.view().sentAt()), whole);
        } catch (UnreadableUserException e) {
            throw new VendorException(new Failure.Transient(false, null), "olark: " + e.getMessage(), e);
        }
    }

    /** A null says as little as nothing, and must not be sent back as if it did. */
    private static boolean tellsGroups(Lookup.Found operator) {
        return operator.view().carried().contains(Attribute.GROUPS)
                && operator.original().path("group_ids").isArray();
    }

    /** Read for this operator alone: memberships from a moment ago would be put back over a newer change. */
    private ArrayNode groupsOf(String operator, JsonHttp http) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        for (JsonNode group : SharedWalk.unshared(OlarkVendor.NAME, http, api.listGroups())) {
            JsonNode members = group.path("operator_ids");
            if (!members.isArray()) {
                throw new VendorException(
                        new Failure.Misconfigured(),
                        "olark: neither operators nor groups show who is in which group, so that memberships would get lost"
                                + " in a change. Check " + OlarkVendor.PATH_GROUPS + ".",
                        null);
            }
            for (JsonNode member : members) {
                if (operator.equals(Json.member(member))) {
                    ids.add(group.get("id"));
                    break;
                }
            }
        }
        return ids;
    }

    @Override
    public @Nullable RefCatalog catalog(String type) {
        return type.equals(OlarkMapper.GROUP) ? names : null;
    }

    @Override
    public Plan planCreate(Goal.Present goal) {
        return planner.planCreate(goal);
    }

    @Override
    public Plan plan(Goal goal, String userId, Lookup.@Nullable Found current) {
        return planner.plan(goal, userId, current);
    }

    @Override
    public Written written(Write write, Answer answer) {
        JsonNode shown = OlarkApi.unwrap(answer.body());
        boolean operator = shown.has("email") || shown.has("emailAddress") || shown.has("nickname");
        return new Written(
                write.effect() == Write.Effect.CREATE ? Json.id(shown) : null,
                operator ? view(shown, answer.sentAt()) : null);
    }

    private @Nullable UserView view(JsonNode operator, Instant sentAt) {
        try {
            return mapper.own(operator, sentAt);
        } catch (UnreadableUserException e) {
            return null;
        }
    }
}
