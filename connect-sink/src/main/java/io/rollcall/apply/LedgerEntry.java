package io.rollcall.apply;

import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one subject: the last command that was answered for good, what is under way, and what waits.
 *
 * @param done the last command that was answered for good; null before the first
 * @param attempt a create that is being sent; null when there is none
 * @param deferred a command of which a part waits for the vendor; null when there is none
 * @param userId the vendor's id of the user; null when not known, and after a delete
 * @param subject digest of the identities by which {@code userId} was found
 */
public record LedgerEntry(
        @Nullable Done done,
        @Nullable Attempt attempt,
        @Nullable Deferred deferred,
        @Nullable String userId,
        @Nullable String subject) {

    static final LedgerEntry EMPTY = new LedgerEntry(null, null, null, null, null);

    /**
     * A command that was answered for good. That it is here says too that the answer to the subject's command before it is
     * published.
     *
     * @param ref where it lies; a command at or below it is a replay
     * @param fingerprint digest of what it asked
     * @param result its answer, to be stated again
     * @param removal whether the guard counts it
     */
    public record Done(CommandRef ref, String fingerprint, ProvisioningResult result, boolean removal) {}

    /** A create whose request may have left: whoever finds this looks before sending another. */
    public record Attempt(String commandId, Instant at) {}

    /**
     * A command that was applied in part.
     *
     * @param ref where it lies
     * @param command the whole of it
     * @param fingerprint digest of what it asks
     * @param deadline when to give up waiting
     */
    public record Deferred(CommandRef ref, ProvisioningCommand command, String fingerprint, Instant deadline) {}
}
