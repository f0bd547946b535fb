package io.rollcall.apply;

import io.rollcall.budget.Priority;
import io.rollcall.budget.Unlimited;
import io.rollcall.config.HttpSettings;
import io.rollcall.http.HttpMetrics;
import io.rollcall.http.VendorHttp;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.vendor.Vendors;
import io.rollcall.vendor.WritableAccount;
import io.rollcall.vendor.WritableDirectory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The accounts that commands can be applied to, each with everything allowed that its vendor can do at all. */
enum Desk {
    OLARK(Vendor.OLARK, Vendors.OLARK, "group", "", ""),
    LIVECHAT(Vendor.LIVECHAT, Vendors.LIVECHAT, "group", "agent", "administrator"),
    GLADLY(Vendor.GLADLY, Vendors.GLADLY, "inbox", "AGENT", "ADMIN"),
    TALKDESK(Vendor.TALKDESK, Vendors.TALKDESK, "team", "agent", "admin"),
    SCIM(Vendor.TALKDESK, Vendors.TALKDESK, "team", "agent", "admin");

    final Vendor simulated;
    final io.rollcall.vendor.Vendor vendor;
    /** A kind of memberships that people have several of. */
    final String group;

    final String plainRole;
    final String adminRole;

    Desk(Vendor simulated, io.rollcall.vendor.Vendor vendor, String group, String plainRole, String adminRole) {
        this.simulated = simulated;
        this.vendor = vendor;
        this.group = group;
        this.plainRole = plainRole;
        this.adminRole = adminRole;
    }

    boolean hasRoles() {
        return this != OLARK;
    }

    SimulatedVendor at(Simulator simulator) {
        return simulator.vendor(simulated);
    }

    /** The simulator's table of {@link #group}. */
    String table() {
        return switch (this) {
            case OLARK, LIVECHAT -> "groups";
            case GLADLY -> "inboxes";
            case TALKDESK, SCIM -> "teams";
        };
    }

    /** The account as new, with three groups to choose from: ids as text. */
    List<String> open(Simulator simulator) {
        SimulatedVendor vendor = at(simulator);
        vendor.reset();
        vendor.set(Setting.GET_FIELDS, "*");
        if (this == LIVECHAT) {
            vendor.set(Setting.PRIVATE_ACTIONS, true);
        }
        for (String name : List.of("Night", "Day", "Weekend")) {
            vendor.primary().put(table(), Map.of("name", name));
        }
        return vendor.primary().rows(table()).stream()
                .filter(row -> List.of("Night", "Day", "Weekend")
                        .contains(row.get("name").asText()))
                .map(row -> row.get("id").asText())
                .toList();
    }

    /** @param others settings besides those that everybody needs */
    WritableAccount account(Simulator simulator, Map<String, String> others) {
        return vendor.parseForWriting(config(simulator, others));
    }

    /** A way to the account that never repeats a request by itself. */
    WritableDirectory directory(Simulator simulator, Map<String, String> others, InstantSource clock) {
        AbstractConfig config = config(simulator, others);
        return vendor.parseForWriting(config)
                .open(VendorHttp.open(
                        vendor.name(),
                        HttpSettings.parse(config),
                        new Unlimited(),
                        Priority.PROVISION,
                        HttpMetrics.NONE,
                        clock));
    }

    private AbstractConfig config(Simulator simulator, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(login(simulator));
        settings.put(HttpSettings.MAX_ATTEMPTS, "1");
        settings.putAll(others);
        ConfigDef definition = HttpSettings.define(vendor.defineWriting(vendor.define(new ConfigDef())));
        return new AbstractConfig(definition, settings, false);
    }

    private Map<String, String> login(Simulator simulator) {
        Map<String, String> secrets = at(simulator).credentials(SimulatedVendor.PRIMARY);
        return switch (this) {
            case OLARK ->
                Map.of(
                        "olark.base.url", simulator.olarkUrl(),
                        "olark.api.key", String.valueOf(secrets.get("apiKey")),
                        "olark.deactivate", "unavailable");
            case LIVECHAT ->
                Map.of(
                        "livechat.base.url", simulator.liveChatUrl(),
                        "livechat.token.url", simulator.liveChatTokenUrl(),
                        "livechat.client.id", String.valueOf(secrets.get("clientId")),
                        "livechat.client.secret", String.valueOf(secrets.get("clientSecret")),
                        "livechat.propagation.delay.ms", "0",
                        "livechat.deactivate", "suspend");
            case GLADLY ->
                Map.of(
                        "gladly.base.url", simulator.gladlyUrl(),
                        "gladly.user", String.valueOf(secrets.get("user")),
                        "gladly.secret", String.valueOf(secrets.get("secret")));
            case TALKDESK ->
                Map.of(
                        "talkdesk.base.url", simulator.talkdeskUrl(),
                        "talkdesk.token.url", simulator.talkdeskTokenUrl(),
                        "talkdesk.client.id", String.valueOf(secrets.get("clientId")),
                        "talkdesk.client.secret", String.valueOf(secrets.get("clientSecret")),
                        "talkdesk.allow.delete", "true");
            case SCIM ->
                Map.of(
                        "talkdesk.api",
                        "scim",
                        "talkdesk.scim.base.url",
                        simulator.talkdeskScimUrl(),
                        "talkdesk.scim.token",
                        String.valueOf(secrets.get("scimToken")),
                        "talkdesk.allow.delete",
                        "true");
        };
    }
}
