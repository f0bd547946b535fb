package io.rollcall.user;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * State of one user in one tenant.
 *
 * <p>Null or empty means that the vendor has no such attribute or gave nothing for it. Which attributes an observation
 * carried is known to {@link UserView}, not to this record.
 *
 * @param id the vendor's id, opaque, case preserved
 * @param externalId Gladly {@code externalId}, LiveChat {@code account_id}
 * @param userName login name
 * @param displayName shown name (Olark {@code nickname}, {@code name} elsewhere)
 * @param active SCIM {@code active}; null when the vendor does not say
 * @param lifecycleState never null; {@link LifecycleState#UNKNOWN} when the vendor does not say
 * @param emails e-mail addresses
 * @param phoneNumbers telephone numbers
 * @param roles roles, unordered
 * @param groups groups, teams, inboxes and ring groups, unordered
 * @param created when the vendor says the user was created
 * @param lastModified when the vendor says the user last changed; a hint, never a change by itself
 * @param extensions vendor attributes without a SCIM name: key {@code <vendor>:<attribute>}, value JSON text
 * @param presence volatile availability, key {@code <vendor>:<attribute>}; never part of a comparison
 */
public record User(
        String id,
        @Nullable String externalId,
        @Nullable String userName,
        @Nullable String displayName,
        @Nullable Boolean active,
        LifecycleState lifecycleState,
        @Nullable String title,
        @Nullable String preferredLanguage,
        @Nullable String timezone,
        List<Email> emails,
        List<Phone> phoneNumbers,
        List<Ref> roles,
        List<Ref> groups,
        @Nullable Instant created,
        @Nullable Instant lastModified,
        Map<String, String> extensions,
        Map<String, String> presence) {

    public User {
        emails = List.copyOf(emails);
        phoneNumbers = List.copyOf(phoneNumbers);
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
        // Sorted, so that two equal users also print and serialise alike.
        extensions = Collections.unmodifiableMap(new TreeMap<>(extensions));
        presence = Collections.unmodifiableMap(new TreeMap<>(presence));
    }
}
