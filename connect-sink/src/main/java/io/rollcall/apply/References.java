package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.MembershipChange;
import io.rollcall.command.NamedRef;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Membership;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.WritableDirectory;
import java.util.ArrayList;
import java.util.List;

/** Finds the roles, groups, teams and inboxes that a command names. Never guesses, never makes one. */
final class References {

    /** The command's memberships by id, in their order. */
    List<Membership> resolve(ProvisioningCommand command, WritableDirectory directory) {
        List<Membership> memberships = new ArrayList<>();
        for (MembershipChange change : command.memberships()) {
            List<Ref> refs = new ArrayList<>();
            for (NamedRef named : change.refs()) {
                refs.add(known(change.type(), named, directory));
            }
            MembershipAction action = MembershipAction.named(change.action()).orElseThrow();
            memberships.add(new Membership(change.type(), action, refs));
        }
        return memberships;
    }

    private static Ref known(String type, NamedRef named, WritableDirectory directory) {
        Reference reference = directory.reference(type, named);
        if (reference instanceof Reference.Known known) {
            return known.ref();
        }
        String by = named.id() == null ? "name" : "id";
        if (reference instanceof Reference.Ambiguous) {
            throw new Stop(
                    Code.AMBIGUOUS_REFERENCE, "More than one " + type + " has the name of a membership; give its id.");
        }
        String problem = reference instanceof Reference.Unusable
                ? "The " + type + " of a membership is disabled at the vendor."
                : "The vendor has no " + type + " of the " + by + " that a membership gives.";
        throw new Stop(Code.UNRESOLVED_REFERENCE, problem);
    }
}
