package io.rollcall.vendor.gladly;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.user.Attribute;
import io.rollcall.user.Ref;
import io.rollcall.user.UserView;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.UnreadableUserException;
import io.rollcall.vendor.UserDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Gladly agents as users. */
final class GladlyMapper {
    private static final String TEAM = "team";

    private final RefCatalog teams;
    private final RefCatalog inboxes;

    GladlyMapper(RefCatalog teams, RefCatalog inboxes) {
        this.teams = teams;
        this.inboxes = inboxes;
    }

    /** An item of the listing, which may lack most attributes. */
    UserView listed(JsonNode agent, Instant sentAt) throws UnreadableUserException {
        return view(agent, sentAt, false);
    }

    /** A single agent: what it lacks, this organisation's API does not have. */
    UserView read(JsonNode agent, Instant sentAt) throws UnreadableUserException {
        return view(agent, sentAt, true);
    }

    private UserView view(JsonNode agent, Instant sentAt, boolean fullest) throws UnreadableUserException {
        UserDraft draft = UserDraft.of(GladlyVendor.NAME, agent);
        draft.text(Attribute.EXTERNAL_ID, "externalId");
        draft.text(Attribute.DISPLAY_NAME, "name");
        draft.text(Attribute.PREFERRED_LANGUAGE, "language");
        draft.login("emailAddress");
        draft.phone("work", "phoneNumber");
        draft.role("role", role -> new Ref(role, null, "role", null));
        draft.active("active");
        draft.presence("agentStatus", text -> text);
        draft.times(draft.take("createdAt"), draft.take("updatedAt"));
        groups(draft, fullest);
        return draft.view(sentAt);
    }

    /**
     * Inboxes and teams are one attribute to us, so both must be known.
     *
     * <p>The public API shows no inboxes on agents at all, and teams only as members of teams. That cannot be told from a
     * thin list, but it can from a single read that has neither.
     */
    private void groups(UserDraft draft, boolean fullest) {
        List<Ref> inInboxes = draft.refs("inboxes", item -> inboxes.member(item, "inbox"));
        List<Ref> inTeams = draft.refs("teams", item -> teams.member(item, TEAM));
        boolean publicApi = fullest && inInboxes == null && inTeams == null;
        if (inTeams == null && teams.showsMembers()) {
            inTeams = teams.membershipsOf(draft.id(), TEAM);
        }
        if (inTeams != null && (inInboxes != null || publicApi)) {
            List<Ref> all = new ArrayList<>(inTeams);
            all.addAll(inInboxes == null ? List.of() : inInboxes);
            draft.groups(all);
        }
    }
}
