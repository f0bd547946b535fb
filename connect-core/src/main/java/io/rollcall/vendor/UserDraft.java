package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.user.Attribute;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Phone;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user view in the making: a mapper takes from the vendor's object what it knows the meaning of, and the draft keeps
 * account of what was there.
 *
 * <p>A known attribute of an unexpected type is not carried, since it says nothing that we understand. Like every
 * attribute that no mapper takes it goes into {@code extensions} as it is, so nothing is lost.
 */
public final class UserDraft {
    private final String vendor;
    private final String id;
    private final JsonFields fields;
    private final Set<Attribute> carried = EnumSet.noneOf(Attribute.class);
    private final Map<Attribute, String> texts = new EnumMap<>(Attribute.class);
    private final List<Email> emails = new ArrayList<>();
    private final List<Phone> phones = new ArrayList<>();
    private final List<Ref> roles = new ArrayList<>();
    private final List<Ref> groups = new ArrayList<>();
    private final Map<String, String> presence = new TreeMap<>();
    private LifecycleState state = LifecycleState.UNKNOWN;
    private @Nullable Instant created;
    private @Nullable Instant lastModified;

    private UserDraft(String vendor, String id, JsonFields fields) {
        this.vendor = vendor;
        this.id = id;
        this.fields = fields;
        drop("id");
    }

    /**
     * Begins with the vendor's object.
     *
     * @throws UnreadableUserException if it has no id or is absurdly large
     */
    public static UserDraft of(String vendor, JsonNode user) throws UnreadableUserException {
        String id = Json.id(user);
        if (id == null) {
            throw new UnreadableUserException("user without an id");
        }
        return new UserDraft(vendor, id, JsonFields.of(user));
    }

    /** The vendor's id of the user. */
    public String id() {
        return id;
    }

    /** An attribute that stays to be taken; null when it is not there. */
    public @Nullable JsonNode peek(String name) {
        return fields.peek(name);
    }

    /** Takes an attribute under the first of its names that is there; null when none is. */
    public @Nullable JsonNode take(String... names) {
        return fields.take(names);
    }

    /** Takes attributes that are of no interest to anyone. */
    public void drop(String... names) {
        fields.drop(names);
    }

    /** Puts a value among the attributes that nobody takes, under the name that all views shall agree on. */
    public void extension(String name, JsonNode value) {
        fields.put(name, value);
    }

    /** Takes a text attribute. */
    public void text(Attribute attribute, String... names) {
        if (fields.read(Json::text, text -> texts.put(attribute, text), names)) {
            carried.add(attribute);
        }
    }

    /** Sets a text attribute that was worked out from others; null when they came to nothing. */
    public void set(Attribute attribute, @Nullable String value) {
        carried.add(attribute);
        if (value != null) {
            texts.put(attribute, value);
        }
    }

    /** Takes the user's only e-mail address. */
    public void email(String... names) {
        if (fields.read(Json::text, this::address, names)) {
            carried.add(Attribute.EMAILS);
        }
    }

    /** Takes the user's only e-mail address, which is also what the user logs in with. */
    public void login(String name) {
        email(name);
        if (carried.contains(Attribute.EMAILS)) {
            loginName(emails.isEmpty() ? null : emails.get(0).value());
        }
    }

    /** Sets the id as the user's only e-mail address, and what the user logs in with. */
    public void loginById() {
        carried.add(Attribute.EMAILS);
        address(id);
        loginName(id);
    }

    /** Takes a list of e-mail addresses. */
    public void emails(String name, Function<JsonNode, @Nullable Email> element) {
        if (fields.read(JsonFields.list(element), emails::addAll, name)) {
            carried.add(Attribute.EMAILS);
        }
    }

    /** Takes a telephone number. */
    public void phone(String type, String name) {
        if (fields.read(Json::text, number -> phones.add(new Phone(number, type)), name)) {
            carried.add(Attribute.PHONE_NUMBERS);
        }
    }

    /** Takes a list of telephone numbers. */
    public void phones(String name, Function<JsonNode, @Nullable Phone> element) {
        if (fields.read(JsonFields.list(element), phones::addAll, name)) {
            carried.add(Attribute.PHONE_NUMBERS);
        }
    }

    /**
     * Takes the user's role, or several of them.
     *
     * @param reference what a role's word refers to; null when that cannot be said yet, and roles are not carried then
     */
    public void role(String name, Function<String, @Nullable Ref> reference) {
        List<Ref> refs = references(JsonFields::words, name, reference);
        if (refs != null) {
            roles(refs);
        }
    }

