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
                .map(user -> user.path("id").asText())
                .filter(this::isActive)
                .toList();
    }

    /** Somebody at the vendor deactivates the user, or activates it, where there is such a thing. */
    void activate(String userId, boolean active) {
        account.change(
                userId,
                switch (desk) {
                    case OLARK -> Map.of("available", active);
                    case LIVECHAT -> Map.of("suspended", !active);
                    case GLADLY -> Map.of("active", active);
                    case TALKDESK, SCIM -> Map.of("status", active ? "active" : "inactive");
                });
    }

    boolean isActive(String userId) {
        ObjectNode user = find(userId);
        return switch (desk) {
            case OLARK -> user.path("available").asBoolean();
            case LIVECHAT -> !user.path("suspended").asBoolean();
            case GLADLY -> user.path("active").asBoolean();
            case TALKDESK, SCIM -> user.path("status").asText().equals("active");
        };
    }

    /** Somebody at the vendor approves whoever is invited. */
    static void approveAll(Bench bench) {
        if (bench.desk == Desk.LIVECHAT) {
            SimulatedAccount account = bench.vendor().primary();
            account.users().stream()
                    .filter(user -> user.path("awaiting_approval").asBoolean())
                    .forEach(user -> account.change(user.get("id").asText(), Map.of("awaiting_approval", false)));
        }
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
