package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** LiveChat's webhooks: the secret inside the body, changed fields only, exactly 200, three resends within a minute, then lost. */
final class LiveChatHooks implements HookDialect {

    static final List<String> ACTIONS = List.of(
            "agent_created",
            "agent_updated",
            "agent_deleted",
            "agent_suspended",
            "agent_unsuspended",
            "agent_approved",
            "routing_status_set",
            "group_created",
            "group_updated",
            "group_deleted",
            "incoming_chat",
            "chat_deactivated",
            "chat_started",
            "chat_ended");
    static final Set<String> SOURCES = Set.of("my_client", "other_clients", "system");
    private static final int LONGEST_URL = 500;
    private static final int MOST_PER_ACTION = 3;
    private static final Set<String> VOLATILE = Set.of("login_status", "routing_status", "last_logout");
    private static final List<Duration> RESENDS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private final Settings settings;

    LiveChatHooks(Settings settings) {
        this.settings = settings;
    }

    /** Whether an action tells of agents or groups, whose webhooks take only one sort of filter. */
    static boolean aboutUsers(String action) {
        return action.startsWith("agent_") || action.startsWith("group_");
    }

    /** Membership is told of as the group's when a group was changed, else as the agent's; never as both. */
    @Override
    public List<HookEvent> events(List<Change> changes) {
        List<Change> groups = changes.stream()
                .filter(change -> change.table().equals(LiveChatModel.GROUPS))
                .toList();
        List<HookEvent> events = new ArrayList<>();
        if (groups.isEmpty()) {
            changes.forEach(change -> agent(change, events));
        } else {
            groups.forEach(change -> group(change, events));
        }
        return events;
    }

    private static void agent(Change change, List<HookEvent> events) {
        ObjectNode id = Json.object().put("id", change.id());
        ObjectNode after = change.after();
        if (change.before() == null && after != null) {
            events.add(new HookEvent("agent_created", change.id(), after));
        } else if (after == null) {
            events.add(new HookEvent("agent_deleted", change.id(), id));
        } else {
            Set<String> fields = change.fields();
            if (fields.remove("suspended")) {
                boolean suspended = after.path("suspended").asBoolean();
                events.add(new HookEvent(suspended ? "agent_suspended" : "agent_unsuspended", change.id(), id));
            }
            if (fields.remove("awaiting_approval")
                    && !after.path("awaiting_approval").asBoolean()) {
                events.add(new HookEvent("agent_approved", change.id(), id));
            }
            if (fields.contains("routing_status")) {
                String status = Json.text(after, "routing_status").replace('_', ' ');
                ObjectNode payload = Json.object().put("agent_id", change.id()).put("status", status);
                events.add(new HookEvent("routing_status_set", change.id(), payload));
            }
            fields.removeAll(VOLATILE);
            if (!fields.isEmpty()) {
                events.add(new HookEvent("agent_updated", change.id(), changed(id.deepCopy(), fields, after)));
            }
        }
    }

    private void group(Change change, List<HookEvent> events) {
        ObjectNode before = change.before();
        ObjectNode after = change.after();
        ObjectNode id = Json.object().set("id", id(change));
        if (before == null && after != null) {
            events.add(new HookEvent("group_created", change.id(), after));
        } else if (before == null || after == null) {
            events.add(new HookEvent("group_deleted", change.id(), id));
        } else {
            Set<String> fields = change.fields();
            fields.removeAll(VOLATILE);
            if (!fields.isEmpty()) {
                ObjectNode payload = changed(id, fields, after);
                if (fields.contains("agent_priorities") && settings.is(Setting.WEBHOOK_PRIORITIES, "partial")) {
                    payload.set("agent_priorities", newPriorities(before, after));
                }
                events.add(new HookEvent("group_updated", change.id(), payload));
            }
        }
    }

    private static JsonNode id(Change change) {
        return Optional.ofNullable(change.after())
                .or(() -> Optional.ofNullable(change.before()))
                .map(group -> group.path("id"))
                .orElseThrow();
    }

    private static ObjectNode changed(ObjectNode payload, Set<String> fields, ObjectNode after) {
        for (String field : fields) {
            payload.set(field, after.has(field) ? after.path(field) : NullNode.getInstance());
        }
        return payload;
    }

    /** The part of the map that was set; who left the group is not in it. */
    private static ObjectNode newPriorities(ObjectNode before, ObjectNode after) {
        ObjectNode part = Json.object();
        after.path("agent_priorities").properties().forEach(entry -> {
            if (!Objects.equals(before.path("agent_priorities").get(entry.getKey()), entry.getValue())) {
                part.set(entry.getKey(), entry.getValue());
            }
        });
        return part;
    }

    @Override
    public boolean wants(Subscription subscription, HookEvent event, String client) {
        String source = client.equals(subscription.owner()) ? "my_client" : "other_clients";
        return subscription.events().contains(event.name())
                && (subscription.sources().isEmpty() || subscription.sources().contains(source));
    }

    @Override
    public ObjectNode body(Subscription subscription, HookEvent event, String client, Instant now) {
        ObjectNode body = Json.object().put("webhook_id", subscription.id());
        if (!subscription.secret().isEmpty()) {
            body.put("secret_key", subscription.secret());
        }
        body.put("action", event.name())
                .put("organization_id", LiveChatTokens.organization(subscription.account()))
                .set("payload", event.payload());
        if (settings.on(Setting.WEBHOOK_REQUESTER)) {
            ObjectNode requester = body.putObject("requester")
                    .put("user_id", "owner@" + subscription.account() + ".example")
                    .put("account_id", LiveChatTokens.uuid("account-" + subscription.account()));
            if (!client.isEmpty()) {
                requester.put("client_id", client);
            }
        }
        body.putObject("additional_data");
        return body;
    }

    @Override
    public void admit(Subscription wanted, List<Subscription> existing) {
        for (String action : wanted.events()) {
            if (!ACTIONS.contains(action)) {
                throw invalid("action is unknown");
            }
            long same = existing.stream()
                    .filter(each -> each.account().equals(wanted.account())
                            && each.owner().equals(wanted.owner())
                            && each.events().contains(action))
                    .count();
            if (same >= MOST_PER_ACTION) {
                throw new Refused(LiveChatFake.refusal(403, "limit_reached", "Too many webhooks for this action"));
            }
        }
        if (wanted.url().isEmpty() || wanted.url().length() > LONGEST_URL) {
            throw invalid("url is required, at most 500 characters");
        }
        if (wanted.secret().isEmpty()) {
            throw invalid("secret_key is required");
        }
        if (wanted.owner().isEmpty()) {
            throw invalid("owner_client_id is required");
        }
        if (!SOURCES.containsAll(wanted.sources())) {
            throw invalid("source_type is unknown");
        }
    }

    private static Refused invalid(String message) {
        return new Refused(LiveChatFake.refusal(400, "validation", message));
    }

    @Override
    public boolean received(int status) {
        return status == 200;
    }

    @Override
    public List<Duration> resends() {
        return RESENDS;
    }

    @Override
    public boolean disablesInTheEnd() {
        return false;
    }
}
