package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.LifecycleState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Gladly, whose list shows agents thinly, and whose {@code externalId} tells that two ids are one person. */
record GladlyDesk(Simulator simulator) implements Desk {

    @Override
    public Vendor vendor() {
        return Vendor.GLADLY;
    }

    @Override
    public String hire(String name, String address) {
        return account()
                .create(Map.of("name", name, "emailAddress", address, "externalId", "hr:" + address))
                .path("id")
                .asText();
    }

    @Override
    public void call(String id, String name) {
        account().change(id, Map.of("name", name));
    }

    @Override
    public void join(String id) {
        String team =
                account().put("teams", Map.of("name", "Task force")).path("id").asText();
        account().join("teams", team, id);
    }

    @Override
    public Optional<String> block(String id) {
        account().change(id, Map.of("active", false));
        return Optional.of("DEACTIVATED");
    }

    @Override
    public void unblock(String id) {
        account().change(id, Map.of("active", true));
    }

    @Override
    public boolean works(JsonNode user) {
        return user.path("active").asBoolean();
    }

    @Override
    public Optional<String> move(String id) {
        return Optional.of(account().rename(id, id + "_new").path("id").asText());
    }

    @Override
    public void flicker(String id, boolean on) {
        account().change(id, Map.of("agentStatus", on ? "ONLINE" : "OFFLINE"));
    }

    @Override
    public Profile expected(JsonNode user) {
        Map<String, String> texts = new TreeMap<>();
        Profile.put(texts, "externalId", user.path("externalId").asText());
        Profile.put(texts, "userName", user.path("emailAddress").asText());
        Profile.put(texts, "displayName", user.path("name").asText());
        Profile.put(texts, "preferredLanguage", user.path("language").asText());
        return new Profile(
                texts,
                Set.of(user.path("emailAddress").asText()),
                Set.of(),
                Set.of(user.path("role").asText()),
                Profile.set(Stream.concat(members(user, "inboxes", "inbox/"), members(user, "teams", "team/"))),
                works(user) ? LifecycleState.ACTIVE : LifecycleState.DEACTIVATED,
                works(user),
                Map.of());
    }

    static Stream<String> members(JsonNode user, String field, String type) {
        return StreamSupport.stream(user.path(field).spliterator(), false).map(id -> type + id.asText());
    }
}
