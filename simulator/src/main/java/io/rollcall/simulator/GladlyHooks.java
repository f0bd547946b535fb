package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Gladly's notifications: ids only, any 2xx, four resends within an hour, then disabled. A deactivation by itself is not told of, and
 * neither is anything that happens to teams and inboxes.
 */
final class GladlyHooks implements HookDialect {

    static final List<String> AGENT_EVENTS = List.of("agent.created", "agent.updated");
    private static final Set<String> OTHER_EVENTS = Set.of(
            "conversation.created",
            "conversation.assigned",
            "conversation.closed",
            "conversation.reopened",
            "message.created");
    private static final int MOST = 20;
    private static final int LONGEST_NAME = 200;
    private static final Set<String> UNTOLD = Set.of("updatedAt", "agentStatus");
    private static final List<Duration> RESENDS =
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(1));

    private final Settings settings;

    GladlyHooks(Settings settings) {
        this.settings = settings;
    }

    @Override
    public List<HookEvent> events(List<Change> changes) {
        List<HookEvent> events = new ArrayList<>();
        for (Change change : changes) {
            ObjectNode after = change.after();
            if (!change.table().equals(Tables.USERS) || after == null) {
                continue;
            }
            Set<String> fields = change.fields();
            fields.removeAll(UNTOLD);
            boolean onlyDeactivated =
                    fields.equals(Set.of("active")) && !after.path("active").asBoolean();
            if (change.before() == null) {
                events.add(new HookEvent("agent.created", change.id(), thin(change.id())));
            } else if (!fields.isEmpty() && !onlyDeactivated) {
                events.add(new HookEvent("agent.updated", change.id(), thin(change.id())));
            }
        }
        return events;
    }

    /** The agent's id, where the setting says. */
    private ObjectNode thin(String agentId) {
        List<String> path = List.of(settings.text(Setting.WEBHOOK_AGENT_AT).split("\\.", -1));
        ObjectNode payload = Json.object();
        ObjectNode parent = payload;
        for (String name : path.subList(0, path.size() - 1)) {
            parent = parent.putObject(name);
        }
        parent.put(path.get(path.size() - 1), agentId);
        return payload;
    }

    @Override
    public boolean wants(Subscription subscription, HookEvent event, String client) {
        return subscription.events().stream().anyMatch(each -> plain(each).equals(plain(event.name())));
    }

    @Override
    public ObjectNode body(Subscription subscription, HookEvent event, String client, Instant now) {
        boolean slash = settings.is(Setting.WEBHOOK_NAMES, "slash");
        ObjectNode body = Json.object()
                .put("id", UUID.randomUUID().toString())
                .put("type", slash ? event.name().replace('.', '/').toUpperCase(Locale.ROOT) : event.name())
                .put("timestamp", now.toString());
        body.putObject("initiator").put("id", "agt_console").put("type", "AGENT");
        return body.setAll(event.payload());
    }

    @Override
    public void admit(Subscription wanted, List<Subscription> existing) {
        List<Subscription> ofAccount = existing.stream()
                .filter(each -> each.account().equals(wanted.account()))
                .toList();
        check(ofAccount.size() < MOST, "an organisation has 20 webhooks at most");
        check(ofAccount.stream().noneMatch(each -> each.url().equals(wanted.url())), "another webhook has this URL");
        check(wanted.description().length() <= LONGEST_NAME, "a name has 200 characters at most");
        // Only on loopback can a test go without a certificate.
        check(
                wanted.url().startsWith("https://")
                        || wanted.url().startsWith("http://127.0.0.1")
                        || wanted.url().startsWith("http://localhost"),
                "the URL must be https");
        for (String event : wanted.events()) {
            check(
                    AGENT_EVENTS.contains(plain(event)) || OTHER_EVENTS.contains(plain(event)),
                    "there is no event " + event);
        }
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static String plain(String event) {
        return event.replace('/', '.').toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean received(int status) {
        return status >= 200 && status < 300;
    }

    @Override
    public List<Duration> resends() {
        return RESENDS;
    }

    @Override
    public boolean disablesInTheEnd() {
        return true;
    }
}
