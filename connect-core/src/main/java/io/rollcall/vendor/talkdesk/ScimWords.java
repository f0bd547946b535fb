package io.rollcall.vendor.talkdesk;

import io.rollcall.user.Ref;
import io.rollcall.vendor.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of Talkdesk's own that lists names between semicolons.
 *
 * @param type what the names are of
 * @param attribute the attribute's name
 * @param byId whether references carry an id, so that their name is what is displayed
 */
record ScimWords(String type, String attribute, boolean byId) {
    private static final String SEPARATOR = ";";

    static ScimWords of(String type, boolean teamsById) {
        boolean role = type.equals(ScimPlanner.ROLE);
        return new ScimWords(type, role ? "rolesString" : "teamsString", teamsById && !role);
    }

    /** The attribute's address inside a user. */
    String path() {
        return ScimMapper.EXTENSION + ":" + attribute;
    }

    /** The value for these; null when one of them has no name that can stand there. */
    @Nullable
    String joined(List<Ref> refs) {
        List<String> names = new ArrayList<>();
        for (Ref ref : refs) {
            String name = byId ? ref.display() : ref.value();
            if (name == null || name.isBlank() || name.contains(SEPARATOR)) {
                return null;
            }
            names.add(name);
        }
        return String.join(SEPARATOR, names);
    }

    Plan unwritable() {
        return new Plan.Impossible("Talkdesk's SCIM API takes a " + type
                + " by its name here, between semicolons. Give names that can be looked up and have no semicolon.");
    }
}
