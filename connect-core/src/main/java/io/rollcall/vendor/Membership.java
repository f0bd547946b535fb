package io.rollcall.vendor;

import io.rollcall.command.MembershipAction;
import io.rollcall.user.Ref;
import java.util.List;

/**
 * A change of one kind of memberships, with nothing left to look up.
 *
 * @param type {@code role}, {@code group}, {@code team}, {@code inbox} or {@code ring_group}
 * @param action what to do with {@code refs}
 * @param refs by the vendor's ids; a priority of null leaves the one there is, or takes the vendor's default
 */
public record Membership(String type, MembershipAction action, List<Ref> refs) {

    public Membership {
        refs = List.copyOf(refs);
    }
}
