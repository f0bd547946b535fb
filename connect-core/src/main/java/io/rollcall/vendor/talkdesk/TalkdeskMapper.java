package io.rollcall.vendor.talkdesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.user.Attribute;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.user.UserView;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.UnreadableUserException;
import io.rollcall.vendor.UserDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users of Talkdesk's REST API as users. */
final class TalkdeskMapper {
    private final RefCatalog roles;
    private final RefCatalog teams;

    TalkdeskMapper(RefCatalog roles, RefCatalog teams) {
        this.roles = roles;
        this.teams = teams;
    }

    UserView view(JsonNode user, Instant sentAt) throws UnreadableUserException {
        UserDraft draft = UserDraft.of(TalkdeskVendor.NAME, user);
        draft.drop("_links");
        draft.text(Attribute.DISPLAY_NAME, "name");
        draft.text(Attribute.TIMEZONE, "time_zone");
        draft.text(Attribute.PREFERRED_LANGUAGE, "language");
        draft.login("email");
        draft.phone("extension", "extension");
        // The specification says that it is an id and shows names.
        draft.role("role", role -> roles.settle(role, "role"));
        status(draft);
        draft.times(draft.take("created_at"), draft.take("updated_at"));
        groups(draft);
        return draft.view(sentAt);
    }

    /** The specification has {@code status}, the public API {@code active}; with both, the former counts. */
    private static void status(UserDraft draft) {
        String status = Json.text(draft.peek("status"));
        if ("active".equalsIgnoreCase(status) || "inactive".equalsIgnoreCase(status)) {
            draft.drop("status", "active");
            boolean active = "active".equalsIgnoreCase(status);
            draft.lifecycle(active ? LifecycleState.ACTIVE : LifecycleState.DEACTIVATED);
        } else {
            draft.active("active");
        }
    }

    /** Teams and ring groups are one attribute to us, so both must be known. */
    private void groups(UserDraft draft) {
        List<Ref> inTeams = draft.refs("teams", item -> teams.member(item, "team"));
        List<Ref> inRingGroups = draft.refs("ring_groups", TalkdeskMapper::ringGroup);
        if (inTeams != null && inRingGroups != null) {
            List<Ref> all = new ArrayList<>(inTeams);
            all.addAll(inRingGroups);
            draft.groups(all);
        }
    }

    /** No list of ring groups is part of the API we read, so their names stay unknown. */
    private static @Nullable Ref ringGroup(JsonNode element) {
        String id = Json.member(element);
        return id == null ? null : new Ref(id, null, "ring_group", null);
    }
}
