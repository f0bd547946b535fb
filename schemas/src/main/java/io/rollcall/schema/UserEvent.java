package io.rollcall.schema;

import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.Op;
import io.rollcall.user.StateVersion;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change as it is published: the change, who saw it, and what follows from both.
 *
 * @param id name-based UUID; the same change has the same id however often it is sent
 * @param type SCIM event URI (RFC 9967)
 * @param occurredAt best known time of the change, {@code source.ts_ms}
 * @param producedAt when the connector made the event, {@code ts_ms}
 * @param source the connector
 * @param change the change
 */
public record UserEvent(
        String id, String type, Instant occurredAt, Instant producedAt, SourceInfo source, UserChange change) {

    // Drawn once at random. Part of the contract: another namespace would give every event another id.
    private static final UUID NAMESPACE = UUID.fromString("bfd104b4-df59-4edd-bab7-33af52ecd8fe");

    /** The event of a change that a connector found; the connector's time is {@code producedAt}. */
    public static UserEvent of(UserChange change, SourceInfo source, Instant producedAt) {
        return new UserEvent(id(change), type(change), occurredAt(change), producedAt, source, change);
    }

    private static String id(UserChange change) {
        User state = change.after() != null ? change.after() : change.before();
        // No part but the user id can hold a line feed, so no two lists of parts give the same name.
        String name = String.join(
                "\n",
                change.key().vendor(),
                change.key().tenant(),
                change.key().userId(),
                Long.toString(change.revision()),
                change.op().code(),
                state == null ? "" : StateVersion.of(change.key(), state));
        return NameBasedUuid.of(NAMESPACE, name).toString();
    }

    private static String type(UserChange change) {
        return "urn:ietf:params:scim:event:"
                + switch (change.op()) {
                    case READ -> "feed:add";
                    case CREATE -> "prov:create:full";
                    case UPDATE -> updateType(change.lifecycle());
                    case DELETE -> "prov:delete";
                };
    }

    private static String updateType(LifecycleEvent lifecycle) {
        return switch (lifecycle) {
            case ACTIVATED, REACTIVATED -> "prov:activate";
            case SUSPENDED, DEACTIVATED -> "prov:deactivate";
            case DISCOVERED, CREATED, INVITED, UPDATED, RENAMED, DELETED -> "prov:patch:full";
        };
    }

    private static Instant occurredAt(UserChange change) {
        Instant vendorTime = vendorTime(change.op(), change.before(), change.after());
        return vendorTime == null ? change.observedTo() : vendorTime;
    }

    private static @Nullable Instant vendorTime(Op op, @Nullable User before, @Nullable User after) {
        if (after == null) {
            return null;
        }
        if (op == Op.CREATE && after.created() != null) {
            return after.created();
        }
        // Some vendors leave lastModified alone when memberships change; then it tells the time of an earlier change.
        boolean stale = before != null
                && after.lastModified() != null
                && after.lastModified().equals(before.lastModified());
        return stale ? null : after.lastModified();
    }
}
