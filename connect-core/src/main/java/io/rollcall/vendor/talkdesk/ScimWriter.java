package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.command.NamedRef;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import io.rollcall.vendor.FilteredLookup;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.UnreadableUserException;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.UserWriter;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks up and changes users by Talkdesk's SCIM API. */
final class ScimWriter implements UserWriter {
    private final ScimApi api;
    private final ScimMapper mapper;
    private final @Nullable RefCatalog groups;
    private final boolean deletes;
    private final ScimPlanner planner;

    /**
     * @param groups the account's teams; null when they are names in an attribute
     * @param deletes whether the operator allows users to be deleted
     */
    ScimWriter(ScimApi api, ScimMapper mapper, @Nullable RefCatalog groups, boolean deletes) {
        this.api = api;
        this.mapper = mapper;
        this.groups = groups;
        this.deletes = deletes;
        this.planner = new ScimPlanner(api, groups);
    }

    /** By the login name for an address: the two are one at Talkdesk. Items of a SCIM listing are whole. */
    @Override
    public List<Lookup.Found> find(JsonHttp http, Identity identity, Instant since) {
        String attribute = identity.kind() == Identity.Kind.EXTERNAL_ID ? "externalId" : "userName";
        String filter = ScimPatch.equal(attribute, identity.value());
        return new FilteredLookup(TalkdeskVendor.NAME, api.findUsers(filter), this::listed, true).find(http, user -> {
            String shown = Json.text(user.get(attribute));
            return shown != null && identity.is(shown);
        });
    }

    @Override
    public Lookup read(UserDirectory directory, JsonHttp http, String userId) {
        return directory.read(userId) instanceof Lookup.Found found
                ? new Lookup.Found(settled(found.original(), found.view()), found.original())
                : Lookup.NOT_FOUND;
    }

    @Override
    public @Nullable RefCatalog catalog(String type) {
        return type.equals(ScimPlanner.TEAM) ? groups : null;
    }

    /** SCIM has no ids for what is listed in Talkdesk's own attributes: the name is all there is. */
    @Override
    public Reference unlisted(String type, NamedRef ref) {
        String word = ref.id() == null ? ref.name() : ref.id();
        return word == null ? new Reference.Unknown() : new Reference.Known(new Ref(word, word, type, null));
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

    @Override
    public Written written(Write write, Answer answer) {
        JsonNode user = answer.body();
        if (!ScimApi.changesUser(write.request())) {
            return new Written(null, null);
        }
        try {
            return new Written(
                    write.effect() == Write.Effect.CREATE ? Json.id(user) : null,
                    completed(mapper.view(user, answer.sentAt())));
        } catch (UnreadableUserException e) {
            return new Written(null, null);
        }
    }

    /** An item of a listing; reads names first when it takes them to tell what the item says. */
    UserView listed(JsonNode user, Instant sentAt) throws UnreadableUserException {
        return settled(user, mapper.view(user, sentAt));
    }

    /** The view with its teams, which the user shows by name: nobody can tell their ids before the groups are read. */
    private UserView settled(JsonNode user, UserView view) {
        UserView settled = view;
        if (groups != null
                && user.path(ScimMapper.EXTENSION).has("teamsString")
                && !view.carries(Set.of(Attribute.GROUPS))) {
            groups.readIfDue();
            try {
                settled = mapper.view(user, view.sentAt());
            } catch (UnreadableUserException e) {
                settled = view;
            }
        }
        return completed(settled);
    }

    /** With the login name as the address where no addresses are shown; and RFC 7643, 2.5: what is absent is empty. */
    private static UserView completed(UserView view) {
        User user = view.user();
        Set<Attribute> carried = EnumSet.of(Attribute.EXTERNAL_ID);
        carried.addAll(view.carried());
        if (user.userName() == null || !user.emails().isEmpty()) {
            return new UserView(user, carried, view.sentAt());
        }
        carried.add(Attribute.EMAILS);
        User addressed = new User(
                user.id(),
                user.externalId(),
                user.userName(),
                user.displayName(),
                user.active(),
                user.lifecycleState(),
                user.title(),
                user.preferredLanguage(),
                user.timezone(),
                List.of(new Email(user.userName(), "work", true)),
                user.phoneNumbers(),
                user.roles(),
                user.groups(),
                user.created(),
                user.lastModified(),
                user.extensions(),
                user.presence());
        return new UserView(addressed, carried, view.sentAt());
    }
}
