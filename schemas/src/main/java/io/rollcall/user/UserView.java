package io.rollcall.user;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What one read showed of a user: its state, and which attributes the vendor's answer carried at all.
 *
 * <p>Absent is not null is not changed: a list view without {@code groups} says nothing about groups. Extensions and
 * timestamps count as carried when they are there.
 *
 * @param user the state, with null or empty where nothing was carried
 * @param carried the attributes that the answer contained, also when it contained null for them
 * @param sentAt when the request that showed it was sent, in the connector's time
 */
public record UserView(User user, Set<Attribute> carried, Instant sentAt) {

    public UserView {
        carried = Set.copyOf(carried);
    }

    /** The vendor's id of the user. */
    public String id() {
        return user.id();
    }

    /** Whether this view carries all of these attributes. */
    public boolean carries(Set<Attribute> attributes) {
        return carried.containsAll(attributes);
    }

    /** This view completed by an earlier one: what this one carries wins, also when that is null. */
    public UserView over(UserView earlier) {
        Set<Attribute> both = EnumSet.noneOf(Attribute.class);
        both.addAll(carried);
        both.addAll(earlier.carried);
        return new UserView(over(earlier.user), both, sentAt);
    }

    /**
     * The state after this observation of a user whose state was {@code known}: carried attributes from here, the rest
     * from there.
     */
    public User over(User known) {
        return new User(
                user.id(),
                pick(Attribute.EXTERNAL_ID, known, User::externalId),
                pick(Attribute.USER_NAME, known, User::userName),
                pick(Attribute.DISPLAY_NAME, known, User::displayName),
                pick(Attribute.ACTIVE, known, User::active),
                pick(Attribute.LIFECYCLE_STATE, known, User::lifecycleState),
                pick(Attribute.TITLE, known, User::title),
                pick(Attribute.PREFERRED_LANGUAGE, known, User::preferredLanguage),
                pick(Attribute.TIMEZONE, known, User::timezone),
                pick(Attribute.EMAILS, known, User::emails),
                pick(Attribute.PHONE_NUMBERS, known, User::phoneNumbers),
                pick(Attribute.ROLES, known, User::roles),
                pick(Attribute.GROUPS, known, User::groups),
                user.created() == null ? known.created() : user.created(),
                user.lastModified() == null ? known.lastModified() : user.lastModified(),
                union(known.extensions(), user.extensions()),
                union(known.presence(), user.presence()));
    }

    private <T> T pick(Attribute attribute, User known, Function<User, T> value) {
        return value.apply(carried.contains(attribute) ? user : known);
    }

    private static Map<String, String> union(Map<String, String> known, Map<String, String> seen) {
        Map<String, String> all = new TreeMap<>(known);
        all.putAll(seen);
        return all;
    }
}
