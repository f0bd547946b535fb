package io.rollcall.apply;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.command.CommandKey;
import io.rollcall.command.Subject;
import io.rollcall.schema.CommandJson;
import io.rollcall.user.Ref;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            writeDone(json, entry.done());
            writeAttempt(json, entry.attempt());
            json.writeArrayFieldStart("deferred");
            for (LedgerEntry.Deferred waiting : entry.deferred()) {
                json.writeStartObject();
                ResultJson.write(json, waiting.ref());
                json.writeObjectField("command", CommandJson.toJson(waiting.command()));
                json.writeStringField("fingerprint", waiting.fingerprint());
                json.writeStringField("awaits", waiting.awaits());
                json.writeStringField("deadline", waiting.deadline().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("userId", entry.userId());
            writeSubject(json, entry.subject());
            json.writeNumberField("sequence", entry.sequence());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeDone(JsonGenerator json, LedgerEntry.@Nullable Done done) throws IOException {
        if (done != null) {
            json.writeObjectFieldStart("done");
            ResultJson.write(json, done.ref());
            json.writeStringField("fingerprint", done.fingerprint());
            json.writeBooleanField("removal", done.removal());
            json.writeBooleanField("unsaid", done.unsaid());
            ResultJson.write(json, done.result());
            json.writeEndObject();
        }
    }

    private static void writeAttempt(JsonGenerator json, LedgerEntry.@Nullable Attempt attempt) throws IOException {
        if (attempt != null) {
            json.writeObjectFieldStart("attempt");
            json.writeStringField("commandId", attempt.commandId());
            json.writeStringField("at", attempt.at().toString());
            json.writeArrayFieldStart("demotedFrom");
            for (Ref role : attempt.demotedFrom()) {
                json.writeStartObject();
                json.writeStringField("value", role.value());
                json.writeStringField("display", role.display());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeSubject(JsonGenerator json, @Nullable Subject subject) throws IOException {
        if (subject != null) {
            json.writeObjectFieldStart("subject");
            json.writeStringField("userId", subject.userId());
            json.writeStringField("externalId", subject.externalId());
            json.writeStringField("userName", subject.userName());
            json.writeStringField("email", subject.email());
            json.writeEndObject();
        }
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
