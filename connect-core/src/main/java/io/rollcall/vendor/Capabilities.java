package io.rollcall.vendor;

import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a vendor's API can do to users, as it is configured: what validation, documentation and tests go by.
 *
 * @param operations what commands may ask for
 * @param settable attribute paths of {@code UserPatch} that can be set, {@code email} and {@code userName} included where
 *     they can be changed; {@code extensions.<vendor>:<attribute>} for single extensions
 * @param clearable those that can be emptied
 * @param requiredToCreate attribute paths and membership types without which nobody can be created
 * @param memberships kinds of memberships, with what can be done to each
 * @param identities by what users can be looked up, besides their id
 * @param softDelete whether users can be deactivated
 * @param hardDelete whether users can be deleted
 * @param idIsEmail whether the address is the id, so that changing it takes a new user
 * @param looksBeforeCreate whether a create has to be preceded by a lookup because the vendor may allow duplicates
 * @param needsApproval whether a new user waits to be approved before it can be worked with
 * @param createSendsMail whether creating a user sends a mail that cannot be suppressed
 * @param forbiddenCreateMeansNoSeat whether a create that is refused as forbidden means that the plan is full
 * @param adminRoles ids and names, lower case, of the roles that administer the account; empty where there are none
 * @param plainRole the role that an administrator is demoted to; empty where there are no roles
 * @param ownIdentities ids and addresses of the API's own user, as far as the settings tell
 * @param propagationDelay how long a read may still show the old state after a change
 */
public record Capabilities(
        Set<Operation> operations,
        Set<String> settable,
        Set<String> clearable,
        Set<String> requiredToCreate,
        Map<String, Set<MembershipAction>> memberships,
        Set<Identity.Kind> identities,
        boolean softDelete,
        boolean hardDelete,
        boolean idIsEmail,
        boolean looksBeforeCreate,
        boolean needsApproval,
        boolean createSendsMail,
        boolean forbiddenCreateMeansNoSeat,
        Set<String> adminRoles,
        String plainRole,
        Set<String> ownIdentities,
        Duration propagationDelay) {

    public Capabilities {
        operations = Set.copyOf(operations);
        settable = Set.copyOf(settable);
        clearable = Set.copyOf(clearable);
        requiredToCreate = Set.copyOf(requiredToCreate);
        memberships = Map.copyOf(memberships);
        identities = Set.copyOf(identities);
        adminRoles = Set.copyOf(adminRoles);
        ownIdentities = Set.copyOf(ownIdentities);
    }
}
