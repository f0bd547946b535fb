package io.rollcall.budget.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
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
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
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
        JsonNode tree;
        try {
            tree = MAPPER.readTree(bytes);
        } catch (IOException e) {
            return null;
        }
        JsonNode version = tree.path("v");
        if (isMore(version, VERSION)) {
            throw new UnsupportedRulesException("records of version " + version + " are newer than " + VERSION);
        }
        return version.isInt() && version.intValue() == VERSION ? decode(tree, bytes.length) : null;
    }

    private static @Nullable Entry decode(JsonNode tree, int length) {
        try {
            return switch (tree.path("t").asText()) {
                case "U" -> length > LONGEST_UPDATE ? null : MAPPER.treeToValue(tree, Update.class);
                case "C" -> MAPPER.treeToValue(tree, Policy.class);
                case "S" -> MAPPER.treeToValue(tree, Snapshot.class);
                default -> null;
            };
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            JsonNode rules = tree.path("sm");
            if (isMore(rules, Policy.RULES)) {
                // Not garbage: what later rules mean cannot be read by these, and must not be taken for nothing.
                throw new UnsupportedRulesException("rules version " + rules + " is newer than " + Policy.RULES, e);
            }
            return null;
        }
    }

    private static boolean isMore(JsonNode number, int known) {
        return number.isIntegralNumber() && number.bigIntegerValue().compareTo(BigInteger.valueOf(known)) > 0;
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
