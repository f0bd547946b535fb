package io.rollcall.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.ProvisioningCommand;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

/**
 * The fingerprint of what a command asks. Two commands of one id are the same command exactly when it is equal, in
 * whatever form they were written.
 *
 * <p>It is {@code v1:} and the unpadded base64url SHA-256 of the command's {@link CommandJson} in UTF-8, with sorted
 * members and without {@code commandId}, {@code correlationId} and {@code issuedAt}. Since defaults are left out there, a
 * new member leaves the fingerprints of commands without it as they are.
 */
public final class CommandFingerprint {

    private static final List<String> LEFT_OUT = List.of("commandId", "correlationId", "issuedAt");

    private CommandFingerprint() {}

    /** The fingerprint of a command. */
    public static String of(ProvisioningCommand command) {
        JsonNode canonical = sorted(CommandJson.toJson(command).without(LEFT_OUT));
        byte[] text = canonical.toString().getBytes(StandardCharsets.UTF_8);
        return "v1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text));
    }

    private static JsonNode sorted(JsonNode json) {
        if (json.isObject()) {
            ObjectNode sorted = new ObjectNode(JsonNodeFactory.instance, new TreeMap<>());
            json.fieldNames().forEachRemaining(name -> sorted.set(name, sorted(json.get(name))));
            return sorted;
        }
        if (json.isArray()) {
            ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> sorted.add(sorted(element)));
            return sorted;
        }
        return json;
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
