package io.rollcall.sink;

import io.rollcall.apply.Delivery;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.Operation;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import io.rollcall.schema.CommandAddress;
import io.rollcall.schema.CommandCodec;
import io.rollcall.schema.CommandFingerprint;
import io.rollcall.schema.InvalidCommandException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of the commands topic, in every form that a converter may give them. */
final class CommandRecords {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private final String vendor;
    private final String tenant;
    private final OnTombstone onTombstone;

    CommandRecords(String vendor, String tenant, OnTombstone onTombstone) {
        this.vendor = vendor;
        this.tenant = tenant;
        this.onTombstone = onTombstone;
    }

    Reading read(SinkRecord record, CommandRef ref) {
        Instant written = record.timestamp() == null ? Instant.EPOCH : Instant.ofEpochMilli(record.timestamp());
        try {
            ProvisioningCommand command = CommandCodec.decode(record.key(), record.value(), written);
            return concerns(command.key().vendor(), command.key().tenant())
                    ? ours(ref, command)
                    : new Reading.Skipped(Reading.Reason.ELSEWHERE);
        } catch (InvalidCommandException invalid) {
            return record.value() == null ? withoutValue(ref, invalid, written) : malformed(ref, invalid);
        }
    }

    private Reading withoutValue(CommandRef ref, InvalidCommandException invalid, Instant written) {
        CommandKey key = invalid.address().key();
        if (onTombstone == OnTombstone.IGNORE) {
            return new Reading.Skipped(Reading.Reason.TOMBSTONE);
        }
        if (key == null) {
            return malformed(ref, invalid);
        }
        return concerns(key.vendor(), key.tenant())
                ? ours(ref, removal(ref, key, written))
                : new Reading.Skipped(Reading.Reason.ELSEWHERE);
    }

    private Reading malformed(CommandRef ref, InvalidCommandException invalid) {
        CommandAddress address = invalid.address();
        if (!concerns(address.vendor(), address.tenant()) && address.vendor() != null && address.tenant() != null) {
            return new Reading.Skipped(Reading.Reason.ELSEWHERE);
        }
        CommandKey key = address.key();
        String problem = String.valueOf(invalid.getMessage());
        if (key == null) {
            return new Reading.Unreadable(problem);
        }
        String commandId = address.commandId() == null ? "" : address.commandId();
        return new Reading.Ours(new Delivery.Malformed(ref, key, commandId, invalid.code(), problem));
    }

    private boolean concerns(@Nullable String otherVendor, @Nullable String otherTenant) {
        return vendor.equals(otherVendor) && tenant.equals(otherTenant);
    }

    private static Reading ours(CommandRef ref, ProvisioningCommand command) {
        return new Reading.Ours(new Delivery.Wanted(ref, command, CommandFingerprint.of(command)));
    }

    /** The same command for the same record, however often it is read. */
    private ProvisioningCommand removal(CommandRef ref, CommandKey key, Instant written) {
        String place = ref.topic() + "/" + ref.partition() + "/" + ref.offset();
        boolean forGood = onTombstone == OnTombstone.DELETE;
        Options usual = Options.DEFAULT;
        return new ProvisioningCommand(
                UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString(),
                0,
                null,
                written,
                null,
                key,
                new Subject(null, null, null, ADDRESS.matcher(key.subjectKey()).matches() ? key.subjectKey() : null),
                (forGood ? Operation.DELETE : Operation.DEACTIVATE).name(),
                UserPatch.NONE,
                List.of(),
                Preconditions.NONE,
                new Options(
                        usual.dryRun(),
                        usual.onExisting(),
                        forGood ? "HARD" : usual.deleteMode(),
                        usual.allowRecreate(),
                        usual.guardOverride(),
                        usual.approvalTimeoutMs()));
    }
}
