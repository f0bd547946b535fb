package io.rollcall.schema;

import io.rollcall.command.CommandKey;
import io.rollcall.command.MembershipChange;
import io.rollcall.command.NamedRef;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Between {@link ProvisioningCommand} and the value of a record, together with its key. */
public final class CommandCodec {

    private static final Schema COMMAND = CommandSchemas.COMMAND;
    private static final int LONGEST = 65_536;

    private CommandCodec() {}

    /**
     * The record value of a command; {@link CommandKeyCodec} makes the key. Instants lose what is finer than a
     * millisecond.
     */
    public static Struct encode(ProvisioningCommand command) {
        UserPatch attributes = command.attributes();
        Preconditions preconditions = command.preconditions();
        return new Struct(COMMAND)
                .put("commandId", command.commandId())
                .put("sequence", command.sequence())
                .put("correlationId", command.correlationId())
                .put("issuedAt", StructReader.timestamp(command.issuedAt()))
                .put("notAfter", StructReader.timestamp(command.notAfter()))
                .put("vendor", command.key().vendor())
                .put("tenant", command.key().tenant())
                .put("subject", encode(command.subject()))
                .put("operation", command.operation())
                .put("attributes", attributes.isEmpty() ? null : encode(attributes))
                .put("memberships", memberships(command.memberships()))
                .put("preconditions", preconditions.equals(Preconditions.NONE) ? null : encode(preconditions))
                .put("options", encode(command.options()));
    }

    /**
     * The command of a record, in whichever form a converter gave it: a Struct of any version of the contract, a Struct
     * with a schema of the producer's own that has the members of the contract, or Maps without a schema.
     *
     * <p>Only the shape is checked here: what is required is there, types and lengths fit (64 KiB of JSON in all), key and value agree, and
     * nothing is named like a secret. In Maps unknown members are refused too. Whether the operation is known and makes
     * sense for the vendor is not decided here.
     *
     * @param recordTimestamp the time of the record, which is when the command was issued unless it says otherwise
     * @throws InvalidCommandException if it is no command, and nothing else whatever key and value are
     */
    public static ProvisioningCommand decode(@Nullable Object key, @Nullable Object value, Instant recordTimestamp) {
        try {
            SecretNames.refuseIn(value);
            return checked(CommandReader.command(key(key), value(value), recordTimestamp));
        } catch (MalformedException e) {
            throw new InvalidCommandException(e, CommandAddress.of(key, value));
        }
    }

    /** A sink keeps a command that waits together with its answer in one record. */
    private static ProvisioningCommand checked(ProvisioningCommand command) {
        if (CommandJson.write(command).length() > LONGEST) {
            throw MalformedException.invalid("The command is longer than " + LONGEST
                    + " characters as JSON. Split its memberships over several commands");
        }
        return command;
    }

    private static CommandKey key(@Nullable Object key) {
        if (key == null) {
            throw MalformedException.invalid("The record has no key. Write vendor, tenant and subjectKey as its key,"
                    + " with the same subjectKey for all commands of a person, so that they keep their order");
        }
        return CommandReader.key(Members.strict(key, CommandSchemas.KEY, "key"));
    }

    private static Members value(@Nullable Object value) {
        if (value == null) {
            throw MalformedException.invalid("The record has no value. Write a command as its value;"
                    + " to remove a user, one with operation DELETE");
        }
        return Members.strict(value, COMMAND, "");
    }

    private static Struct encode(Subject subject) {
        return new Struct(COMMAND.field("subject").schema())
                .put("userId", subject.userId())
                .put("externalId", subject.externalId())
                .put("userName", subject.userName())
                .put("email", subject.email());
    }

    private static Struct encode(UserPatch patch) {
        return new Struct(COMMAND.field("attributes").schema())
                .put("userName", patch.userName())
                .put("displayName", patch.displayName())
                .put("externalId", patch.externalId())
                .put("title", patch.title())
                .put("preferredLanguage", patch.preferredLanguage())
                .put("timezone", patch.timezone())
                .put("email", patch.email())
                .put("phoneNumber", patch.phoneNumber())
                .put("extensions", patch.extensions())
                .put("clear", List.copyOf(patch.clear()));
    }

    private static List<Struct> memberships(List<MembershipChange> changes) {
        Schema schema = COMMAND.field("memberships").schema().valueSchema();
        return changes.stream()
                .map(change -> new Struct(schema)
                        .put("type", change.type())
                        .put("action", change.action())
                        .put("refs", refs(schema, change.refs())))
                .toList();
    }

    private static List<Struct> refs(Schema membership, List<NamedRef> refs) {
        Schema schema = membership.field("refs").schema().valueSchema();
        return refs.stream()
                .map(ref -> new Struct(schema)
                        .put("id", ref.id())
                        .put("name", ref.name())
                        .put("priority", ref.priority()))
                .toList();
    }

    private static Struct encode(Preconditions preconditions) {
        return new Struct(COMMAND.field("preconditions").schema())
                .put("ifUserId", preconditions.ifUserId())
                .put("ifVersion", preconditions.ifVersion())
                .put("ifActive", preconditions.ifActive());
    }

    private static Struct encode(Options options) {
        return new Struct(COMMAND.field("options").schema())
                .put("dryRun", options.dryRun())
                .put("onExisting", options.onExisting())
                .put("deleteMode", options.deleteMode())
                .put("allowRecreate", options.allowRecreate())
                .put("guardOverride", options.guardOverride())
                .put("approvalTimeoutMs", options.approvalTimeoutMs());
    }
}
