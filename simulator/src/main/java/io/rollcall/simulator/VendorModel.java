package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one vendor's objects look like, whoever creates or changes them. */
interface VendorModel {

    /** Puts the groups, teams, roles that a new account has. */
    void furnish(Tables tables);

    /** The attributes of a seeded user. */
    ObjectNode draft(Person person);

    /** A new user: an id, the attributes given, the vendor's defaults for the rest. */
    ObjectNode born(Directory directory, ObjectNode attributes, Instant now);

    /** The user after a change, its update time set where the vendor keeps one. */
    ObjectNode touched(ObjectNode user, Instant now);

    /** The whole user as the vendor would show it. */
    ObjectNode shown(Tables tables, ObjectNode user);

    /** The whole group, team, inbox or role as the vendor would show it. */
    ObjectNode shown(Tables tables, String table, ObjectNode row);

    /** The user's field that names its rows of each table. */
    Map<String, String> memberships();

    /** A new id for a row of another table. */
    JsonNode newId(Directory directory, String table);

    /** The user with one membership more or less. */
    default ObjectNode withMembership(ObjectNode user, String table, String id, boolean member) {
        String field = memberships().getOrDefault(table, "");
        if (field.isEmpty()) {
            throw new IllegalArgumentException("users are not members of " + table);
        }
        List<String> ids = new ArrayList<>(Json.strings(user.path(field)));
        ids.remove(id);
        if (member) {
            ids.add(id);
        }
        return user.deepCopy().set(field, Json.texts(ids));
    }

    /** The ids of the users whose {@code field} holds {@code id}. */
    static ArrayNode members(Tables tables, String field, String id) {
        ArrayNode members = Json.array();
        for (ObjectNode user : tables.nodes(Tables.USERS)) {
            for (var each : user.path(field)) {
                if (each.asText().equals(id)) {
                    members.add(Json.text(user, "id"));
                }
            }
        }
        return members;
    }

    /** One id for most people, two for some, none for a few. */
    static ArrayNode pick(Person person, List<String> ids, int everyNthTwo) {
        ArrayNode picked = Json.array();
        if (person.every(9)) {
            return picked;
        }
        picked.add(ids.get(person.number() % ids.size()));
        if (person.every(everyNthTwo)) {
            picked.add(ids.get((person.number() + 1) % ids.size()));
        }
        return picked;
    }
}
