package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.MembershipAction;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.vendor.gladly.GladlyVendor;
import io.rollcall.vendor.talkdesk.TalkdeskVendor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Any goal, for anybody: once reached, nothing is missing, and what the goal did not name is as it was. What should come out is
 * worked out here on the vendor's own objects.
 */
class ConvergenceTest {
    private static final int ROUNDS = 120;

    private final VendorRig rig = new VendorRig();
    private final Random random = new Random(20260301);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void gladly() {
        Map<String, String> secrets = rig.simulator.gladly().credentials("primary");
        WritableDirectory directory = rig.openForWriting(
                Vendors.GLADLY,
                Map.of(
                        GladlyVendor.BASE_URL, rig.simulator.gladlyUrl(),
                        GladlyVendor.USER, secrets.get("user"),
                        GladlyVendor.SECRET, secrets.get("secret")));
        Dialect gladly = new Dialect(
                Map.of(
                        "displayName", "name",
                        "externalId", "externalId",
                        "phoneNumber", "phoneNumber",
                        "preferredLanguage", "language"),
                List.of("externalId", "phoneNumber", "preferredLanguage"),
                Map.of(
                        "team", List.of("team_1", "team_2", "team_3"),
                        "inbox", List.of("inbox_1", "inbox_2", "inbox_3")),
                Map.of("AGENT", "AGENT", "ADMIN", "ADMIN", "TASK", "TASK"),
                "active",
                Map.of(true, "true", false, "false"),
                List.of("updatedAt"));
        converges(directory, rig.simulator.gladly().primary(), gladly);
    }

    @Test
    void talkdesk() {
        Map<String, String> secrets = rig.simulator.talkdesk().credentials("primary");
        WritableDirectory directory = rig.openForWriting(
                Vendors.TALKDESK,
                Map.of(
                        TalkdeskVendor.BASE_URL, rig.simulator.talkdeskUrl(),
                        TalkdeskVendor.TOKEN_URL, rig.simulator.talkdeskUrl() + "/oauth/token",
                        TalkdeskVendor.CLIENT_ID, secrets.get("clientId"),
                        TalkdeskVendor.CLIENT_SECRET, secrets.get("clientSecret")));
        Dialect talkdesk = new Dialect(
                Map.of(
                        "displayName", "name",
                        "phoneNumber", "extension",
                        "timezone", "time_zone",
                        "preferredLanguage", "language"),
                List.of("phoneNumber", "timezone", "preferredLanguage"),
                Map.of("team", List.of("team-1", "team-2", "team-3"), "ring_group", List.of("ring-1", "ring-2")),
                Map.of("role-1", "agent", "role-2", "supervisor", "role-3", "admin"),
                "status",
                Map.of(true, "active", false, "inactive"),
                List.of("updated_at"));
        converges(directory, rig.simulator.talkdesk().primary(), talkdesk);
    }

    @Test
    void talkdeskByScimGroups() {
        scim("groups");
    }

    @Test
    void talkdeskByScimExtension() {
        scim("extension");
    }

    private void scim(String teams) {
        WritableDirectory directory = rig.openForWriting(
                Vendors.TALKDESK,
                Map.of(
                        TalkdeskVendor.API,
                        "scim",
                        TalkdeskVendor.SCIM_TEAMS,
                        teams,
                        TalkdeskVendor.SCIM_BASE_URL,
                        rig.simulator.talkdeskScimUrl(),
                        TalkdeskVendor.SCIM_TOKEN,
                        rig.simulator.talkdesk().credentials("primary").get("scimToken")));
        List<String> names = teams.equals("groups")
                ? List.of("team-1", "team-2", "team-3")
                : List.of("Support Team A", "Support Team B", "Billing");
        Dialect scim = new Dialect(
                Map.of("displayName", "name"),
                List.of(),
                Map.of("team", names),
                Map.of("agent", "agent", "supervisor", "supervisor", "admin", "admin"),
                "status",
                Map.of(true, "active", false, "inactive"),
                List.of("updated_at"));
        converges(directory, rig.simulator.talkdesk().primary(), scim);
    }

