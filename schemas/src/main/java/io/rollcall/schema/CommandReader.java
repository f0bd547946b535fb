package io.rollcall.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the records of a command from its members, with the limits that the contract documents. */
final class CommandReader {

    private static final int LONGEST_COMMAND_ID = 128;
    private static final int LONGEST_WORD = 255;

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CommandReader() {}

    static ProvisioningCommand command(CommandKey key, Members command, Instant recordTimestamp) {
        agree(command, "vendor", vendor(command), key.vendor());
        agree(command, "tenant", tenant(command), key.tenant());
        Members attributes = command.childOrNull("attributes");
        Members preconditions = command.childOrNull("preconditions");
        Members options = command.childOrNull("options");
        Instant issuedAt = command.instantOrNull("issuedAt");
        Long sequence = sequence(command);
        return new ProvisioningCommand(
                commandId(command),
                sequence == null ? 0 : sequence,
                correlationId(command),
                issuedAt == null ? recordTimestamp : issuedAt,
                command.instantOrNull("notAfter"),
                key,
                subject(command.child("subject")),
                operation(command),
                attributes == null ? UserPatch.NONE : patch(attributes),
                command.children("memberships").stream()
                        .map(CommandReader::membership)
                        .toList(),
                preconditions == null ? Preconditions.NONE : preconditions(preconditions),
                options == null ? Options.DEFAULT : options(options));
    }

    static CommandKey key(Members key) {
        return new CommandKey(vendor(key), tenant(key), key.word("subjectKey", LONGEST_WORD));
    }

    static String vendor(Members members) {
        return members.word("vendor", LONGEST_WORD);
    }

    static String tenant(Members members) {
        return members.word("tenant", LONGEST_WORD);
    }

    static String commandId(Members command) {
        return command.word("commandId", LONGEST_COMMAND_ID);
    }

    static String operation(Members command) {
        return command.word("operation", LONGEST_WORD);
    }

    static @Nullable String correlationId(Members command) {
        return command.wordOrNull("correlationId", LONGEST_WORD);
    }

    static @Nullable Long sequence(Members command) {
        return command.countOrNull("sequence");
    }

    private static void agree(Members command, String name, String value, String inKey) {
        if (!value.equals(inKey)) {
            throw MalformedException.invalid(
                    command.at(name) + " is not that of the key; key and value have to name the same");
        }
    }

    private static Subject subject(Members subject) {
        if (subject.isEmpty()) {
            throw subject.refuse("names nobody; give userId, externalId, userName or email");
        }
        return new Subject(
                subject.textOrNull("userId"),
                subject.textOrNull("externalId"),
                subject.textOrNull("userName"),
                subject.textOrNull("email"));
    }

    private static UserPatch patch(Members attributes) {
        Members extensions = attributes.childOrNull("extensions");
        return new UserPatch(
                attributes.textOrNull("userName"),
                attributes.textOrNull("displayName"),
                attributes.textOrNull("externalId"),
                attributes.textOrNull("title"),
                attributes.textOrNull("preferredLanguage"),
                attributes.textOrNull("timezone"),
                attributes.textOrNull("email"),
                attributes.textOrNull("phoneNumber"),
                extensions == null ? Map.of() : extensions(extensions),
                Set.copyOf(attributes.texts("clear")));
    }

    private static Map<String, String> extensions(Members extensions) {
        Map<String, String> texts = extensions.texts();
        texts.forEach((name, json) -> {
            try {
                MAPPER.readTree(json);
            } catch (JsonProcessingException e) {
                // Without the cause: its message quotes the value.
                throw MalformedException.invalid(
                        extensions.at(name) + " is not JSON text; a text needs quotes of its own inside the text");
            }
        });
        return texts;
    }

    private static MembershipChange membership(Members change) {
        return new MembershipChange(
                change.word("type", LONGEST_WORD),
                change.word("action", LONGEST_WORD),
                refs(change).stream().map(CommandReader::ref).toList());
    }

    private static List<Members> refs(Members change) {
        // Left out by mistake it must not read as an empty list, by which REPLACE takes all away.
        change.present("refs");
        return change.children("refs");
    }

    private static NamedRef ref(Members ref) {
        String id = ref.textOrNull("id");
        String name = ref.textOrNull("name");
        if (id == null && name == null) {
            throw ref.refuse("names nothing; give id or name");
        }
        return new NamedRef(id, name, ref.textOrNull("priority"));
    }

    private static Preconditions preconditions(Members preconditions) {
        return new Preconditions(
                preconditions.textOrNull("ifUserId"),
                preconditions.textOrNull("ifVersion"),
                preconditions.boolOrNull("ifActive"));
    }

    private static Options options(Members options) {
        Boolean dryRun = options.boolOrNull("dryRun");
        String onExisting = options.wordOrNull("onExisting", LONGEST_WORD);
        String deleteMode = options.wordOrNull("deleteMode", LONGEST_WORD);
        Boolean allowRecreate = options.boolOrNull("allowRecreate");
        return new Options(
                dryRun == null ? Options.DEFAULT.dryRun() : dryRun,
                onExisting == null ? Options.DEFAULT.onExisting() : onExisting,
                deleteMode == null ? Options.DEFAULT.deleteMode() : deleteMode,
                allowRecreate == null ? Options.DEFAULT.allowRecreate() : allowRecreate,
                options.wordOrNull("guardOverride", LONGEST_WORD),
                options.countOrNull("approvalTimeoutMs"));
    }
}
