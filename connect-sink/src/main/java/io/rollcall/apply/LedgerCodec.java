package io.rollcall.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.CommandKey;
import io.rollcall.command.Subject;
import io.rollcall.schema.CommandJson;
import io.rollcall.user.Ref;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link LedgerEntry} as the value of a record: JSON with a version, so that a later connector can read it. */
public final class LedgerCodec {
    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LedgerCodec() {}

    public static byte[] write(LedgerEntry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", VERSION);
        LedgerEntry.Done done = entry.done();
        if (done != null) {
            ObjectNode last = json.putObject("done");
            last.set("ref", ResultJson.write(done.ref()));
            last.put("fingerprint", done.fingerprint());
            last.put("removal", done.removal());
            last.put("unsaid", done.unsaid());
            last.set("result", ResultJson.write(done.result()));
        }
        LedgerEntry.Attempt attempt = entry.attempt();
        if (attempt != null) {
            ObjectNode begun = json.putObject("attempt");
            begun.put("commandId", attempt.commandId());
            begun.put("at", attempt.at().toString());
            ArrayNode roles = begun.putArray("demotedFrom");
            attempt.demotedFrom()
                    .forEach(
                            role -> roles.addObject().put("value", role.value()).put("display", role.display()));
        }
        ArrayNode deferred = json.putArray("deferred");
        for (LedgerEntry.Deferred waiting : entry.deferred()) {
            ObjectNode element = deferred.addObject();
            element.set("ref", ResultJson.write(waiting.ref()));
            element.set("command", CommandJson.toJson(waiting.command()));
            element.put("fingerprint", waiting.fingerprint());
            element.put("awaits", waiting.awaits());
            element.put("deadline", waiting.deadline().toString());
        }
        json.put("userId", entry.userId());
        Subject subject = entry.subject();
        if (subject != null) {
            json.putObject("subject")
                    .put("userId", subject.userId())
                    .put("externalId", subject.externalId())
                    .put("userName", subject.userName())
                    .put("email", subject.email());
        }
        json.put("sequence", entry.sequence());
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it did not, or a later version did; the message holds no personal data
     */
    public static LedgerEntry read(CommandKey key, byte[] value) {
        JsonNode json;
        try {
            json = MAPPER.readTree(value);
        } catch (IOException quotesItsInput) {
            throw new IllegalArgumentException("It is not JSON");
        }
        int version = json.path("version").asInt();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "Its version is " + version + ", and this connector reads version " + VERSION);
        }
        try {
            return new LedgerEntry(
                    done(json.path("done"), key),
                    attempt(json.path("attempt")),
                    deferred(json.path("deferred")),
                    ResultJson.text(json, "userId"),
                    subject(json.path("subject")),
                    json.path("sequence").asLong());
        } catch (RuntimeException quotesItsInput) {
            throw new IllegalArgumentException("It is not as this connector writes it");
        }
    }

    private static LedgerEntry.@Nullable Done done(JsonNode json, CommandKey key) {
        return json.isMissingNode()
                ? null
                : new LedgerEntry.Done(
                        ResultJson.ref(json.path("ref")),
                        ResultJson.required(json, "fingerprint"),
                        ResultJson.read(json.path("result"), key),
                        json.path("removal").asBoolean(),
                        json.path("unsaid").asBoolean());
    }

    private static LedgerEntry.@Nullable Attempt attempt(JsonNode json) {
        if (json.isMissingNode()) {
            return null;
        }
        List<Ref> roles = new ArrayList<>();
        json.path("demotedFrom")
                .forEach(role -> roles.add(
                        new Ref(ResultJson.required(role, "value"), ResultJson.text(role, "display"), "role", null)));
        return new LedgerEntry.Attempt(
                ResultJson.required(json, "commandId"), Instant.parse(ResultJson.required(json, "at")), roles);
    }

    private static List<LedgerEntry.Deferred> deferred(JsonNode json) {
        List<LedgerEntry.Deferred> all = new ArrayList<>();
        for (JsonNode waiting : json) {
            all.add(new LedgerEntry.Deferred(
                    ResultJson.ref(waiting.path("ref")),
                    CommandJson.fromJson(waiting.path("command")),
                    ResultJson.required(waiting, "fingerprint"),
                    ResultJson.required(waiting, "awaits"),
                    Instant.parse(ResultJson.required(waiting, "deadline"))));
        }
        return all;
    }

    private static @Nullable Subject subject(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Subject(
                        ResultJson.text(json, "userId"),
                        ResultJson.text(json, "externalId"),
                        ResultJson.text(json, "userName"),
                        ResultJson.text(json, "email"));
    }
}
