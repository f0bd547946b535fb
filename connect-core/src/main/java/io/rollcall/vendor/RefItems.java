package io.rollcall.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rollcall.command.NamedRef;
import io.rollcall.user.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups, teams, inboxes or roles as they were read, by id. */
record RefItems(Map<String, JsonNode> all) {

    boolean has(String id) {
        return all.containsKey(id);
    }

    @Nullable
    String nameOf(String id) {
        JsonNode item = all.get(id);
        return item == null ? null : display(item);
    }

    /** The ids of all that have exactly this name. */
    List<String> named(String name) {
        List<String> ids = new ArrayList<>();
        all.forEach((id, item) -> {
            if (name.equals(display(item))) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** @param whole whether an id that is not here does not exist */
    Reference known(NamedRef wanted, String type, boolean whole) {
        String id = wanted.id();
        if (id == null) {
            List<String> named = named(String.valueOf(wanted.name()));
            return switch (named.size()) {
                case 0 -> new Reference.Unknown();
                case 1 -> known(new NamedRef(named.get(0), null, wanted.priority()), type, whole);
                default -> new Reference.Ambiguous();
            };
        }
        JsonNode item = all.get(id);
        if (item == null && whole) {
            return new Reference.Unknown();
        }
        return item != null && item.path("disabled").asBoolean()
                ? new Reference.Unusable()
                : new Reference.Known(new Ref(id, nameOf(id), type, wanted.priority()));
    }

    /** Ids of items by user; null when one of them does not say who its members are. */
    @Nullable
    Map<String, List<String>> members(@Nullable String field) {
        Map<String, List<String>> byUser = new HashMap<>();
        for (Map.Entry<String, JsonNode> item : all.entrySet()) {
            JsonNode members =
                    field == null ? MissingNode.getInstance() : item.getValue().path(field);
            if (!members.isArray()) {
                return null;
            }
            for (JsonNode member : members) {
                byUser.computeIfAbsent(member.asText(), user -> new ArrayList<>())
                        .add(item.getKey());
            }
        }
        return byUser;
    }

    private static @Nullable String display(JsonNode item) {
        String name = Json.text(item.get("name"));
        return name == null ? Json.text(item.get("displayName")) : name;
    }
}
