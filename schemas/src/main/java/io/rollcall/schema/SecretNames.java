package io.rollcall.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Refuses commands that name something secret, before anything else is looked at: a topic is kept, copied and read by
 * many, so nobody shall get used to passwords in it.
 */
final class SecretNames {

    private static final List<String> PARTS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "secret",
            "token",
            "credential",
            "apikey",
            "accesskey",
            "privatekey");
    // Too short to be looked for inside of words: "pin" is in "typing".
    private static final Set<String> WORDS = Set.of("pass", "pwd", "pin", "otp");
    // Nothing of the contract is nested deeper.
    private static final int DEEPEST = 8;

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
    // What every command has need not be taken apart each time.
    private static final Set<String> HARMLESS =
            names(CommandSchemas.COMMAND).filter(name -> !isSecret(name)).collect(Collectors.toUnmodifiableSet());

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SecretNames() {}

    /**
     * Looks at the names of all members, at the names in {@code attributes.clear}, and into the JSON of
     * {@code attributes.extensions}.
     */
    static void refuseIn(@Nullable Object value) {
        look(value, "", 0);
    }

    private static void look(@Nullable Object value, String path, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                Object member = struct.get(field);
                if (member != null) {
                    member(field.name(), member, path, depth);
                }
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> member(String.valueOf(name), member, path, depth));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                look(list.get(i), MemberPath.element(path, i), depth + 1);
            }
        } else if (value instanceof String text) {
            text(text, path);
        }
    }

    private static void member(String name, @Nullable Object value, String path, int depth) {
        String at = MemberPath.member(path, name);
        if (looksSecret(name)) {
            throw forbidden(at);
        }
        look(value, at, depth + 1);
    }

    private static void text(String text, String path) {
        boolean clear = path.startsWith("attributes.clear[");
        boolean extension = path.startsWith("attributes.extensions.");
        if ((clear && looksSecret(text)) || (extension && looksSecret(json(text)))) {
            throw forbidden(path);
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Refused later, as an extension that is not JSON.
            return MissingNode.getInstance();
        }
    }

    private static boolean looksSecret(JsonNode json) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            if (looksSecret(names.next())) {
                return true;
            }
        }
        for (JsonNode child : json) {
            if (looksSecret(child)) {
                return true;
            }
        }
        return false;
    }

    static boolean looksSecret(String name) {
        return !HARMLESS.contains(name) && isSecret(name);
    }

    private static boolean isSecret(String name) {
        // "apiKey", "API_KEY" and "api-key" are one.
        String letters = NO_LETTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return PARTS.stream().anyMatch(letters::contains) || words(name).anyMatch(WORDS::contains);
    }

    /** All names in a schema. */
    private static Stream<String> names(Schema schema) {
        return switch (schema.type()) {
            case STRUCT ->
                schema.fields().stream()
                        .flatMap(field -> Stream.concat(Stream.of(field.name()), names(field.schema())));
            case ARRAY -> names(schema.valueSchema());
            default -> Stream.empty();
        };
    }

    private static Stream<String> words(String name) {
        return BETWEEN_WORDS.splitAsStream(name).map(word -> word.toLowerCase(Locale.ROOT));
    }

    private static MalformedException forbidden(String path) {
        return MalformedException.forbidden(
                path + " is named like a secret; commands carry none. Remove it, and change the secret if it was real");
    }
}
