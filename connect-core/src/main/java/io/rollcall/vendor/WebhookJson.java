package io.rollcall.vendor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON from anybody on the internet: no deeper than a webhook needs, each field once, nothing behind the end. */
public final class WebhookJson {
    private static final int DEEPEST = 32;
    private static final int LONGEST_ID = 500;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private WebhookJson() {}

    /** The object that the body holds; null when it holds anything else. */
    public static @Nullable ObjectNode object(byte[] body) {
        try {
            return MAPPER.readTree(body) instanceof ObjectNode object ? object : null;
        } catch (IOException garbled) {
            // It would quote the body.
            return null;
        }
    }

    /** The text at the first of these places that has one. */
    public static String text(JsonNode node, List<String> places) {
        for (String place : places) {
            JsonNode found = node.at(place);
            if (found.isTextual() && !found.textValue().isBlank()) {
                return found.textValue();
            }
        }
        return "";
    }

    /** A hint about the user whose id stands at one of these places. If none does, nobody knows who it was about. */
    public static Webhooks.Notice about(JsonNode node, List<String> places) {
        String id = text(node, places);
        return id.isEmpty() || id.length() > LONGEST_ID
                ? new Webhooks.Notice.Everybody()
                : new Webhooks.Notice.Concerns(id);
    }
}
