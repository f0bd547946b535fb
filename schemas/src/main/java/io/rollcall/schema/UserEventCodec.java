package io.rollcall.schema;

import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.Op;
import io.rollcall.user.User;
import io.rollcall.user.UserChange;
import io.rollcall.user.UserKey;
import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Between {@link UserEvent} and the Struct that is a record's value. */
public final class UserEventCodec {

    private UserEventCodec() {}

    /**
     * The record value of an event. Instants lose what is finer than a millisecond.
     *
     * @param options what the operator wants in it; identity and times of the event do not depend on them
     */
    public static Struct encode(UserEvent event, EventOptions options) {
        UserChange change = event.change();
        return new Struct(UserSchemas.VALUE)
                .put("before", options.includeBefore() ? state("before", change.before(), change, options) : null)
                .put("after", state("after", change.after(), change, options))
                .put("source", source(event))
                .put("op", change.op().code())
                .put("ts_ms", event.producedAt().toEpochMilli())
                .put("event", meta(event));
    }

    /**
     * The event of a record value, whichever version of the contract wrote it. Vocabulary of a later version reads as
     * the contract tells readers to: an unknown state as UNKNOWN, an unknown lifecycle by its op.
     *
     * @throws DataException if it is not such a value
     */
    public static UserEvent decode(Struct value) {
        StructReader envelope = new StructReader(value);
        StructReader source = envelope.child("source");
        StructReader event = envelope.child("event");
        Instant occurredAt = Instant.ofEpochMilli(source.int64("ts_ms"));
        Long producedAt = envelope.int64OrNull("ts_ms");
        return new UserEvent(
                event.string("id"),
                event.string("type"),
                occurredAt,
                producedAt == null ? event.instant("observedTo") : Instant.ofEpochMilli(producedAt),
                new SourceInfo(
                        source.string("version"),
                        source.string("connector"),
                        source.string("name"),
                        source.stringOrNull("apiVersion")),
                change(envelope, source, event));
    }

    private static @Nullable Struct state(String field, @Nullable User user, UserChange change, EventOptions options) {
        Schema schema = UserSchemas.VALUE.field(field).schema();
        return user == null ? null : UserCodec.encode(schema, change.key(), user, options.emitPresence());
    }

    private static Struct source(UserEvent event) {
        UserChange change = event.change();
        return new Struct(UserSchemas.VALUE.field("source").schema())
                .put("version", event.source().version())
                .put("connector", event.source().connector())
                .put("name", event.source().topicPrefix())
                .put("ts_ms", event.occurredAt().toEpochMilli())
                .put("snapshot", Boolean.toString(change.snapshot()))
                .put("db", change.key().tenant())
                .put("sequence", String.format("%019d", change.revision()))
                .put("vendor", change.key().vendor())
                .put("tenant", change.key().tenant())
                .put("userId", change.key().userId())
                .put("apiVersion", event.source().apiVersion())
                .put("sweepId", change.sweepId());
    }

    private static Struct meta(UserEvent event) {
        UserChange change = event.change();
        return new Struct(UserSchemas.VALUE.field("event").schema())
                .put("id", event.id())
                .put("type", event.type())
                .put("lifecycle", change.lifecycle().name())
                .put("revision", change.revision())
                .put("changedAttributes", change.changedAttributes())
                .put("observedFrom", StructReader.timestamp(change.observedFrom()))
                .put("observedTo", StructReader.timestamp(change.observedTo()))
                .put("channel", channel(change))
                .put("deleteEvidence", change.deleteEvidence())
                .put("previousUserId", change.previousUserId());
    }

    private static String channel(UserChange change) {
        if (change.snapshot()) {
            return "SNAPSHOT";
        }
        return change.sweepId() == null ? "WEBHOOK" : "POLL";
    }

    private static UserChange change(StructReader envelope, StructReader source, StructReader event) {
        StructReader before = envelope.childOrNull("before");
        StructReader after = envelope.childOrNull("after");
        Op op = op(envelope.string("op"));
        return new UserChange(
                new UserKey(source.string("vendor"), source.string("tenant"), source.string("userId")),
                op,
                lifecycle(event.string("lifecycle"), op),
                before == null ? null : UserCodec.decode(before),
                after == null ? null : UserCodec.decode(after),
                event.int64("revision"),
                event.strings("changedAttributes"),
                event.instantOrNull("observedFrom"),
                event.instant("observedTo"),
                event.stringOrNull("deleteEvidence"),
                event.stringOrNull("previousUserId"),
                source.stringOrNull("sweepId"),
                !"false".equals(source.string("snapshot")));
    }

    private static Op op(String code) {
        try {
            return Op.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw new DataException("Not a user change event", e);
        }
    }

    private static LifecycleEvent lifecycle(String name, Op op) {
        for (LifecycleEvent lifecycle : LifecycleEvent.values()) {
            if (lifecycle.name().equals(name)) {
                return lifecycle;
            }
        }
        return switch (op) {
            case READ -> LifecycleEvent.DISCOVERED;
            case CREATE -> LifecycleEvent.CREATED;
            case UPDATE -> LifecycleEvent.UPDATED;
            case DELETE -> LifecycleEvent.DELETED;
        };
    }
}
