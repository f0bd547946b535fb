package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.UserPatch;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An agent's attributes: what they are called on either side, and what can be done to them. */
final class LiveChatAttributes {
    private static final Map<String, String> FIELDS =
            Map.of("displayName", "name", "title", "job_title", "phoneNumber", "mobile");
    private static final String EXTENSION = "extensions." + LiveChatVendor.NAME + ":";
    private static final Set<String> EXTENSIONS =
            Set.of("max_chats_count", "notifications", "work_scheduler", "email_subscriptions");
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static final Set<String> CLEARABLE = Set.of("title", "phoneNumber");
    static final Set<String> SETTABLE = Stream.concat(
                    FIELDS.keySet().stream(), EXTENSIONS.stream().map(EXTENSION::concat))
            .collect(Collectors.toUnmodifiableSet());

    private LiveChatAttributes() {}

    /**
     * Why a patch cannot be sent; null when it can.
     *
     * @param id the agent's address, which is its login name too, and which nothing can change
     */
    static @Nullable String obstacle(UserPatch patch, String id) {
        for (Map.Entry<String, String> attribute : patch.values().entrySet()) {
            String path = attribute.getKey();
            if (isLogin(path)) {
                if (!attribute.getValue().toLowerCase(Locale.ROOT).equals(id.toLowerCase(Locale.ROOT))) {
                    return "An agent's address and user name are its id, so " + path
                            + " cannot change. Leave it out, or ask for RENAME";
                }
            } else if (!SETTABLE.contains(path)) {
                return "LiveChat has no attribute " + path + " that can be set. Leave it out";
            } else if (path.startsWith(EXTENSION) && json(attribute.getValue()) == null) {
                return path + " is no JSON. Write it as JSON text";
            }
        }
        for (String path : patch.clear()) {
            if (!CLEARABLE.contains(path)) {
                return "LiveChat cannot empty " + path + ". Leave it out";
            }
        }
        return null;
    }

    /** Puts attributes without an obstacle into a request. */
    static void put(ObjectNode agent, Map<String, String> set, Set<String> clear) {
        set.forEach((path, value) -> {
            if (path.startsWith(EXTENSION)) {
                agent.set(path.substring(EXTENSION.length()), json(value));
            } else if (!isLogin(path)) {
                agent.put(FIELDS.get(path), value);
            }
        });
        clear.forEach(path -> agent.put(FIELDS.get(path), ""));
    }

    private static boolean isLogin(String path) {
        return path.equals("email") || path.equals("userName");
    }

    private static @Nullable JsonNode json(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? null : value;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
