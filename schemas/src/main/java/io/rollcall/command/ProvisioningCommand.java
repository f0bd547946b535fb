package io.rollcall.command;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One desired change of one user in one tenant, as a producer wrote it: shaped like a command, but not yet checked.
 *
 * @param commandId chosen by the producer; the same id with the same content is the same command
 * @param sequence grows with every command of a subject; 0 when the producer does not number
 * @param correlationId copied to the results
 * @param issuedAt when the producer decided it
 * @param notAfter not to be applied at or after; null for ever
 * @param key whom it concerns; vendor and tenant are repeated in the value and have to agree
 * @param subject by what the user is found
 * @param operation an {@link Operation} in an open vocabulary
 * @param attributes what to set and empty
 * @param memberships applied after the attributes
 */
public record ProvisioningCommand(
        String commandId,
        long sequence,
        @Nullable String correlationId,
        Instant issuedAt,
        @Nullable Instant notAfter,
        CommandKey key,
        Subject subject,
        String operation,
        UserPatch attributes,
        List<MembershipChange> memberships,
        Preconditions preconditions,
        Options options) {

    public ProvisioningCommand {
        memberships = List.copyOf(memberships);
    }
}
