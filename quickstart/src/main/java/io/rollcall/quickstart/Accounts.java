package io.rollcall.quickstart;

import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The four source connectors of the quickstart, each watching the primary account of a simulated vendor. */
final class Accounts {
    static final String TENANT = "acme";
    static final String TOPIC = "rollcall.users";

    private final Simulator simulator;
    private final Secrets secrets;

    Accounts(Simulator simulator, Secrets secrets) {
        this.simulator = simulator;
        this.secrets = secrets;
    }

    /** Settings by connector name, as one would send them to Connect's REST API. */
    Map<String, Map<String, String>> connectors() {
        Map<String, Map<String, String>> connectors = new LinkedHashMap<>();
        connectors.put("olark-acme", olark());
        connectors.put("livechat-acme", liveChat());
        connectors.put("gladly-acme", gladly());
        connectors.put("talkdesk-acme", talkdesk());
        return connectors;
    }

    private Map<String, String> olark() {
        Map<String, String> settings = source("Olark");
        settings.put("olark.base.url", simulator.olarkUrl());
        settings.put("olark.api.key", secret(simulator.olark(), "olark", "apiKey"));
        return settings;
    }

    private Map<String, String> liveChat() {
        Map<String, String> settings = source("LiveChat");
        settings.put("livechat.base.url", simulator.liveChatUrl());
        settings.put("livechat.token.url", simulator.liveChatTokenUrl());
        settings.put("livechat.auth", "client_credentials");
        settings.put("livechat.client.id", plain(simulator.liveChat(), "clientId"));
        settings.put("livechat.client.secret", secret(simulator.liveChat(), "livechat", "clientSecret"));
        // The real LiveChat needs two minutes until every read shows a change; the simulated one shows it at once.
        settings.put("livechat.propagation.delay.ms", "2000");
        return settings;
    }

    private Map<String, String> gladly() {
        Map<String, String> settings = source("Gladly");
        settings.put("gladly.base.url", simulator.gladlyUrl());
        settings.put("gladly.user", plain(simulator.gladly(), "user"));
        settings.put("gladly.secret", secret(simulator.gladly(), "gladly", "secret"));
        return settings;
    }

    private Map<String, String> talkdesk() {
        Map<String, String> settings = source("Talkdesk");
        settings.put("talkdesk.base.url", simulator.talkdeskUrl());
        settings.put("talkdesk.token.url", simulator.talkdeskTokenUrl());
        settings.put("talkdesk.client.id", plain(simulator.talkdesk(), "clientId"));
        settings.put("talkdesk.client.secret", secret(simulator.talkdesk(), "talkdesk", "clientSecret"));
        return settings;
    }

    private static Map<String, String> source(String vendor) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("connector.class", "io.rollcall.source." + vendor + "SourceConnector");
        settings.put("tenant", TENANT);
        settings.put("sweep.interval.ms", "2000");
        // A simulated vendor has no limit to respect, and a first look need not take a minute.
        settings.put("budget.requests", "100");
        settings.put("budget.window.ms", "1000");
        settings.put("exactly.once.support", "required");
        settings.put("transaction.boundary", "poll");
        settings.put("topic.creation.default.replication.factor", "1");
        settings.put("topic.creation.default.partitions", "4");
        return settings;
    }

    private String secret(SimulatedVendor vendor, String name, String credential) {
        return secrets.put(name, plain(vendor, credential));
    }

    private static String plain(SimulatedVendor vendor, String credential) {
        return vendor.credentials(SimulatedVendor.PRIMARY).getOrDefault(credential, "");
    }
}
