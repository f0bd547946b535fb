package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.LifecycleState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** LiveChat, where an agent's id is an address, and {@code account_id} tells that two addresses are one person. */
record LiveChatDesk(Simulator simulator) implements Desk {

    @Override
    public Vendor vendor() {
        return Vendor.LIVECHAT;
    }

    @Override
    public String hire(String name, String address) {
        return account().create(Map.of("id", address, "name", name)).path("id").asText();
    }

    @Override
    public void call(String id, String name) {
        account().change(id, Map.of("name", name));
    }

    @Override
    public void join(String id) {
        String group =
                account().put("groups", Map.of("name", "Task force")).path("id").asText();
        account().join("groups", group, id);
    }

    @Override
    public Optional<String> block(String id) {
        account().change(id, Map.of("suspended", true));
        return Optional.of("SUSPENDED");
    }

    @Override
    public void unblock(String id) {
        account().change(id, Map.of("suspended", false));
    }

    @Override
    public boolean works(JsonNode user) {
        return !user.path("suspended").asBoolean()
                && !user.path("awaiting_approval").asBoolean();
    }

    @Override
    public Optional<String> move(String id) {
        return Optional.of(account().rename(id, "moved." + id).path("id").asText());
    }

    @Override
    public void flicker(String id, boolean on) {
        account()
                .change(
                        id,
                        Map.of(
                                "login_status", on ? "accepting chats" : "not accepting chats",
                                "routing_status", on ? "accepting_chats" : "not_accepting_chats"));
    }

    @Override
    public Profile expected(JsonNode user) {
        Map<String, String> texts = new TreeMap<>();
        Profile.put(texts, "externalId", user.path("account_id").asText());
        Profile.put(texts, "userName", user.path("id").asText());
        Profile.put(texts, "displayName", user.path("name").asText());
        Profile.put(texts, "title", user.path("job_title").asText());
        LifecycleState state = works(user)
                ? LifecycleState.ACTIVE
                : user.path("suspended").asBoolean() ? LifecycleState.SUSPENDED : LifecycleState.INVITED;
        return new Profile(
                texts,
                Set.of(user.path("id").asText()),
                Set.of(),
                Set.of(user.path("role").asText()),
                Profile.set(StreamSupport.stream(user.path("groups").spliterator(), false)
                        .map(group -> "group/" + group.path("id").asText() + "/"
                                + group.path("priority").asText())),
                state,
                state == LifecycleState.ACTIVE,
                Map.of(
                        "livechat:avatar_path", user.path("avatar"),
                        "livechat:max_chats_count", user.path("max_chats_count"),
                        "livechat:notifications", user.path("notifications")));
    }
}