    /**
     * A vendor's objects.
     *
     * @param fields attribute paths and their fields
     * @param memberships types, with the ids there are
     * @param roles by id, as the object shows them
     */
    private record Dialect(
            Map<String, String> fields,
            List<String> clearable,
            Map<String, List<String>> memberships,
            Map<String, String> roles,
            String activity,
            Map<Boolean, String> activities,
            List<String> noise) {

        /** In one order, so that the same seed makes the same goals. */
        private Dialect {
            fields = new TreeMap<>(fields);
            memberships = new TreeMap<>(memberships);
            roles = new TreeMap<>(roles);
        }
    }

    private void converges(WritableDirectory directory, SimulatedAccount people, Dialect dialect) {
        people.seed(12);
        List<String> ids =
                people.users().stream().map(user -> user.path("id").asText()).toList();
        int sent = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String id = ids.get(random.nextInt(ids.size()));
            Map<String, String> expected = flat(people.find(id).orElseThrow(), dialect);
            Goal.Present goal = goal(dialect, expected);

            List<Write> writes = Provision.reach(directory, goal, id).writes();
            sent += writes.size();
            assertThat(writes).noneMatch(write -> write.request().repeatable());

            assertThat(flat(people.find(id).orElseThrow(), dialect))
                    .as("round %d", round)
                    .isEqualTo(expected);
            assertThat(Provision.missing(directory, goal, id))
                    .as("round %d", round)
                    .isEmpty();
        }
        assertThat(sent).isGreaterThan(ROUNDS / 2);
    }

    /** Any goal; {@code expected} becomes what it makes of the user. */
    private Goal.Present goal(Dialect dialect, Map<String, String> expected) {
        List<String> assignments = new ArrayList<>();
        dialect.fields().forEach((path, field) -> {
            if (random.nextInt(4) == 0) {
                String value = random.nextBoolean() ? "Value " + random.nextInt(3) : expected.get(field);
                if (dialect.clearable().contains(path) && random.nextInt(3) == 0) {
                    assignments.add(path + "=");
                    expected.remove(field);
                } else if (value != null && !value.isBlank()) {
                    assignments.add(path + "=" + value);
                    expected.put(field, value);
                }
            }
        });
        List<Membership> memberships = new ArrayList<>();
        dialect.memberships().forEach((type, all) -> {
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                memberships.add(membership(type, all, expected));
            }
        });
        if (random.nextInt(4) == 0) {
            String role = List.copyOf(dialect.roles().keySet())
                    .get(random.nextInt(dialect.roles().size()));
            memberships.add(Provision.membership(MembershipAction.REPLACE, "role", role));
            expected.put("role", String.valueOf(dialect.roles().get(role)));
        }
        Boolean active = random.nextInt(4) == 0 ? random.nextBoolean() : null;
        if (active != null) {
            expected.put(dialect.activity(), String.valueOf(dialect.activities().get(active)));
        }
        return new Goal.Present(
                Provision.attributes(assignments.toArray(String[]::new)).attributes(), memberships, active);
    }

    private Membership membership(String type, List<String> all, Map<String, String> expected) {
        MembershipAction action = MembershipAction.values()[random.nextInt(3)];
        List<String> some = all.stream().filter(id -> random.nextBoolean()).toList();
        String field = type.equals("inbox") ? "inboxes" : type + "s";
        TreeSet<String> has =
                new TreeSet<>(List.of(expected.getOrDefault(field, "").split(",")));
        switch (action) {
            case ADD -> has.addAll(names(some));
            case REMOVE -> names(some).forEach(has::remove);
            case REPLACE -> {
                has.clear();
                has.addAll(names(some));
            }
        }
        has.remove("");
        expected.put(field, String.join(",", has));
        return Provision.membership(action, type, some.toArray(String[]::new));
    }

    /** Teams have ids in the truth, also where the vendor is told names. */
    private static List<String> names(List<String> ids) {
        Map<String, String> known = Map.of("Support Team A", "team-1", "Support Team B", "team-2", "Billing", "team-3");
        return ids.stream().map(id -> known.getOrDefault(id, id)).toList();
    }

    private static Map<String, String> flat(ObjectNode user, Dialect dialect) {
        Map<String, String> flat = new LinkedHashMap<>();
        user.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (dialect.noise().contains(field.getKey())) {
                return;
            }
            if (value.isArray()) {
                TreeSet<String> sorted = new TreeSet<>();
                value.forEach(item -> sorted.add(item.asText()));
                flat.put(field.getKey(), String.join(",", sorted));
            } else {
                flat.put(field.getKey(), value.asText());
            }
        });
        return flat;
    }
}
