package io.rollcall.example.identity;

import io.rollcall.schema.UserEvent;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import org.jspecify.annotations.Nullable;

/**
 * A user event, reduced to what the table needs: the rest of the personal data goes no further.
 *
 * @param observedTo epoch milliseconds by the connector's clock
 * @param account null when the account is gone
 */
record AccountEvent(
        String id, long revision, long observedTo, @Nullable Account account) {

    static AccountEvent of(UserEvent event, ExternalIds externalIds) {
        UserChange change = event.change();
        User after = change.after();
        return new AccountEvent(
                event.id(),
                change.revision(),
                change.observedTo().toEpochMilli(),
                after == null ? null : Account.of(change.key(), after, event.occurredAt(), externalIds));
    }

    /** This event, with what it leaves open taken from the one before. */
    AccountEvent after(AccountEvent last) {
        return account == null || last.account == null
                ? this
                : new AccountEvent(id, revision, observedTo, account.after(last.account));
    }

    /** The account is gone after this event, and there is no event that says so. */
    AccountEvent ended() {
        return new AccountEvent(id, revision, observedTo, null);
    }

    boolean repeats(AccountEvent last) {
        return id.equals(last.id);
    }

    /**
     * Whether it tells of a time before {@code last}. A lower revision does not say so: revisions begin anew after a reset
     * of the connector's offsets, and are used again after a crash without exactly-once delivery. Time says so, but for
     * the very next revision: that one may come from another worker, whose clock is behind.
     */
    boolean precedes(AccountEvent last) {
        return observedTo < last.observedTo && revision != last.revision + 1;
    }
}
