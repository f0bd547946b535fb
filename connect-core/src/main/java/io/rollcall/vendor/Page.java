package io.rollcall.vendor;

import io.rollcall.user.UserView;
import java.util.List;

/**
 * One step of a {@link Listing}.
 *
 * @param users the users on it; the same user may be on several pages when rows shift meanwhile
 * @param paging whether and how the walk ended
 */
public record Page(List<UserView> users, Paging paging) {

    public Page {
        users = List.copyOf(users);
    }
}
