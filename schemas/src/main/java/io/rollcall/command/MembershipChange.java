package io.rollcall.command;

import java.util.List;

/**
 * A change of one kind of memberships.
 *
 * @param type {@code role}, {@code group}, {@code team}, {@code inbox} or {@code ring_group}
 * @param action a {@link MembershipAction} in an open vocabulary
 * @param refs which ones
 */
public record MembershipChange(String type, String action, List<NamedRef> refs) {

    public MembershipChange {
        refs = List.copyOf(refs);
    }
}
