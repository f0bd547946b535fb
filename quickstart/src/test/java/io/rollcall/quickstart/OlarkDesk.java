package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.LifecycleState;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Olark, which knows no state of an operator and shows memberships on groups. */
record OlarkDesk(Simulator simulator) implements Desk {

    @Override
    public String name() {
        return "olark";
    }

    @Override
    public Vendor vendor() {
        return Vendor.OLARK;
    }

    @Override
    public SimulatedVendor side() {
        return simulator.olark();
    }

    @Override
    public Map<String, String> settings(Secrets secrets) {
        return Desk.quick(Objects.requireNonNull(
                new Accounts(simulator, secrets).connectors().get("olark-acme")));
    }

    @Override
    public String listing() {
        return "list_users";
    }

    @Override
    public String reading() {
        return "get_user";
    }

    @Override
    public String hire(String name, String address) {
        return account()
                .create(Map.of("nickname", name, "email", address))
                .path("id")
                .asText();
    }

    @Override
    public void call(String id, String name) {
        account().change(id, Map.of("nickname", name));
    }

    @Override
    public void join(String id) {
        String group =
                account().put("groups", Map.of("name", "Task force")).path("id").asText();
        account().join("groups", group, id);
    }

    @Override
    public void flicker(String id, boolean on) {
        account().change(id, Map.of("available", on));
    }

    @Override
    public Profile expected(JsonNode user) {
        Map<String, String> texts = new TreeMap<>();
        Profile.put(texts, "displayName", user.path("nickname").asText());
        return new Profile(
                texts,
                Set.of(user.path("email").asText()),
                Set.of(),
                Set.of(),
                Profile.set(StreamSupport.stream(user.path("group_ids").spliterator(), false)
                        .map(group -> "group/" + group.asText())),
                LifecycleState.UNKNOWN,
                null,
                Map.of());
    }
}
