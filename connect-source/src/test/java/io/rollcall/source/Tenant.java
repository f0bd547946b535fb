package io.rollcall.source;

import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.vendor.Vendors;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shapes that an account can have: each vendor, and each of its list views that the connectors treat differently. */
enum Tenant {
    OLARK(Vendor.OLARK, Vendors.OLARK, List.of("list_groups")),
    LIVECHAT(Vendor.LIVECHAT, Vendors.LIVECHAT, List.of("list_groups")),
    GLADLY_THIN(Vendor.GLADLY, Vendors.GLADLY, List.of("list_teams", "list_inboxes")),
    GLADLY_FULL(Vendor.GLADLY, Vendors.GLADLY, List.of("list_teams", "list_inboxes")),
    TALKDESK_THIN(Vendor.TALKDESK, Vendors.TALKDESK, List.of("list_roles", "list_teams")),
    TALKDESK_FULL(Vendor.TALKDESK, Vendors.TALKDESK, List.of("list_roles", "list_teams")),
    TALKDESK_SCIM(Vendor.TALKDESK, Vendors.TALKDESK, List.of("scim_list_groups"));

    final Vendor simulated;
    final io.rollcall.vendor.Vendor vendor;
    /** The requests that fetch names, in the simulator's words. */
    final List<String> catalogs;

    Tenant(Vendor simulated, io.rollcall.vendor.Vendor vendor, List<String> catalogs) {
        this.simulated = simulated;
        this.vendor = vendor;
        this.catalogs = catalogs;
    }

    boolean isThin() {
        return this == GLADLY_THIN || this == TALKDESK_THIN;
    }

    boolean usesTokens() {
        return this == LIVECHAT || this == TALKDESK_THIN || this == TALKDESK_FULL;
    }

    /** The action of a listing, in the simulator's words. */
    String list() {
        return this == TALKDESK_SCIM ? "scim_list_users" : "list_users";
    }

    /** The action of a point read, in the simulator's words. */
    String get() {
        return this == TALKDESK_SCIM ? "scim_get_user" : "get_user";
    }

    SimulatedVendor at(Simulator simulator) {
        return simulator.vendor(simulated);
    }

    /** Empties the vendor and fills its account with as many people. */
    SimulatedVendor seed(Simulator simulator, int users) {
        SimulatedVendor vendor = at(simulator);
        vendor.reset();
        if (this == GLADLY_FULL || this == TALKDESK_FULL) {
            vendor.set(Setting.LIST_FIELDS, "*");
        }
        vendor.primary().seed(users);
        if (this == GLADLY_FULL) {
            // Gladly's agents have no telephone unless given one, and a list item without it is not full.
            vendor.primary()
                    .users()
                    .forEach(user ->
                            vendor.primary().change(user.get("id").asText(), Map.of("phoneNumber", "+15550100")));
        }
        return vendor;
    }

    /** What an operator has to set, with everything else left alone but the pace, which the simulator does not limit. */
    Map<String, String> settings(Simulator simulator) {
        Map<String, String> settings = new LinkedHashMap<>(login(simulator));
        settings.put("tenant", "acme");
        settings.put("budget.scope", "none");
        return settings;
    }

    private Map<String, String> login(Simulator simulator) {
        Map<String, String> secrets = at(simulator).credentials(SimulatedVendor.PRIMARY);
        return switch (this) {
            case OLARK -> Map.of("olark.base.url", simulator.olarkUrl(), "olark.api.key", secret(secrets, "apiKey"));
            case LIVECHAT ->
                Map.of(
                        "livechat.base.url", simulator.liveChatUrl(),
                        "livechat.token.url", simulator.liveChatTokenUrl(),
                        "livechat.client.id", secret(secrets, "clientId"),
                        "livechat.client.secret", secret(secrets, "clientSecret"),
                        "livechat.propagation.delay.ms", "0");
            case GLADLY_THIN, GLADLY_FULL ->
                Map.of(
                        "gladly.base.url", simulator.gladlyUrl(),
                        "gladly.user", secret(secrets, "user"),
                        "gladly.secret", secret(secrets, "secret"));
            case TALKDESK_THIN, TALKDESK_FULL ->
                Map.of(
                        "talkdesk.base.url", simulator.talkdeskUrl(),
                        "talkdesk.token.url", simulator.talkdeskTokenUrl(),
                        "talkdesk.client.id", secret(secrets, "clientId"),
                        "talkdesk.client.secret", secret(secrets, "clientSecret"));
            case TALKDESK_SCIM ->
                Map.of(
                        "talkdesk.api", "scim",
                        "talkdesk.scim.base.url", simulator.talkdeskScimUrl(),
                        "talkdesk.scim.token", secret(secrets, "scimToken"));
        };
    }

    private static String secret(Map<String, String> secrets, String name) {
        return secrets.getOrDefault(name, "");
    }

    /** A change of name that every view of this vendor shows. */
    void rename(Simulator simulator, String userId, String name) {
        at(simulator).primary().change(userId, Map.of(simulated == Vendor.OLARK ? "nickname" : "name", name));
    }

    /** One more person in the account. */
    String hire(Simulator simulator, String address) {
        Map<String, Object> person = new HashMap<>();
        switch (simulated) {
            case OLARK -> person.putAll(Map.of("email", address, "nickname", "New"));
            case LIVECHAT -> person.putAll(Map.of("id", address, "name", "New"));
            case GLADLY ->
                person.putAll(Map.of(
                        "emailAddress", address,
                        "name", "New",
                        "phoneNumber", "+15550101",
                        "externalId", "E99999",
                        "language", "en-US"));
            case TALKDESK -> person.putAll(Map.of("email", address, "name", "New"));
        }
        return at(simulator).primary().create(person).get("id").asText();
    }

    /** What the account really holds: names by id. */
    Map<String, String> truth(Simulator simulator) {
        Map<String, String> names = new HashMap<>();
        at(simulator)
                .primary()
                .users()
                .forEach(user -> names.put(
                        user.get("id").asText(),
                        user.get(simulated == Vendor.OLARK ? "nickname" : "name")
                                .asText()));
        return names;
    }
}
