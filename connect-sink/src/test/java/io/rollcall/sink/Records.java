package io.rollcall.sink;

import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.Operation;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import io.rollcall.schema.CommandCodec;
import io.rollcall.schema.CommandKeyCodec;
import io.rollcall.schema.CommandSchemas;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records of the commands topic, as tests need them. */
final class Records {
    static final String TOPIC = "commands";
    static final String TENANT = "acme";
    static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");

    private Records() {}

    static CommandKey key(String subjectKey) {
        return new CommandKey("olark", TENANT, subjectKey);
    }

    /** Looks whether a user is there: a command that changes nothing. */
    static ProvisioningCommand verify(CommandKey key, String userId) {
        return new ProvisioningCommand(
                "id-of-" + key.subjectKey(),
                0,
                null,
                WRITTEN,
                null,
                key,
                new Subject(userId, null, null, null),
                Operation.VERIFY.name(),
                UserPatch.NONE,
                List.of(),
                Preconditions.NONE,
                Options.DEFAULT);
    }

    static SinkRecord of(ProvisioningCommand command, int partition, long offset) {
        return record(
                CommandSchemas.KEY,
                CommandKeyCodec.encode(command.key()),
                CommandSchemas.COMMAND,
                CommandCodec.encode(command),
                partition,
                offset);
    }

    static SinkRecord record(
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value,
            int partition,
            long offset) {
        return new SinkRecord(
                TOPIC,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                offset,
                WRITTEN.toEpochMilli(),
                TimestampType.CREATE_TIME);
    }

    /** A record that is no command and names nobody. */
    static SinkRecord poison(int partition, long offset) {
        return record(null, null, Schema.STRING_SCHEMA, "hello", partition, offset);
    }

    /** An answer for good. */
    static ProvisioningResult result(String commandId, CommandKey key, CommandRef ref) {
        return new ProvisioningResult(
                "result-of-" + commandId,
                commandId,
                null,
                0,
                key,
                "u1",
                null,
                "UPDATE",
                null,
                Code.APPLIED,
                false,
                List.of(),
                List.of(),
                null,
                null,
                null,
                1,
                WRITTEN,
                WRITTEN,
                null,
                ref,
                "desk",
                0);
    }
}
