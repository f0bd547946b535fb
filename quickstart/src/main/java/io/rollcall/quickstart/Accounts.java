package io.rollcall.quickstart;

import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.simulator.WebhookSetup;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connectors of the quickstart: a source and a sink for the primary account of each simulated vendor. */
final class Accounts {
    static final String TENANT = "acme";
    static final String USERS = "rollcall.users";
    static final String COMMANDS = "rollcall.commands";
    static final String RESULTS = COMMANDS + ".results";

    private static final Map<Vendor, String> CLASSES = Map.of(
            Vendor.OLARK, "Olark",
            Vendor.LIVECHAT, "LiveChat",
            Vendor.GLADLY, "Gladly",
            Vendor.TALKDESK, "Talkdesk");

    private static final String LISTEN = "webhook.listen";
    private static final String GLADLY_HEADER = "X-Gladly-Token";
    private static final String WEBHOOK_SECRET = "quickstart-webhook-secret";

    private final FreePorts ports = new FreePorts(new SecureRandom());
    private final Simulator simulator;
    private final Secrets secrets;

    Accounts(Simulator simulator, Secrets secrets) {
        this.simulator = simulator;
        this.secrets = secrets;
    }

    /** Settings by connector name, as one would send them to Connect's REST API. The commands topic has to exist. */
    Map<String, Map<String, String>> connectors(Cluster cluster) {
        Map<String, Map<String, String>> connectors = new LinkedHashMap<>();
        for (Vendor vendor : Vendor.values()) {
            Map<String, String> source = source(vendor);
            // So that it shares one budget with the sink.
            source.put("kafka.bootstrap.servers", cluster.bootstrap());
            source.putAll(webhooks(vendor));
            connectors.put(vendor.segment() + "-source", source);
            connectors.put(vendor.segment() + "-sink", sink(vendor, cluster));
        }
        return connectors;
    }

    /** Has Gladly tell its connector of changes, once that listens; LiveChat's registers itself. */
    void subscribe(Map<String, Map<String, String>> connectors) {
        Map<String, String> gladly = connectors.getOrDefault(Vendor.GLADLY.segment() + "-source", Map.of());
        String url = "http://" + gladly.get(LISTEN) + path(Vendor.GLADLY);
        simulator.gladly().webhooks().subscribe(WebhookSetup.header(url, GLADLY_HEADER, WEBHOOK_SECRET));
    }

    /** What posts webhooks as Gladly would. */
    HookSender gladlySender(List<String> bodies) {
        return new HookSender(path(Vendor.GLADLY), GLADLY_HEADER + ": " + WEBHOOK_SECRET, bodies);
    }

    /** Settings with which a source listens for webhooks; none for a vendor that sends none. */
    Map<String, String> webhooks(Vendor vendor) {
        if (vendor != Vendor.LIVECHAT && vendor != Vendor.GLADLY) {
            return Map.of();
        }
        String listen = "127.0.0.1:" + ports.next();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(LISTEN, listen);
        settings.put("webhook.secret", secrets.put(vendor.segment() + "-webhook", WEBHOOK_SECRET));
        settings.put("webhook.debounce.ms", "200");
        // Webhooks are to be seen at work; sweeps find what they leave out.
        settings.put("sweep.interval.ms", "5000");
        if (vendor == Vendor.LIVECHAT) {
            settings.put("livechat.webhook.register", "true");
            settings.put("livechat.webhook.public.url", "http://" + listen + path(vendor));
        }
        return settings;
    }

    private static String path(Vendor vendor) {
        return "/" + vendor.segment() + "/" + TENANT;
    }

    /** Settings of the connector that watches the vendor. */
    Map<String, String> source(Vendor vendor) {
        Map<String, String> settings = account(vendor, "source", "Source");
        settings.put("sweep.interval.ms", "1000");
        // Whoever a list shows thinly is read at once.
        settings.put("hydration.percent", "100");
        settings.put("exactly.once.support", "required");
        settings.put("transaction.boundary", "poll");
        settings.put("topic.creation.default.replication.factor", "1");
        settings.put("topic.creation.default.partitions", "4");
        return settings;
    }

