package io.rollcall.example.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import io.rollcall.user.UserKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account at one vendor, reduced to what the table shows.
 *
 * @param roles names of the roles, or their ids where the vendor gives no name; sorted
 * @param memberships groups, teams, inboxes and ring groups as {@code <type>:<name>}, sorted
 * @param since epoch milliseconds; when the account was created, or first seen if the vendor does not say
 * @param stateSince epoch milliseconds; when the account got its present state, or was first seen in it
 */
record Account(
        UserKey user,
        @Nullable String displayName,
        List<String> emails,
        @Nullable String externalId,
        LifecycleState state,
        @Nullable Boolean active,
        List<String> roles,
        List<String> memberships,
        long since,
        long stateSince)
        implements Entry {

    static Account of(UserKey key, User user, Instant occurredAt, ExternalIds externalIds) {
        Instant since = user.created() == null ? occurredAt : user.created();
        return new Account(
                key,
                user.displayName(),
                Entry.normalised(user.emails().stream().map(Email::value).toList()),
                externalIds.link(key.vendor(), user.externalId()),
                user.lifecycleState(),
                user.active(),
                user.roles().stream().map(Account::name).sorted().toList(),
                user.groups().stream()
                        .map(group -> group.type() + ":" + name(group))
                        .sorted()
                        .toList(),
                since.toEpochMilli(),
                occurredAt.toEpochMilli());
    }

    @Override
    @JsonIgnore
    public String key() {
        return key(user);
    }

    static String key(UserKey user) {
        // Vendor and tenant hold no slash; the id may, and comes last.
        return "account:" + user.vendor() + "/" + user.tenant() + "/" + user.userId();
    }

    /** Whether somebody can work with it, now or as soon as an invitation is accepted. */
    @JsonIgnore
    boolean open() {
        return switch (state) {
            case ACTIVE, INVITED -> true;
            case SUSPENDED, DEACTIVATED -> false;
            case UNKNOWN -> !Boolean.FALSE.equals(active);
        };
    }

    /** This account, given what was known of it before. */
    Account after(Account before) {
        return new Account(
                user,
                displayName,
                emails,
                externalId,
                state,
                active,
                roles,
                memberships,
                Math.min(since, before.since),
                state == before.state ? before.stateSince : stateSince);
    }

    private static String name(Ref ref) {
        return ref.display() == null ? ref.value() : ref.display();
    }
}
