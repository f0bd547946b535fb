package io.rollcall.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.CommandKey;
import io.rollcall.command.MembershipChange;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ProvisioningCommand} as compact JSON, the form in which a connector remembers what it still has to do: what a
 * person would write, with the key's {@code subjectKey} in it.
 *
 * <p>Reading what was written of a decoded command gives an equal one. Null, empty and defaults are left out and members
 * come in a fixed order, so equal commands give equal text. Unknown members are ignored, so that an older version can
 * read what a newer one wrote.
 */
public final class CommandJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CommandJson() {}

    /** The command as a JSON object. */
    public static ObjectNode toJson(ProvisioningCommand command) {
        ObjectNode json = toJson(command.key());
        json.put("commandId", command.commandId());
        if (command.sequence() != 0) {
            json.put("sequence", command.sequence());
        }
        put(json, "correlationId", command.correlationId());
        put(json, "issuedAt", command.issuedAt());
        put(json, "notAfter", command.notAfter());
        put(json, "subject", subject(command.subject()));
        put(json, "operation", command.operation());
        put(json, "attributes", attributes(command.attributes()));
        ArrayNode memberships = JsonNodeFactory.instance.arrayNode();
        command.memberships().forEach(change -> memberships.add(membership(change)));
        put(json, "memberships", memberships);
        put(json, "preconditions", preconditions(command.preconditions()));
        put(json, "options", options(command.options()));
        return json;
    }

    /** The key as a JSON object. */
    public static ObjectNode toJson(CommandKey key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("vendor", key.vendor())
                .put("tenant", key.tenant())
                .put("subjectKey", key.subjectKey());
    }

    /**
     * The command of a JSON object.
     *
     * @throws IllegalArgumentException if it cannot have been written by {@link #toJson(ProvisioningCommand)}; the
     *     message names the member and never its value, which is personal data
     */
    public static ProvisioningCommand fromJson(JsonNode json) {
        return stored(() -> {
            Members command = members(json, CommandSchemas.COMMAND);
            command.present("issuedAt");
            return CommandReader.command(CommandReader.key(command), command, Instant.EPOCH);
        });
    }

    /**
     * The key of a JSON object, which may be that of a whole command.
     *
     * @throws IllegalArgumentException as {@link #fromJson}
     */
    public static CommandKey keyFromJson(JsonNode json) {
        return stored(() -> CommandReader.key(members(json, CommandSchemas.KEY)));
    }

    /** The command as JSON text without white space. */
    public static String write(ProvisioningCommand command) {
        return toJson(command).toString();
    }

    /**
     * The command of a JSON text.
     *
     * @throws IllegalArgumentException as {@link #fromJson}, or if the text is not JSON
     */
    public static ProvisioningCommand read(String text) {
        return fromJson(tree(text));
    }

    /** The key as JSON text without white space. */
    public static String write(CommandKey key) {
        return toJson(key).toString();
    }

    /**
     * The key of a JSON text.
     *
     * @throws IllegalArgumentException as {@link #fromJson}, or if the text is not JSON
     */
    public static CommandKey readKey(String text) {
        return keyFromJson(tree(text));
    }

    private static ObjectNode subject(Subject subject) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "userId", subject.userId());
        put(json, "externalId", subject.externalId());
        put(json, "userName", subject.userName());
        put(json, "email", subject.email());
        return json;
    }

    private static ObjectNode attributes(UserPatch patch) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "userName", patch.userName());
        put(json, "displayName", patch.displayName());
        put(json, "externalId", patch.externalId());
        put(json, "title", patch.title());
        put(json, "preferredLanguage", patch.preferredLanguage());
        put(json, "timezone", patch.timezone());
        put(json, "email", patch.email());
        put(json, "phoneNumber", patch.phoneNumber());
        ObjectNode extensions = JsonNodeFactory.instance.objectNode();
        patch.extensions().forEach(extensions::put);
        put(json, "extensions", extensions);
        ArrayNode clear = JsonNodeFactory.instance.arrayNode();
        patch.clear().forEach(clear::add);
        put(json, "clear", clear);
        return json;
    }

    private static ObjectNode membership(MembershipChange change) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", change.type());
        json.put("action", change.action());
        // Also when empty: leaving it out says nothing, and an empty one may take all away.
        ArrayNode refs = json.putArray("refs");
        change.refs().forEach(ref -> {
            ObjectNode element = refs.addObject();
            put(element, "id", ref.id());
            put(element, "name", ref.name());
            put(element, "priority", ref.priority());
        });
        return json;
    }

    private static ObjectNode preconditions(Preconditions preconditions) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "ifUserId", preconditions.ifUserId());
        put(json, "ifVersion", preconditions.ifVersion());
        if (preconditions.ifActive() != null) {
            json.put("ifActive", preconditions.ifActive());
        }
        return json;
    }

    private static ObjectNode options(Options options) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (options.dryRun()) {
            json.put("dryRun", true);
        }
        if (!options.onExisting().equals(Options.DEFAULT.onExisting())) {
            json.put("onExisting", options.onExisting());
        }
        if (!options.deleteMode().equals(Options.DEFAULT.deleteMode())) {
            json.put("deleteMode", options.deleteMode());
        }
        if (options.allowRecreate()) {
            json.put("allowRecreate", true);
        }
        put(json, "guardOverride", options.guardOverride());
        if (options.approvalTimeoutMs() != null) {
            json.put("approvalTimeoutMs", options.approvalTimeoutMs());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private static void put(ObjectNode json, String name, JsonNode value) {
        if (!value.isEmpty()) {
            json.set(name, value);
        }
    }

    private static Members members(JsonNode json, Schema schema) {
        return Members.lenient(MAPPER.convertValue(json, Object.class), schema);
    }

    private static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Without the cause: its message quotes the text, which is personal data.
            throw new IllegalArgumentException("A stored command is not JSON");
        }
    }

    private static <T> T stored(Supplier<T> read) {
        try {
            return read.get();
        } catch (MalformedException e) {
            throw new IllegalArgumentException("A stored command cannot be read: " + e.getMessage(), e);
        }
    }
}
