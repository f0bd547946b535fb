package io.rollcall.vendor.gladly;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.command.NamedRef;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.user.Attribute;
import io.rollcall.user.Ref;
import io.rollcall.vendor.FilteredLookup;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.PatchPlanner;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.UnreadableUserException;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.UserWriter;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks up and changes Gladly agents. */
final class GladlyWriter implements UserWriter {
    static final String ROLE = "role";
    static final String TEAM = "team";
    static final String INBOX = "inbox";
    static final Map<String, String> FIELDS = Map.of(
            "displayName", "name",
            "email", "emailAddress",
            "externalId", "externalId",
            "phoneNumber", "phoneNumber",
            "preferredLanguage", "language",
            "extensions.gladly:agentProfile", "agentProfile");
    static final Set<String> CLEARABLE =
            Set.of("externalId", "phoneNumber", "preferredLanguage", "extensions.gladly:agentProfile");

    /** What an agent without a value may be shown without. */
    private static final Set<Attribute> OPTIONAL =
            Set.of(Attribute.EXTERNAL_ID, Attribute.PHONE_NUMBERS, Attribute.PREFERRED_LANGUAGE);

    private final GladlyApi api;
    private final GladlyMapper mapper;
    private final Map<String, RefCatalog> catalogs;
    private final Set<String> roles;
    private final PatchPlanner planner;

    /** @param roles the words that an agent's role may be */
    GladlyWriter(GladlyApi api, GladlyMapper mapper, RefCatalog teams, RefCatalog inboxes, Set<String> roles) {
        this.api = api;
        this.mapper = mapper;
        this.catalogs = Map.of(TEAM, teams, INBOX, inboxes);
        this.roles = roles;
        this.planner = new PatchPlanner(new PatchPlanner.Dialect(
                "Gladly",
                FIELDS,
                CLEARABLE,
                Map.of(TEAM, "teams", INBOX, "inboxes"),
                (agent, active) -> agent.put("active", active),
                api::createAgent,
                api::updateAgent,
                List.of("SESSION_NOT_TERMINATED")));
    }

    /** The address is also what an agent logs in with. */
    @Override
    public List<Lookup.Found> find(JsonHttp http, Identity identity, Instant since) {
        return new FilteredLookup(GladlyVendor.NAME, api.findAgents(identity.value()), mapper::listed, false)
                .find(http, agent -> {
                    String address = Json.text(agent.get("emailAddress"));
                    return address != null && identity.is(address);
                });
    }

    @Override
    public Lookup read(UserDirectory directory, JsonHttp http, String userId) {
        return PatchPlanner.complete(directory.read(userId), OPTIONAL);
    }

    @Override
    public @Nullable RefCatalog catalog(String type) {
        return catalogs.get(type);
    }

    /** Roles are words of the API, listed nowhere. */
    @Override
    public Reference unlisted(String type, NamedRef ref) {
        String word = ref.id() == null ? ref.name() : ref.id();
        return type.equals(ROLE) && word != null && roles.contains(word)
                ? new Reference.Known(new Ref(word, null, ROLE, null))
                : new Reference.Unknown();
    }

    @Override
    public Plan planCreate(Goal.Present goal) {
        return planner.create(goal);
    }

    @Override
    public Plan plan(Goal goal, String userId, Lookup.@Nullable Found current) {
        return goal instanceof Goal.Present present
                ? planner.update(present, userId, current)
                : new Plan.Impossible(
                        "Gladly never deletes agents. Deactivate this one, for example with deleteMode SOFT.");
    }

    /** The identity in the answer to a change is the one that was asked about, and says nothing new. */
    @Override
    public Written written(Write write, Answer answer) {
        JsonNode agent = answer.body();
        try {
            return new Written(
                    write.effect() == Write.Effect.CREATE ? Json.id(agent) : null,
                    mapper.listed(agent, answer.sentAt()));
        } catch (UnreadableUserException e) {
            return new Written(null, null);
        }
    }
}
