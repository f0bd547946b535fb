package io.rollcall.vendor.livechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.UnreadableUserException;
import io.rollcall.vendor.UserDraft;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LiveChat agents as users. */
final class LiveChatMapper {
    private final RefCatalog groups;

    LiveChatMapper(RefCatalog groups) {
        this.groups = groups;
    }

    UserView view(JsonNode agent, Instant sentAt) throws UnreadableUserException {
        UserDraft draft = UserDraft.of(LiveChatVendor.NAME, agent);
        draft.loginById();
        draft.text(Attribute.EXTERNAL_ID, "account_id");
        draft.text(Attribute.DISPLAY_NAME, "name");
        draft.text(Attribute.TITLE, "job_title");
        draft.phone("mobile", "mobile");
        // v3.6 calls it normal; the specification, and everybody at LiveChat's desk, calls it agent.
        draft.role("role", role -> new Ref(role.equals("normal") ? "agent" : role, null, "role", null));
        lifecycle(draft);
        List<Ref> memberships = draft.refs("groups", this::membership);
        if (memberships != null) {
            draft.groups(memberships);
        }
        draft.presence("routing_status", LiveChatMapper::status);
        draft.presence("login_status", LiveChatMapper::status);
        draft.presence("last_logout", text -> text);
        unify(draft);
        return draft.view(sentAt);
    }

    /** An agent whose approval is not shown may be anything: to take it for active would let work begin too early. */
    private static void lifecycle(UserDraft draft) {
        JsonNode awaiting = draft.peek("awaiting_approval");
        Boolean awaits = draft.flag("awaiting_approval");
        if (Boolean.TRUE.equals(draft.flag("suspended"))) {
            draft.lifecycle(LifecycleState.SUSPENDED);
        } else if (awaits != null) {
            draft.lifecycle(awaits ? LifecycleState.INVITED : LifecycleState.ACTIVE);
        } else if (awaiting != null && awaiting.isNull()) {
            draft.lifecycle(LifecycleState.UNKNOWN);
        }
    }

    private @Nullable Ref membership(JsonNode group) {
        // Zero is the id of a real group, General.
        String id = Json.id(group);
        return id == null ? null : new Ref(id, groups.nameOf(id), "group", Json.text(group.get("priority")));
    }

    /** list_agents and get_agent call two attributes differently, which must not look like a change. */
    private static void unify(UserDraft draft) {
        JsonNode avatar = draft.take("avatar_path", "avatar");
        draft.drop("avatar");
        String address = Json.text(avatar);
        if (address != null) {
            String complete = address.contains("://") ? address : "https://" + address.replaceFirst("^//", "");
            draft.extension("avatar_path", TextNode.valueOf(complete));
        } else if (avatar != null) {
            draft.extension("avatar_path", avatar);
        }
        JsonNode subscriptions = draft.take("email_subscriptions", "summaries");
        draft.drop("summaries");
        if (subscriptions != null) {
            draft.extension("email_subscriptions", subscriptions);
        }
    }

    /** The Configuration API and webhooks write {@code accepting chats}, the Agent Chat API {@code accepting_chats}. */
    private static String status(String text) {
        return text.strip().replace(' ', '_');
    }
}
