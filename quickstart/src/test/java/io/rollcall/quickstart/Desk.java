package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One of the five APIs, seen from behind the connector's back: who works there, and what a consumer has to be told of them. */
interface Desk {

    /**
     * All five.
     *
     * @param other where the people behind SCIM are, so that the two Talkdesk APIs do not show the same ones
     */
    static List<Desk> all(Simulator simulator, Simulator other) {
        return List.of(
                new OlarkDesk(simulator),
                new LiveChatDesk(simulator),
                new GladlyDesk(simulator),
                new TalkdeskDesk(simulator),
                new TalkdeskScimDesk(other));
    }

    /** Short, for names of connectors and tests. */
    default String name() {
        return vendor().segment();
    }

    /** Whose desk it is. */
    Vendor vendor();

    /** The simulator it is in. */
    Simulator simulator();

    default SimulatedVendor side() {
        return simulator().vendor(vendor());
    }

    /** Settings of a connector that watches, secrets by reference, but for the tenant. */
    default Map<String, String> settings(Secrets secrets) {
        Accounts accounts = new Accounts(simulator(), secrets);
        return unlimited(byApi(accounts, accounts.source(vendor())));
    }

    /** Settings of a connector that applies commands, secrets by reference, but for the tenant. */
    default Map<String, String> sinkSettings(Stack stack) {
        Accounts accounts = new Accounts(simulator(), stack.secrets());
        return unlimited(byApi(accounts, accounts.sink(vendor(), stack.cluster())));
    }

    /** The settings with those of the API that this desk stands for. */
    default Map<String, String> byApi(Accounts accounts, Map<String, String> settings) {
        return settings;
    }

    /** The simulator's name for listing users. */
    default String listing() {
        return "list_users";
    }

    /** The simulator's name for reading one user. */
    default String reading() {
        return "get_user";
    }

    /** The simulator's name for changing one user. */
    default String updating() {
        return "update_user";
    }

    /** Creates somebody who can work at once, and gives the id. */
    String hire(String name, String address);

    /** What a consumer has to be told about somebody, from the vendor's own JSON. */
    Profile expected(JsonNode user);

    /** Gives somebody another name. */
    void call(String id, String name);

    /** What a consumer is told to have changed by {@link #call}. */
    default List<String> changedByName() {
        return List.of("displayName");
    }

    /** Makes somebody a member of one more group or team. */
    void join(String id);

    /** Blocks somebody. What a consumer reads of it, in the words of events; empty where the vendor knows no such thing. */
    default Optional<String> block(String id) {
        return Optional.empty();
    }

    /** Lets somebody who was blocked work again. */
    default void unblock(String id) {
        throw new UnsupportedOperationException(name());
    }

    /** Whether somebody may be blocked, and is not. */
    default boolean works(JsonNode user) {
        return true;
    }

    /** Gives somebody another id as the same person; empty where nothing would prove that. */
    default Optional<String> move(String id) {
        return Optional.empty();
    }

    /** Changes availability, which is no change. */
    void flicker(String id, boolean on);

    /** Everybody who may be blocked, in the vendor's order. */
    default List<String> working() {
        return account().users().stream()
                .filter(this::works)
                .map(user -> user.path("id").asText())
                .toList();
    }

    default SimulatedAccount account() {
        return side().primary();
    }

    /** Everybody who works there, by id, as a consumer has to be told. */
    default Map<String, Profile> expected() {
        Map<String, Profile> all = new TreeMap<>();
        account().state().path("users").forEach(user -> all.put(user.path("id").asText(), expected(user)));
        return all;
    }

    /** Reads of single users since that entry of the journal, by what they were answered. */
    default List<JournalEntry> reads(long after, int status) {
        return simulator()
                .journal()
                .entries(request -> request.sequence() > after
                        && request.vendor() == vendor()
                        && request.action().equals(reading())
                        && request.status() == status);
    }

    /** Whether a request begins a sweep. */
    default boolean beginsSweep(JournalEntry request) {
        return request.vendor() == vendor()
                && request.action().equals(listing())
                && !request.query().containsKey("cursor")
                && !request.query().containsKey("page_id")
                && request.query().getOrDefault("page", "1").equals("1")
                && request.query().getOrDefault("startIndex", "1").equals("1");
    }

    private static Map<String, String> unlimited(Map<String, String> settings) {
        settings.put("budget.requests", "1000");
        settings.put("budget.window.ms", "1000");
        settings.put("budget.search", "false");
        return settings;
    }
}
