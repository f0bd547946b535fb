package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.LifecycleState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The same people as {@link TalkdeskDesk} by SCIM, which has names of roles and no addresses. A user names teams too; the groups tell
 * their ids.
 */
record TalkdeskScimDesk(Simulator simulator) implements Desk {

    @Override
    public String name() {
        return "talkdesk-scim";
    }

    @Override
    public Vendor vendor() {
        return Vendor.TALKDESK;
    }

    @Override
    public Map<String, String> byApi(Accounts accounts, Map<String, String> settings) {
        return accounts.byScim(settings);
    }

    private TalkdeskDesk rest() {
        return new TalkdeskDesk(simulator);
    }

    @Override
    public String listing() {
        return "scim_list_users";
    }

    @Override
    public String reading() {
        return "scim_get_user";
    }

    @Override
    public String updating() {
        return "scim_update_user";
    }

    @Override
    public String hire(String name, String address) {
        return rest().hire(name, address);
    }

    @Override
    public void call(String id, String name) {
        rest().call(id, name);
    }

    @Override
    public List<String> changedByName() {
        return List.of("displayName", "extensions.talkdesk:name");
    }

    @Override
    public void join(String id) {
        rest().join(id);
    }

    @Override
    public Optional<String> block(String id) {
        return rest().block(id);
    }

    @Override
    public void unblock(String id) {
        rest().unblock(id);
    }

    @Override
    public boolean works(JsonNode user) {
        return rest().works(user);
    }

    @Override
    public void flicker(String id, boolean on) {
        rest().flicker(id, on);
    }

    @Override
    public Profile expected(JsonNode user) {
        String name = user.path("name").asText();
        Map<String, String> texts = new TreeMap<>();
        Profile.put(texts, "userName", user.path("email").asText());
        Profile.put(texts, "displayName", name);
        int space = name.indexOf(' ');
        JsonNode parts = JsonNodeFactory.instance
                .objectNode()
                .put("givenName", space < 0 ? name : name.substring(0, space))
                .put("familyName", space < 0 ? "" : name.substring(space + 1));
        return new Profile(
                texts,
                Set.of(),
                Set.of(),
                Set.of(user.path("role").asText()),
                Profile.set(GladlyDesk.members(user, "teams", "team/")),
                works(user) ? LifecycleState.ACTIVE : LifecycleState.DEACTIVATED,
                works(user),
                Map.of("talkdesk:name", parts));
    }
}
