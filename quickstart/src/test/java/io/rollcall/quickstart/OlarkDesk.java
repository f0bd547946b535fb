package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.LifecycleState;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Olark, which knows no state of an operator and shows memberships on groups. */
record OlarkDesk(Simulator simulator) implements Desk {

    @Override
    public Vendor vendor() {
        return Vendor.OLARK;
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
