package io.rollcall.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an error says, in any of the shapes that the four vendors are known to use.
 *
 * <pre>
 * LiveChat        {"error": {"type", "message", "data": {"region"}}}
 * OAuth           {"error": "code", "error_description"}
 * Gladly          {"errors": [{"attr", "code", "detail"}]}, or one object instead of the list
 * Talkdesk        {"code", "message", "description"}
 * Talkdesk SCIM   {"scimType", "detail"}
 * Olark           {"error": "words"} or {"message"} or plain text: nothing is documented
 * </pre>
 *
 * @param codes machine-readable codes, lower case
 * @param region where LiveChat says that the account lives; null when it does not
 * @param text the vendor's words, redacted; empty when there are none
 */
record ErrorBody(List<String> codes, @Nullable String region, String text) {
    private static final List<String> WORDS =
            List.of("type", "code", "scimType", "message", "error_description", "description", "detail");
    private static final List<String> CODES = List.of("type", "code", "scimType");

    static ErrorBody of(Reply reply) {
        if (reply.isWebPage()) {
            return new ErrorBody(List.of(), null, "a web page");
        }
        JsonNode root = json(reply);
        if (!root.isObject()) {
            String plain = root.isMissingNode() ? new String(reply.body(), StandardCharsets.UTF_8) : root.toString();
            return new ErrorBody(List.of(), null, Redaction.of(plain));
        }
        List<String> codes = new ArrayList<>();
        List<String> words = new ArrayList<>();
        collect(root.path("error"), codes, words);
        collect(root, codes, words);
        JsonNode errors = root.path("errors");
        collect(errors, codes, words);
        if (errors.isArray()) {
            errors.forEach(error -> collect(error, codes, words));
        }
        return new ErrorBody(
                codes,
                root.path("error").path("data").path("region").textValue(),
                Redaction.of(String.join(": ", words)));
    }

    /** The type of an error in LiveChat's shape; null for anything else. A 2xx answer may be one, its statuses are undocumented. */
    static @Nullable String typeOf(JsonNode root) {
        return root.path("error").path("type").textValue();
    }

    private static void collect(JsonNode node, List<String> codes, List<String> words) {
        if (node.isTextual()) {
            codes.add(node.textValue().toLowerCase(Locale.ROOT));
            words.add(node.textValue());
        }
        for (String field : WORDS) {
            String word = node.path(field).textValue();
            if (word != null && !words.contains(word)) {
                words.add(word);
                if (CODES.contains(field)) {
                    codes.add(word.toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private static JsonNode json(Reply reply) {
        try {
            return Json.read(reply);
        } catch (IOException e) {
            return MissingNode.getInstance(); // Not JSON, then it is text.
        }
    }
}
