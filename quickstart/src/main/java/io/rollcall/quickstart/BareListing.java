package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads the pages that a first sweep of one vendor reads: the users, and the lists that hold names. */
@FunctionalInterface
interface BareListing {

    /** Reads everything once, one request after the other. */
    void read(BareClient client) throws InterruptedException;

    /** A client that may read the vendor's primary account. */
    static BareClient client(SimulatedVendor vendor, BenchmarkCase.Api api, Simulator simulator)
            throws InterruptedException {
        Map<String, String> credentials = vendor.credentials(SimulatedVendor.PRIMARY);
        return new BareClient(
                switch (api) {
                    case OLARK -> basic(credentials.getOrDefault("apiKey", ""), "");
                    case LIVECHAT -> "Bearer " + credentials.getOrDefault("bearerToken", "");
                    case GLADLY -> basic(credentials.getOrDefault("user", ""), credentials.getOrDefault("secret", ""));
                    case TALKDESK ->
                        "Bearer "
                                + BareClient.token(
                                        simulator.talkdeskTokenUrl(),
                                        credentials.getOrDefault("clientId", ""),
                                        credentials.getOrDefault("clientSecret", ""));
                    case SCIM -> "Bearer " + credentials.getOrDefault("scimToken", "");
                });
    }

    static BareListing of(BenchmarkCase.Api api, Simulator simulator) {
        return switch (api) {
            case OLARK -> client -> olark(client, simulator.olarkUrl());
            case LIVECHAT -> client -> liveChat(client, simulator.liveChatUrl());
            case GLADLY -> client -> gladly(client, simulator.gladlyUrl());
            case TALKDESK -> client -> talkdesk(client, simulator.talkdeskUrl());
            case SCIM -> client -> scim(client, simulator.talkdeskScimUrl());
        };
    }

    /** Olark tells no total: an empty page is the end. */
    private static void olark(BareClient client, String base) throws InterruptedException {
        client.get(base + "/groups");
        int page = 1;
        while (!client.get(BareClient.with(base + "/operators", Map.of("page", page)))
                .path("data")
                .isEmpty()) {
            page++;
        }
    }

    private static void liveChat(BareClient client, String base) throws InterruptedException {
        client.post(base + "/action/list_groups", JsonNodeFactory.instance.objectNode());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("awaiting_approval", "suspended", "groups", "max_chats_count", "job_title")) {
            body.withArray("fields").add(field);
        }
        String next = "";
        do {
            if (!next.isEmpty()) {
                body.put("page_id", next);
            }
            next = client.post(base + "/action/list_agents", body)
                    .path("next_page_id")
                    .asText("");
        } while (!next.isEmpty());
    }

    private static void gladly(BareClient client, String base) throws InterruptedException {
        client.get(base + "/teams?limit=100");
        client.get(base + "/inboxes?limit=100");
        String cursor = "";
        do {
            Map<String, Object> query =
                    cursor.isEmpty() ? Map.of("limit", 100) : Map.of("limit", 100, "cursor", cursor);
            JsonNode next = client.get(BareClient.with(base + "/agents", query)).path("nextCursor");
            cursor = next.isTextual() ? next.asText() : "";
        } while (!cursor.isEmpty());
    }

    private static void talkdesk(BareClient client, String base) throws InterruptedException {
        client.get(BareClient.with(base + "/roles", Map.of("page[size]", 100)));
        client.get(BareClient.with(base + "/teams", Map.of("page[size]", 100)));
        int page = 0;
        int total;
        do {
            page++;
            total = client.get(BareClient.with(base + "/users", Map.of("page[number]", page, "page[size]", 100)))
                    .at("/meta/total")
                    .asInt();
        } while (page * 100 < total);
    }

    private static void scim(BareClient client, String base) throws InterruptedException {
        client.get(BareClient.with(base + "/Groups", Map.of("startIndex", 1, "count", 100)));
        int seen = 0;
        int total;
        do {
            JsonNode page = client.get(BareClient.with(base + "/Users", Map.of("startIndex", seen + 1, "count", 100)));
            seen += page.path("Resources").size();
            total = page.path("totalResults").asInt();
        } while (seen < total);
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
