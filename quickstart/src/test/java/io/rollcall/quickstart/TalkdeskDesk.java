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

/** Talkdesk by its REST API, which shows a role by its name and the list's users thinly. */
record TalkdeskDesk(Simulator simulator) implements Desk {

    @Override
    public Vendor vendor() {
        return Vendor.TALKDESK;
    }

    @Override
    public String hire(String name, String address) {
        return account()
                .create(Map.of("name", name, "email", address))
                .path("id")
                .asText();
    }

    @Override
    public void call(String id, String name) {
        account().change(id, Map.of("name", name));
    }

    @Override
    public void join(String id) {
        String team = account()
                .put("teams", Map.of("name", "Task force of " + id))
                .path("id")
                .asText();
        account().join("teams", team, id);
    }

    @Override
    public Optional<String> block(String id) {
        account().change(id, Map.of("status", "inactive"));
        return Optional.of("DEACTIVATED");
    }

    @Override
    public void unblock(String id) {
        account().change(id, Map.of("status", "active"));
    }

    @Override
    public boolean works(JsonNode user) {
        return user.path("status").asText().equals("active");
    }

    /** Talkdesk has no presence on users; a touched time of change must not count either. */
    @Override
    public void flicker(String id, boolean on) {
        account().change(id, Map.of());
    }

    @Override
    public Profile expected(JsonNode user) {
        Map<String, String> texts = new TreeMap<>();
        Profile.put(texts, "userName", user.path("email").asText());
        Profile.put(texts, "displayName", user.path("name").asText());
        Profile.put(texts, "timezone", user.path("time_zone").asText());
        Profile.put(texts, "preferredLanguage", user.path("language").asText());
        String extension = user.path("extension").asText();
        return new Profile(
                texts,
                Set.of(user.path("email").asText()),
                extension.isEmpty() ? Set.of() : Set.of("extension/" + extension),
                Set.of(idNamed("roles", user.path("role").asText())),
                Profile.set(Stream.concat(
                        GladlyDesk.members(user, "teams", "team/"),
                        GladlyDesk.members(user, "ring_groups", "ring_group/"))),
                works(user) ? LifecycleState.ACTIVE : LifecycleState.DEACTIVATED,
                works(user),
                Map.of());
    }

    private String idNamed(String table, String name) {
        return account().rows(table).stream()
                .filter(row -> row.path("name").asText().equals(name))
                .map(row -> row.path("id").asText())
                .findFirst()
                .orElseThrow();
    }
}
