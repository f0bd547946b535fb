package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.vendor.Difference;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.Write;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to send to Talkdesk's SCIM API for a user to be as asked. Pure.
 *
 * <p>The e-mail address is the {@code userName}. Roles are names in Talkdesk's own attribute. Teams are SCIM groups, which
 * users join and leave one by one, or names in another such attribute, which holds all of them.
 */
final class ScimPlanner {
    static final String ROLE = "role";
    static final String TEAM = "team";
    static final Set<String> TYPES = Set.of(ROLE, TEAM);
    static final Set<String> SETTABLE = Set.of("email", "displayName", "externalId");
    static final Set<String> CLEARABLE = Set.of("externalId");

    private final ScimApi api;
    private final @Nullable RefCatalog groups;

    /** @param groups the account's teams; null when they are names in an attribute */
    ScimPlanner(ScimApi api, @Nullable RefCatalog groups) {
        this.api = api;
        this.groups = groups;
    }

    /** Teams go in by name either way: a group can only take a user who has an id already. */
    Plan create(Goal.Present goal) {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        ArrayNode schemas = user.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
        for (Map.Entry<String, String> wanted : goal.attributes().values().entrySet()) {
            switch (wanted.getKey()) {
                case "email" -> login(user, wanted.getValue());
                case "displayName" -> ScimName.of(wanted.getValue()).put(user);
                case "externalId" -> user.put("externalId", wanted.getValue());
                default -> {
                    return notSettable(wanted.getKey());
                }
            }
        }
        if (goal.active() != null) {
            user.put("active", goal.active());
        }
        ObjectNode extension = JsonNodeFactory.instance.objectNode();
        for (Difference.Target target : Difference.of(goal, null).memberships()) {
            if (!TYPES.contains(target.type())) {
                return notThere(target.type());
            }
            ScimWords words = ScimWords.of(target.type(), groups != null);
            String text = words.joined(target.add());
            if (text == null) {
                return words.unwritable();
            }
            if (!text.isEmpty()) {
                extension.put(words.attribute(), text);
            }
        }
        if (!extension.isEmpty()) {
            schemas.add(ScimMapper.EXTENSION);
            user.set(ScimMapper.EXTENSION, extension);
        }
        // Nothing says what becomes of a name that Talkdesk does not know.
        Write create =
                new Write(api.createUser(user), Write.Effect.CREATE, Write.Absence.NO_REFERENCE, extension.isEmpty());
        return new Plan.Requests(List.of(create), List.of());
    }

    private static void login(ObjectNode user, String email) {
        user.put("userName", email);
        user.putArray("emails")
                .addObject()
                .put("value", email)
                .put("type", "work")
                .put("primary", true);
    }

    Plan update(Goal.Present goal, String userId, Lookup.@Nullable Found current) {
        return new ScimUpdate(api, groups, goal, userId, current).plan();
    }

    static Plan notSettable(String path) {
        return new Plan.Impossible("Talkdesk's SCIM API cannot set " + path + ". Leave it out.");
    }

    static Plan notThere(String type) {
        return new Plan.Impossible("Talkdesk's SCIM API has no memberships of type " + type + ".");
    }
}
