package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** The Java API by HTTP, for a process of its own. Whole-simulator routes here; those of one vendor in {@link VendorAdmin}. */
final class AdminApi {

    static final String SEGMENT = "__rollcall";

    private final Simulator simulator;

    AdminApi(Simulator simulator) {
        this.simulator = simulator;
    }

    Answer answer(Call call) {
        try {
            return route(call);
        } catch (NoSuchElementException e) {
            return problem(404, e);
        } catch (IllegalArgumentException e) {
            return problem(400, e);
        }
    }

    private Answer route(Call call) {
        if (call.path().isEmpty()) {
            throw new NoSuchElementException("no such admin resource");
        }
        if (!call.startsWith("vendors") || call.path().size() == 1) {
            return whole(call);
        }
        Vendor vendor =
                Vendor.ofSegment(call.path().get(1)).orElseThrow(() -> new NoSuchElementException("no such vendor"));
        return new VendorAdmin(simulator.vendor(vendor)).answer(call.below().below());
    }

    private Answer whole(Call call) {
        if (call.is("GET", "health")) {
            return Answer.ok(Json.object().put("status", "up"));
        } else if (call.is("GET", "vendors")) {
            return Answer.ok(vendors());
        } else if (call.is("GET", "clock")) {
            return Answer.ok(Json.object().put("now", simulator.now().toString()));
        } else if (call.is("POST", "clock")) {
            simulator.advance(Duration.ofMillis(call.json().path("advanceMs").asLong()));
            return Answer.ok(Json.object().put("now", simulator.now().toString()));
        } else if (call.is("POST", "reset")) {
            simulator.reset();
            return Answer.empty(204);
        } else if (call.is("POST", "release")) {
            simulator.releaseHangs();
            return Answer.empty(204);
        } else if (call.is("DELETE", "journal")) {
            simulator.journal().clear();
            return Answer.empty(204);
        } else if (call.is("GET", "journal")) {
            return Answer.ok(
                    Json.array(journal(call).stream().map(AdminApi::json).toList()));
        } else if (call.is("GET", "journal", "count")) {
            return Answer.ok(Json.object().put("count", journal(call).size()));
        }
        throw new NoSuchElementException("no such admin resource");
    }

    private List<JournalEntry> journal(Call call) {
        Map<String, String> query = call.query();
        long after = Long.parseLong(query.getOrDefault("after", "0"));
        return simulator
                .journal()
                .entries(entry -> entry.sequence() > after
                        && matches(query, "vendor", entry.vendor().segment())
                        && matches(query, "action", entry.action())
                        && matches(query, "method", entry.method())
                        && matches(query, "status", String.valueOf(entry.status()))
                        && matches(query, "account", entry.account())
                        && entry.path().contains(query.getOrDefault("path", "")));
    }

    private static boolean matches(Map<String, String> query, String name, String value) {
        return query.getOrDefault(name, value).equals(value);
    }

    private static ObjectNode json(JournalEntry entry) {
        return Json.object()
                .put("sequence", entry.sequence())
                .put("at", entry.at().toString())
                .put("vendor", entry.vendor().segment())
                .put("method", entry.method())
                .put("path", entry.path())
                .put("action", entry.action())
                .put("status", entry.status())
                .put("credential", entry.credential())
                .put("account", entry.account())
                .set("query", Json.tree(new TreeMap<>(entry.query())));
    }

    /** URLs and test credentials; they open nothing but this simulator. */
    ObjectNode vendors() {
        Map<Vendor, Map<String, String>> urls = Map.of(
                Vendor.OLARK, Map.of("api", simulator.olarkUrl()),
                Vendor.LIVECHAT, Map.of("api", simulator.liveChatUrl(), "token", simulator.liveChatTokenUrl()),
                Vendor.GLADLY, Map.of("api", simulator.gladlyUrl()),
                Vendor.TALKDESK,
                        Map.of(
                                "api", simulator.talkdeskUrl(),
                                "token", simulator.talkdeskTokenUrl(),
                                "scim", simulator.talkdeskScimUrl()));
        ObjectNode all = Json.object();
        for (Vendor vendor : Vendor.values()) {
            ObjectNode one = all.putObject(vendor.segment());
            one.set("urls", Json.tree(new TreeMap<>(urls.getOrDefault(vendor, Map.of()))));
            JsonNode credentials = Json.tree(simulator.vendor(vendor).credentials(SimulatedVendor.PRIMARY));
            one.set("credentials", credentials);
        }
        return all;
    }

    private static Answer problem(int status, RuntimeException problem) {
        return Answer.json(status, Json.object().put("error", String.valueOf(problem.getMessage())));
    }
}
