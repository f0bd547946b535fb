package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.user.Attribute;
import io.rollcall.user.UserView;
import io.rollcall.vendor.FilteredLookup;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.PatchPlanner;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.RefCatalog;
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

/** Looks up and changes users by Talkdesk's REST API. */
final class TalkdeskWriter implements UserWriter {
    static final String ROLE = "role";
    static final String TEAM = "team";
    static final String RING_GROUP = "ring_group";
    static final Map<String, String> FIELDS = Map.of(
            "displayName", "name",
            "email", "email",
            "phoneNumber", "extension",
            "timezone", "time_zone",
            "preferredLanguage", "language");
    static final Set<String> CLEARABLE = Set.of("phoneNumber", "timezone", "preferredLanguage");

    /** What a user without a value may be shown without. */
    private static final Set<Attribute> OPTIONAL =
            Set.of(Attribute.PHONE_NUMBERS, Attribute.TIMEZONE, Attribute.PREFERRED_LANGUAGE);

    private final TalkdeskApi api;
    private final TalkdeskMapper mapper;
    private final RefCatalog roles;
    private final RefCatalog teams;
    private final boolean deletes;
    private final PatchPlanner planner;

    /** @param deletes whether the operator allows users to be deleted */
    TalkdeskWriter(TalkdeskApi api, TalkdeskMapper mapper, RefCatalog roles, RefCatalog teams, boolean deletes) {
        this.api = api;
        this.mapper = mapper;
        this.roles = roles;
        this.teams = teams;
        this.deletes = deletes;
        this.planner = new PatchPlanner(new PatchPlanner.Dialect(
                "Talkdesk",
                FIELDS,
                CLEARABLE,
                Map.of(TEAM, "teams", RING_GROUP, "ring_groups"),
                (user, active) -> user.put("status", active ? "active" : "inactive"),
                api::createUser,
                api::updateUser,
                List.of()));
    }

    /** The address is also what a user logs in with. */
    @Override
    public List<Lookup.Found> find(JsonHttp http, Identity identity, Instant since) {
        return new FilteredLookup(TalkdeskVendor.NAME, api.findUsers(identity.value()), this::listed, false)
                .find(http, user -> {
                    String address = Json.text(user.get("email"));
                    return address != null && identity.is(address);
                });
    }

    @Override
    public Lookup read(UserDirectory directory, JsonHttp http, String userId) {
        Lookup lookup = directory.read(userId);
        if (lookup instanceof Lookup.Found found) {
            UserView view = settled(found.original(), found.view());
            lookup = new Lookup.Found(view, found.original());
        }
        return PatchPlanner.complete(lookup, OPTIONAL);
    }

    @Override
    public @Nullable RefCatalog catalog(String type) {
        return switch (type) {
            case ROLE -> roles;
            case TEAM -> teams;
            default -> null;
        };
    }

    @Override
    public Plan planCreate(Goal.Present goal) {
        return planner.create(goal);
    }

    @Override
    public Plan plan(Goal goal, String userId, Lookup.@Nullable Found current) {
        return goal instanceof Goal.Present present
                ? planner.update(present, userId, current)
                : Deletion.plan(deletes, api.deleteUser(userId));
    }

    /** Out of licences Talkdesk is said to create users who are not active: the view tells. */
    @Override
    public Written written(Write write, Answer answer) {
        JsonNode user = TalkdeskApi.unwrap(answer.body());
        try {
            return new Written(
                    write.effect() == Write.Effect.CREATE ? Json.id(user) : null, mapper.view(user, answer.sentAt()));
        } catch (UnreadableUserException e) {
            return new Written(null, null);
        }
    }

    /** An item of a listing; reads names first when it takes them to tell what the item says. */
    UserView listed(JsonNode user, Instant sentAt) throws UnreadableUserException {
        return settled(user, mapper.view(user, sentAt));
    }

    /** The view with its role, which may be an id or a name: nobody can tell before the roles are read. */
    private UserView settled(JsonNode user, UserView view) {
        if (!user.hasNonNull("role") || view.carried().contains(Attribute.ROLES)) {
            return view;
        }
        roles.readIfDue();
        try {
            return mapper.view(user, view.sentAt());
        } catch (UnreadableUserException e) {
            return view;
        }
    }
}
