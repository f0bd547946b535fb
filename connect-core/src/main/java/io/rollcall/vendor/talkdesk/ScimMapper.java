package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.Phone;
import io.rollcall.user.Ref;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.UnreadableUserException;
import io.rollcall.vendor.UserDraft;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Talkdesk's SCIM users as users. */
final class ScimMapper {
    /** Talkdesk's own schema: roles and teams by name, separated by semicolons. */
    static final String EXTENSION = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";

    private final @Nullable RefCatalog groups;

    /** @param groups the account's teams; null for teams to go by their names alone */
    ScimMapper(@Nullable RefCatalog groups) {
        this.groups = groups;
    }

    UserView view(JsonNode user, Instant sentAt) throws UnreadableUserException {
        UserDraft draft = UserDraft.of(TalkdeskVendor.NAME, user);
        draft.drop("schemas");
        draft.text(Attribute.EXTERNAL_ID, "externalId");
        draft.text(Attribute.USER_NAME, "userName");
        draft.text(Attribute.TITLE, "title");
        draft.text(Attribute.PREFERRED_LANGUAGE, "preferredLanguage");
        draft.text(Attribute.TIMEZONE, "timezone");
        displayName(draft);
        draft.active("active");
        draft.emails("emails", ScimMapper::email);
        draft.phones("phoneNumbers", ScimMapper::phone);
        JsonNode meta = draft.take("meta");
        if (meta != null) {
            draft.times(meta.get("created"), meta.get("lastModified"));
        }
        List<Ref> memberships = draft.refs("groups", this::membership);
        extension(draft, memberships);
        return draft.view(sentAt);
    }

    /** {@code name} stays an extension as well: its parts have no other place. */
    private static void displayName(UserDraft draft) {
        boolean shown = Json.text(draft.peek("displayName")) != null;
        draft.text(Attribute.DISPLAY_NAME, "displayName");
        JsonNode name = draft.peek("name");
        if (shown || name == null || !name.isObject()) {
            return;
        }
        String formatted = Json.text(name.get("formatted"));
        String parts = String.join(
                " ",
                Stream.of("givenName", "familyName")
                        .map(part -> Json.text(name.get(part)))
                        .filter(part -> part != null)
                        .toList());
        draft.set(Attribute.DISPLAY_NAME, formatted != null ? formatted : parts.isEmpty() ? null : parts);
    }

    /** Talkdesk's own attributes; what else its schema may hold one day stays an extension. */
    private void extension(UserDraft draft, @Nullable List<Ref> memberships) {
        List<Ref> teams = memberships;
        JsonNode extension = draft.peek(EXTENSION);
        if (extension != null && extension.isObject()) {
            draft.drop(EXTENSION);
            for (Map.Entry<String, JsonNode> field : extension.properties()) {
                boolean known = draft.peek(field.getKey()) != null;
                draft.extension(known ? EXTENSION + ":" + field.getKey() : field.getKey(), field.getValue());
            }
            List<Ref> roles = draft.split("rolesString", role -> new Ref(role, role, "role", null));
            if (roles != null) {
                draft.roles(roles);
            }
            List<Ref> named = draft.split("teamsString", this::team);
            teams = memberships == null ? named : memberships;
        }
        if (teams != null) {
            draft.groups(teams);
        }
    }

    /** By its id where the account shows its groups, so that one renamed team is not a change of all its members. */
    private @Nullable Ref team(String name) {
        Ref team = groups == null ? new Ref(name, name, "team", null) : groups.settle(name, "team");
        return team == null || team.display() != null ? team : new Ref(name, name, "team", null);
    }

    private @Nullable Ref membership(JsonNode group) {
        String id = Json.text(group.get("value"));
        if (id == null) {
            return null;
        }
        String display = Json.text(group.get("display"));
        if (groups == null) {
            return display == null ? null : new Ref(display, display, "team", null);
        }
        return new Ref(id, display == null ? groups.nameOf(id) : display, "team", null);
    }

    private static @Nullable Email email(JsonNode email) {
        String value = Json.text(email.get("value"));
        return value == null
                ? null
                : new Email(value, kind(email), Boolean.TRUE.equals(Json.flag(email.get("primary"))));
    }

    private static @Nullable Phone phone(JsonNode phone) {
        String value = Json.text(phone.get("value"));
        return value == null ? null : new Phone(value, kind(phone));
    }

    private static @Nullable String kind(JsonNode element) {
        String type = Json.text(element.get("type"));
        return type == null ? null : type.toLowerCase(Locale.ROOT);
    }
}
