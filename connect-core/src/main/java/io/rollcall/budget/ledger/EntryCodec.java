package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Entries as JSON: {@code v} is the version of this format, {@code t} tells the kind. */
public final class EntryCodec {
    private static final int VERSION = 1;

    /** A participant that is well writes a few hundred bytes. */
    private static final int LONGEST_UPDATE = 64 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private EntryCodec() {}

    /** The bytes of an entry. */
    public static byte[] encode(Entry entry) {
        ObjectNode tree = MAPPER.createObjectNode().put("v", VERSION).put("t", kind(entry));
        tree.setAll(MAPPER.<ObjectNode>valueToTree(entry));
        return write(tree);
    }

    private static String kind(Entry entry) {
        if (entry instanceof Update) {
            return "U";
        }
        return entry instanceof Policy ? "C" : "S";
    }

    /**
     * Reads an entry.
     *
     * @return null for what is none, which everybody has to ignore alike
     * @throws UnsupportedRulesException for the format of a later version
     */
    public static @Nullable Entry decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            if (tree.path("v").asInt() > VERSION) {
                throw new UnsupportedRulesException(
                        "records of version " + tree.path("v").asInt() + " are newer than " + VERSION);
            }
            return switch (tree.path("t").asText()) {
                case "U" -> bytes.length > LONGEST_UPDATE ? null : MAPPER.treeToValue(tree, Update.class);
                case "C" -> MAPPER.treeToValue(tree, Policy.class);
                case "S" -> MAPPER.treeToValue(tree, Snapshot.class);
                default -> null;
            };
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return null;
        }
    }

    static String hash(LedgerState state) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(write(MAPPER.valueToTree(state)));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree in memory could not be written", e);
        }
    }
}
