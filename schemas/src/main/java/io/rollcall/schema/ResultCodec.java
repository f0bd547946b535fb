package io.rollcall.schema;

import io.rollcall.command.AttributeChange;
import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.user.User;
import io.rollcall.user.UserKey;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Between {@link ProvisioningResult} and the value of a record, together with its key. */
public final class ResultCodec {

    private static final Schema RESULT = CommandSchemas.RESULT;

    // Drawn once at random. Part of the contract: another namespace would give every result another id.
    private static final UUID NAMESPACE = UUID.fromString("ec941441-6704-4348-8112-81a2c787c884");

    private ResultCodec() {}

    /** The id of an answer: the same whenever the same attempt at the same command ends in the same code. */
    public static String resultId(String commandId, int attempt, Code code) {
        return NameBasedUuid.of(NAMESPACE, String.join("\n", commandId, Integer.toString(attempt), code.name()))
                .toString();
    }

    /**
     * The record value of a result; {@link CommandKeyCodec} makes the key. Instants lose what is finer than a
     * millisecond, and users their presence.
     */
    public static Struct encode(ProvisioningResult result) {
        Code code = result.code();
        return new Struct(RESULT)
                .put("resultId", result.resultId())
                .put("commandId", result.commandId())
                .put("correlationId", result.correlationId())
                .put("sequence", result.sequence())
                .put("vendor", result.key().vendor())
                .put("tenant", result.key().tenant())
                .put("userId", result.userId())
                .put("previousUserId", result.previousUserId())
                .put("operation", result.operation())
                .put("effectiveOperation", result.effectiveOperation())
                .put("status", code.status().name())
                .put("code", code.name())
                .put("terminal", code.status().terminal())
                .put("retryable", code.retryable())
                .put("dryRun", result.dryRun())
                .put("changes", changes(result.changes()))
                .put("warnings", result.warnings())
                .put("before", user("before", result.before(), result.key()))
                .put("after", user("after", result.after(), result.key()))
                .put("message", result.message())
                .put("attempt", result.attempt())
                .put("startedAt", StructReader.timestamp(result.startedAt()))
                .put("completedAt", StructReader.timestamp(result.completedAt()))
                .put("nextCheckAt", StructReader.timestamp(result.nextCheckAt()))
                .put("commandRef", ref(result.ref()))
                .put("connector", result.connector())
                .put("task", result.task());
    }

    /**
     * The result of a record, whichever version of the contract wrote it.
     *
     * @throws DataException if it is not a result, or has a code that only a later version knows: its status is for
     *     consumers that can do with less than this record
     */
    public static ProvisioningResult decode(Struct key, Struct value) {
        StructReader result = new StructReader(value);
        StructReader ref = result.child("commandRef");
        CommandKey commandKey = CommandKeyCodec.decode(key);
        return new ProvisioningResult(
                result.string("resultId"),
                result.string("commandId"),
                result.stringOrNull("correlationId"),
                result.int64("sequence"),
                commandKey,
                result.stringOrNull("userId"),
                result.stringOrNull("previousUserId"),
                result.string("operation"),
                result.stringOrNull("effectiveOperation"),
                code(result.string("code")),
                result.bool("dryRun"),
                result.list("changes", ResultCodec::change),
                result.strings("warnings"),
                user(result.childOrNull("before")),
                user(result.childOrNull("after")),
                result.stringOrNull("message"),
                result.int32("attempt"),
                result.instant("startedAt"),
                result.instantOrNull("completedAt"),
                result.instantOrNull("nextCheckAt"),
                new CommandRef(ref.string("topic"), ref.int32("partition"), ref.int64("offset")),
                result.string("connector"),
                result.int32("task"));
    }

    private static List<Struct> changes(List<AttributeChange> changes) {
        Schema schema = RESULT.field("changes").schema().valueSchema();
        return changes.stream()
                .map(change -> new Struct(schema)
                        .put("path", change.path())
                        .put("action", change.action())
                        .put("before", change.before())
                        .put("after", change.after()))
                .toList();
    }

    private static AttributeChange change(StructReader change) {
        return new AttributeChange(
                change.string("path"),
                change.string("action"),
                change.stringOrNull("before"),
                change.stringOrNull("after"));
    }

    private static @Nullable Struct user(String field, @Nullable User user, CommandKey key) {
        if (user == null) {
            return null;
        }
        UserKey userKey = new UserKey(key.vendor(), key.tenant(), user.id());
        return UserCodec.encode(RESULT.field(field).schema(), userKey, user, false);
    }

    private static @Nullable User user(@Nullable StructReader user) {
        return user == null ? null : UserCodec.decode(user);
    }

    private static Struct ref(CommandRef ref) {
        return new Struct(RESULT.field("commandRef").schema())
                .put("topic", ref.topic())
                .put("partition", ref.partition())
                .put("offset", ref.offset());
    }

    private static Code code(String name) {
        return Stream.of(Code.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new DataException("A result has a code of a later version: read its status instead"));
    }
}
