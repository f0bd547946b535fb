package io.rollcall.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.Simulator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Those who are at the vendor already, and what became of them, in words that hold at every desk. */
final class People {
    private final Desk desk;
    private final SimulatedAccount account;

    People(Simulator simulator, Desk desk) {
        this.desk = desk;
        this.account = desk.at(simulator).primary();
    }

    /** Somebody who can be worked with, under an address made of the name; the vendor's id. */
    String add(String person) {
        return add(person, desk.plainRole);
    }

    String addAdmin(String person) {
        return add(person, desk.adminRole);
    }

    private String add(String person, String role) {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put(addressField(), person + "@example.com");
        attributes.put(nameField(), "Name of " + person);
        if (desk.hasRoles()) {
            attributes.put("role", role);
        }
        if (desk == Desk.OLARK) {
            attributes.put("available", true);
        }
        return account.create(attributes).get("id").asText();
    }

    void join(String userId, String... groups) {
        for (String group : groups) {
            account.join(desk.table(), group, userId);
        }
    }

    /** Somebody at the vendor gives the user another name. */
    void rename(String userId, String name) {
        account.change(userId, Map.of(nameField(), name));
    }

    String name(String userId) {
        return find(userId).path(nameField()).asText();
    }

    /** The ids of the groups that the user is in. */
    List<String> groups(String userId) {
        return StreamSupport.stream(find(userId).path(groupField()).spliterator(), false)
                .map(group -> group.isObject() ? group.path("id").asText() : group.asText())
                .toList();
    }

    boolean exists(String userId) {
        return account.find(userId).isPresent();
    }

    /** Those who have the administrator's role and are neither gone nor inactive. */
    List<String> activeAdmins() {
        return account.users().stream()
                .filter(user -> user.path("role").asText().equals(desk.adminRole))
                .filter(user -> user.path("active").asBoolean(true)
                        && !user.path("suspended").asBoolean()
                        && !user.path("status").asText().equals("inactive"))
                .map(user -> user.path("id").asText())
                .toList();
    }

    private ObjectNode find(String userId) {
        return account.find(userId).orElseThrow();
    }

    private String addressField() {
        return switch (desk) {
            case OLARK, TALKDESK, SCIM -> "email";
            case LIVECHAT -> "id";
            case GLADLY -> "emailAddress";
        };
    }

    private String nameField() {
        return desk == Desk.OLARK ? "nickname" : "name";
    }

    private String groupField() {
        return switch (desk) {
            case OLARK -> "group_ids";
            case LIVECHAT -> "groups";
            case GLADLY -> "inboxes";
            case TALKDESK, SCIM -> "teams";
        };
    }
}
