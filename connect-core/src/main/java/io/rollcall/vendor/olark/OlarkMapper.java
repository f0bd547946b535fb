package io.rollcall.vendor.olark;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.user.Attribute;
import io.rollcall.user.Ref;
import io.rollcall.user.UserView;
import io.rollcall.vendor.RefCatalog;
import io.rollcall.vendor.UnreadableUserException;
import io.rollcall.vendor.UserDraft;
import java.time.Instant;
import java.util.List;

/**
 * Olark operators as users.
 *
 * <p>Olark knows no state of an account, so neither {@code active} nor the lifecycle is ever carried.
 */
final class OlarkMapper {
    static final String GROUP = "group";

    private final RefCatalog groups;

    OlarkMapper(RefCatalog groups) {
        this.groups = groups;
    }

    /** An item of the listing, with the memberships that the groups said in the same sweep. */
    UserView listed(JsonNode operator, Instant sentAt) throws UnreadableUserException {
        return view(operator, sentAt, true);
    }

    /**
     * A single operator. It says nothing about groups where the groups themselves do: those were read at another time,
     * and the operator's own {@code group_ids} are a second truth that need not agree.
     */
    UserView read(JsonNode operator, Instant sentAt) throws UnreadableUserException {
        return view(operator, sentAt, false);
    }

    /**
     * A single operator with the groups that its own {@code group_ids} name: for a sink, which has to send those back when it
     * replaces the operator.
     */
    UserView own(JsonNode operator, Instant sentAt) throws UnreadableUserException {
        UserDraft draft = draft(operator);
        List<Ref> own = draft.refs("group_ids", id -> groups.member(id, GROUP));
        if (own != null) {
            draft.groups(own);
        }
        return draft.view(sentAt);
    }

    private UserView view(JsonNode operator, Instant sentAt, boolean joined) throws UnreadableUserException {
        UserDraft draft = draft(operator);
        List<Ref> own = draft.refs("group_ids", id -> groups.member(id, GROUP));
        if (joined && groups.knowsMembers()) {
            draft.groups(groups.membershipsOf(draft.id(), GROUP));
        } else if (own != null && groups.isSettled() && !groups.knowsMembers()) {
            draft.groups(own);
        }
        return draft.view(sentAt);
    }

    private static UserDraft draft(JsonNode operator) throws UnreadableUserException {
        UserDraft draft = UserDraft.of(OlarkVendor.NAME, operator);
        draft.text(Attribute.USER_NAME, "username");
        draft.text(Attribute.DISPLAY_NAME, "nickname");
        draft.email("email", "emailAddress");
        draft.presence("available", text -> text);
        return draft;
    }
}