    /** Sets all roles. */
    public void roles(List<Ref> all) {
        carried.add(Attribute.ROLES);
        roles.addAll(sorted(all));
    }

    /** Sets all groups, of every type: a part of them would look like having left the others. */
    public void groups(List<Ref> all) {
        carried.add(Attribute.GROUPS);
        groups.addAll(sorted(all));
    }

    /** Takes a list of references without setting anything; null when it is not there or not understood. */
    public @Nullable List<Ref> refs(String name, Function<JsonNode, @Nullable Ref> element) {
        List<Ref> refs = new ArrayList<>();
        return fields.read(JsonFields.list(element), refs::addAll, name) ? refs : null;
    }

    /**
     * Takes a text that lists names between semicolons, without setting anything.
     *
     * @param reference what a name refers to; null when that cannot be said yet
     * @return null when it is not there, not understood, or one of its names cannot be told yet
     */
    public @Nullable List<Ref> split(String name, Function<String, @Nullable Ref> reference) {
        return references(JsonFields::parts, name, reference);
    }

    /** Sets where the user stands, and {@code active} with it. */
    public void lifecycle(LifecycleState where) {
        carried.add(Attribute.LIFECYCLE_STATE);
        carried.add(Attribute.ACTIVE);
        state = where;
    }

    /** Takes the boolean that switches a user off. */
    public void active(String name) {
        if (fields.read(Json::flag, on -> state = on ? LifecycleState.ACTIVE : LifecycleState.DEACTIVATED, name)) {
            lifecycle(state);
        }
    }

    /** Takes a boolean; null when it is null, not there or not understood. */
    public @Nullable Boolean flag(String name) {
        List<Boolean> flags = new ArrayList<>();
        fields.read(Json::flag, flags::add, name);
        return flags.isEmpty() ? null : flags.get(0);
    }

    /** Takes a volatile attribute, to be kept out of every comparison. */
    public void presence(String name, Function<String, String> normal) {
        JsonNode value = take(name);
        if (value != null && !value.isNull()) {
            String text = Json.text(value);
            presence.put(vendor + ":" + name, text == null ? Json.canonical(value) : normal.apply(text));
        }
    }

    /** Sets the vendor's times of creation and last change. */
    public void times(@Nullable JsonNode creation, @Nullable JsonNode change) {
        created = creation == null ? null : Timestamps.parse(creation);
        lastModified = change == null ? null : Timestamps.parse(change);
    }

    /** The finished view. */
    public UserView view(Instant sentAt) {
        // Some vendors take a password on write. Should one ever show it on read, it must go nowhere.
        drop("password");
        User user = new User(
                id,
                texts.get(Attribute.EXTERNAL_ID),
                texts.get(Attribute.USER_NAME),
                texts.get(Attribute.DISPLAY_NAME),
                state == LifecycleState.UNKNOWN ? null : state == LifecycleState.ACTIVE,
                state,
                texts.get(Attribute.TITLE),
                texts.get(Attribute.PREFERRED_LANGUAGE),
                texts.get(Attribute.TIMEZONE),
                emails,
                phones,
                roles,
                groups,
                created,
                lastModified,
                fields.extensions(vendor),
                presence);
        return new UserView(user, carried, sentAt);
    }

    private void address(String address) {
        emails.add(new Email(address, "work", true));
    }

    /** SCIM compares userName without case; we compare it as it is, so another spelling must not look like a change. */
    private void loginName(@Nullable String address) {
        set(Attribute.USER_NAME, address == null ? null : address.toLowerCase(Locale.ROOT));
    }

    private @Nullable List<Ref> references(
            Function<JsonNode, @Nullable List<String>> reading,
            String name,
            Function<String, @Nullable Ref> reference) {
        List<String> words = new ArrayList<>();
        if (!fields.read(reading, words::addAll, name)) {
            return null;
        }
        List<Ref> refs = new ArrayList<>();
        for (String word : words) {
            Ref ref = reference.apply(word);
            if (ref == null) {
                return null;
            }
            refs.add(ref);
        }
        return refs;
    }

    private static List<Ref> sorted(List<Ref> refs) {
        return refs.stream()
                .sorted(Comparator.comparing(Ref::type).thenComparing(Ref::value))
                .distinct()
                .toList();
    }
}
