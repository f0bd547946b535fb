package io.rollcall.apply;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.command.AttributeChange;
import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.user.User;
import io.rollcall.user.UserJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as the ledger keeps it, so that it can be stated again word for word. */
final class ResultJson {
    private ResultJson() {}

    /** Writes it as the member {@code result}. */
    static void write(JsonGenerator json, ProvisioningResult result) throws IOException {
        json.writeObjectFieldStart("result");
        json.writeStringField("resultId", result.resultId());
        json.writeStringField("commandId", result.commandId());
        json.writeStringField("correlationId", result.correlationId());
        json.writeNumberField("sequence", result.sequence());
        json.writeStringField("userId", result.userId());
        json.writeStringField("previousUserId", result.previousUserId());
        json.writeStringField("operation", result.operation());
        json.writeStringField("effectiveOperation", result.effectiveOperation());
        json.writeStringField("code", result.code().name());
        json.writeBooleanField("dryRun", result.dryRun());
        json.writeArrayFieldStart("changes");
        for (AttributeChange change : result.changes()) {
            json.writeStartObject();
            json.writeStringField("path", change.path());
            json.writeStringField("action", change.action());
            json.writeStringField("before", change.before());
            json.writeStringField("after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("warnings");
        for (String warning : result.warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
        write(json, "before", result.before());
        write(json, "after", result.after());
        json.writeStringField("message", result.message());
        json.writeNumberField("attempt", result.attempt());
        write(json, "startedAt", result.startedAt());
        write(json, "completedAt", result.completedAt());
        write(json, "nextCheckAt", result.nextCheckAt());
        write(json, result.ref());
        json.writeStringField("connector", result.connector());
        json.writeNumberField("task", result.task());
        json.writeEndObject();
    }

    /** Writes it as the member {@code ref}. */
    static void write(JsonGenerator json, CommandRef ref) throws IOException {
        json.writeObjectFieldStart("ref");
        json.writeStringField("topic", ref.topic());
        json.writeNumberField("partition", ref.partition());
        json.writeNumberField("offset", ref.offset());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, @Nullable Instant instant) throws IOException {
        json.writeStringField(name, instant == null ? null : instant.toString());
    }

    private static void write(JsonGenerator json, String name, @Nullable User user) throws IOException {
        if (user != null) {
            json.writeObjectField(name, UserJson.toJson(user));
        }
    }

    static ProvisioningResult read(JsonNode json, CommandKey key) {
        List<AttributeChange> changes = new ArrayList<>();
        for (JsonNode change : json.path("changes")) {
            changes.add(new AttributeChange(
                    required(change, "path"),
                    required(change, "action"),
                    text(change, "before"),
                    text(change, "after")));
        }
        List<String> warnings = new ArrayList<>();
        json.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        return new ProvisioningResult(
                required(json, "resultId"),
                required(json, "commandId"),
                text(json, "correlationId"),
                json.path("sequence").asLong(),
                key,
                text(json, "userId"),
                text(json, "previousUserId"),
                required(json, "operation"),
                text(json, "effectiveOperation"),
                Code.valueOf(required(json, "code")),
                json.path("dryRun").asBoolean(),
                changes,
                warnings,
                user(json, "before"),
                user(json, "after"),
                text(json, "message"),
                json.path("attempt").asInt(),
                Instant.parse(required(json, "startedAt")),
                instant(json, "completedAt"),
                instant(json, "nextCheckAt"),
                ref(json.path("ref")),
                required(json, "connector"),
                json.path("task").asInt());
    }

    static CommandRef ref(JsonNode json) {
        return new CommandRef(
                required(json, "topic"),
                json.path("partition").asInt(),
                json.path("offset").asLong());
    }

    static @Nullable Instant instant(JsonNode json, String name) {
        String text = text(json, name);
        return text == null ? null : Instant.parse(text);
    }

    static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() ? value.textValue() : null;
    }

    static String required(JsonNode json, String name) {
        String text = text(json, name);
        if (text == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return text;
    }

    private static @Nullable User user(JsonNode json, String name) {
        return json.has(name) ? UserJson.fromJson(json.get(name)) : null;
    }
}
