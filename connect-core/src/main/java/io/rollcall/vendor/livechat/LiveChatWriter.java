package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Request;
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
import io.rollcall.vendor.UserWriter;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up and changes LiveChat agents. */
final class LiveChatWriter implements UserWriter {
    private final LiveChatApi api;
    private final LiveChatMapper mapper;
    private final LiveChatPlanner planner;
    private final RefCatalog groups;
    private final RefCatalog roles;
    private final SharedWalk agents;

    LiveChatWriter(
            LiveChatApi api, LiveChatMapper mapper, LiveChatPlanner planner, RefCatalog groups, InstantSource clock) {
        this.api = api;
        this.mapper = mapper;
        this.planner = planner;
        this.groups = groups;
        this.roles = LiveChatRoles.catalog(clock);
        this.agents = new SharedWalk(LiveChatVendor.NAME, clock, api::listAgents);
    }

    @Override
    public List<Lookup.Found> find(JsonHttp http, Identity identity, Instant since) {
        return identity.kind() == Identity.Kind.EXTERNAL_ID
                ? byAccount(http, identity, since)
                : byAddress(http, identity);
    }

    /** An address is the id. Should LiveChat mind the case of ids, they are likely to be in lower case. */
    private List<Lookup.Found> byAddress(JsonHttp http, Identity identity) {
        Set<String> spellings =
                new LinkedHashSet<>(List.of(identity.value(), identity.value().toLowerCase(Locale.ROOT)));
        for (String id : spellings) {
            Lookup.Found found = get(http, id);
            if (found != null && identity.is(found.view().id())) {
                return List.of(found);
            }
        }
        return List.of();
    }

    private List<Lookup.Found> byAccount(JsonHttp http, Identity identity, Instant since) {
        return agents.items(http, since, 1).stream()
                .filter(agent -> isOf(agent, identity))
                .flatMap(agent -> Stream.ofNullable(Json.id(agent)))
                .distinct()
                .map(id -> get(http, id))
                .filter(Objects::nonNull)
                .filter(found -> isOf(found.original(), identity))
                .toList();
    }

    private static boolean isOf(JsonNode agent, Identity account) {
        String shown = Json.text(agent.get("account_id"));
        return shown != null && account.is(shown);
    }

    /** The agent that LiveChat shows for an id, whichever that is. */
    private Lookup.@Nullable Found get(JsonHttp http, String id) {
        Request request = api.getAgent(id);
        try {
            Answer answer = http.send(request);
            return new Lookup.Found(mapper.view(answer.body(), answer.sentAt()), answer.body());
        } catch (UnreadableUserException e) {
            throw new VendorException(
                    new Failure.Transient(false, null),
                    "livechat: the answer to '" + request.name() + "' was not understood: " + e.getMessage(),
                    e);
        } catch (VendorException e) {
            if (e.failure() instanceof Failure.Absent) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public @Nullable RefCatalog catalog(String type) {
        return switch (type) {
            case LiveChatPlanner.GROUP -> groups;
            case LiveChatPlanner.ROLE -> roles;
            default -> null;
        };
    }

    @Override
    public Plan planCreate(Goal.Present goal) {
        return planner.planCreate(goal);
    }

    @Override
    public Plan plan(Goal goal, String userId, Lookup.@Nullable Found current) {
        return planner.plan(goal, userId, current);
    }

    /** Only a create is answered with anything, and that may be empty too: but the id is the address that was sent. */
    @Override
    public Written written(Write write, Answer answer) {
        JsonNode sent = write.request().body();
        if (write.effect() != Write.Effect.CREATE || sent == null) {
            return new Written(null, null);
        }
        JsonNode shown = answer.body();
        if (shown.isObject() && Json.id(shown) != null) {
            return new Written(Json.id(shown), view((ObjectNode) shown, answer.sentAt()));
        }
        return new Written(Json.id(sent), null);
    }

    private @Nullable UserView view(ObjectNode agent, Instant sentAt) {
        try {
            return mapper.view(agent, sentAt);
        } catch (UnreadableUserException e) {
            return null;
        }
    }
}