    /** Settings of the connector that applies commands at the vendor. */
    Map<String, String> sink(Vendor vendor, Cluster cluster) {
        Map<String, String> settings = account(vendor, "sink", "Sink");
        settings.put("topics", COMMANDS);
        settings.put("kafka.bootstrap.servers", cluster.bootstrap());
        for (String converter : new String[] {"result.key.converter", "result.value.converter"}) {
            settings.put(converter, "io.confluent.connect.avro.AvroConverter");
            Cluster.avro(cluster.registry()).forEach((key, value) -> settings.put(converter + "." + key, value));
        }
        settings.put("ack.side.effects", "email");
        // Simulated people approve their invitations sooner than real ones.
        settings.put("approval.interval.ms", "1000");
        return settings;
    }

    private Map<String, String> account(Vendor vendor, String folder, String kind) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("connector.class", "io.rollcall." + folder + "." + CLASSES.get(vendor) + kind + "Connector");
        settings.put("tenant", TENANT);
        // A simulated vendor has no limit to respect, and a first look need not take a minute.
        settings.put("budget.requests", "100");
        settings.put("budget.window.ms", "1000");
        settings.put("budget.search", "false");
        switch (vendor) {
            case OLARK -> olark(settings);
            case LIVECHAT -> liveChat(settings);
            case GLADLY -> gladly(settings);
            case TALKDESK -> talkdesk(settings);
        }
        return settings;
    }

    private void olark(Map<String, String> settings) {
        settings.put("olark.base.url", simulator.olarkUrl());
        settings.put("olark.api.key", secret(simulator.olark(), "olark", "apiKey"));
    }

    private void liveChat(Map<String, String> settings) {
        settings.put("livechat.base.url", simulator.liveChatUrl());
        settings.put("livechat.token.url", simulator.liveChatTokenUrl());
        settings.put("livechat.auth", "client_credentials");
        settings.put("livechat.client.id", plain(simulator.liveChat(), "clientId"));
        settings.put("livechat.client.secret", secret(simulator.liveChat(), "livechat", "clientSecret"));
        // The real LiveChat needs two minutes until every read shows a change; the simulated one shows it at once.
        settings.put("livechat.propagation.delay.ms", "2000");
    }

    private void gladly(Map<String, String> settings) {
        settings.put("gladly.base.url", simulator.gladlyUrl());
        settings.put("gladly.user", plain(simulator.gladly(), "user"));
        settings.put("gladly.secret", secret(simulator.gladly(), "gladly", "secret"));
    }

    private void talkdesk(Map<String, String> settings) {
        settings.put("talkdesk.base.url", simulator.talkdeskUrl());
        settings.put("talkdesk.token.url", simulator.talkdeskTokenUrl());
        settings.put("talkdesk.client.id", plain(simulator.talkdesk(), "clientId"));
        settings.put("talkdesk.client.secret", secret(simulator.talkdesk(), "talkdesk", "clientSecret"));
    }

    /** The same connector, using SCIM instead of Talkdesk's REST API. */
    Map<String, String> byScim(Map<String, String> talkdesk) {
        Map<String, String> settings = new LinkedHashMap<>(talkdesk);
        settings.keySet().removeIf(key -> key.startsWith("talkdesk."));
        settings.put("talkdesk.api", "scim");
        settings.put("talkdesk.scim.base.url", simulator.talkdeskScimUrl());
        settings.put("talkdesk.scim.token", secret(simulator.talkdesk(), "talkdesk-scim", "scimToken"));
        return settings;
    }

    private String secret(SimulatedVendor vendor, String name, String credential) {
        return secrets.put(name, plain(vendor, credential));
    }

    private static String plain(SimulatedVendor vendor, String credential) {
        return vendor.credentials(SimulatedVendor.PRIMARY).getOrDefault(credential, "");
    }
}
