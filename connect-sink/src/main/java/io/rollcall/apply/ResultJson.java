package io.rollcall.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.AttributeChange;
import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.user.User;
import io.rollcall.user.UserJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as the ledger keeps it, so that it can be stated again word for word. */
final class ResultJson {
    private ResultJson() {}

    static ObjectNode write(ProvisioningResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("resultId", result.resultId());
        json.put("commandId", result.commandId());
        json.put("correlationId", result.correlationId());
        json.put("sequence", result.sequence());
        json.put("userId", result.userId());
        json.put("previousUserId", result.previousUserId());
        json.put("operation", result.operation());
        json.put("effectiveOperation", result.effectiveOperation());
        json.put("code", result.code().name());
        json.put("dryRun", result.dryRun());
        ArrayNode changes = json.putArray("changes");
        for (AttributeChange change : result.changes()) {
            changes.addObject()
                    .put("path", change.path())
                    .put("action", change.action())
                    .put("before", change.before())
                    .put("after", change.after());
        }
        result.warnings().forEach(json.putArray("warnings")::add);
        put(json, "before", result.before());
        put(json, "after", result.after());
        json.put("message", result.message());
        json.put("attempt", result.attempt());
        put(json, "startedAt", result.startedAt());
        put(json, "completedAt", result.completedAt());
        put(json, "nextCheckAt", result.nextCheckAt());
        json.set("ref", write(result.ref()));
        json.put("connector", result.connector());
        json.put("task", result.task());
        return json;
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

    static ObjectNode write(CommandRef ref) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("topic", ref.topic())
                .put("partition", ref.partition())
                .put("offset", ref.offset());
    }

    static CommandRef ref(JsonNode json) {
        return new CommandRef(
                required(json, "topic"),
                json.path("partition").asInt(),
                json.path("offset").asLong());
    }

    static void put(ObjectNode json, String name, @Nullable Instant instant) {
        json.put(name, instant == null ? null : instant.toString());
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

    private static void put(ObjectNode json, String name, @Nullable User user) {
        if (user != null) {
            json.set(name, UserJson.toJson(user));
        }
    }

    private static @Nullable User user(JsonNode json, String name) {
        return json.has(name) ? UserJson.fromJson(json.get(name)) : null;
    }
}
