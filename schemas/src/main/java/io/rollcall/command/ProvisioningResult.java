package io.rollcall.command;

import io.rollcall.user.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one command. Every command gets exactly one terminal answer; others may come before it.
 *
 * @param resultId the same for the same answer stated twice
 * @param commandId copied
 * @param correlationId copied
 * @param sequence copied
 * @param key copied
 * @param userId the vendor's id of the user, once known
 * @param previousUserId the id before a RENAME that made the user anew
 * @param operation copied
 * @param effectiveOperation what was really done, such as ACTIVATE for a CREATE of somebody who existed; null when nothing
 * @param code the outcome, from which status and retryability follow
 * @param dryRun whether nothing was to be changed
 * @param changes planned or applied
 * @param warnings constants such as {@code SESSION_NOT_TERMINATED}
 * @param before the state before the first write; always there when something drastic was written
 * @param after the state that the vendor showed afterwards; null when it did not show it
 * @param message for people: no secrets, no personal data, at most 1024 characters
 * @param attempt how often the command was begun, from 1
 * @param startedAt when this attempt began
 * @param completedAt when it ended; null unless terminal
 * @param nextCheckAt when it is looked at again; null when terminal
 * @param ref where the command lies
 * @param connector name of the connector
 * @param task number of the task
 */
public record ProvisioningResult(
        String resultId,
        String commandId,
        @Nullable String correlationId,
        long sequence,
        CommandKey key,
        @Nullable String userId,
        @Nullable String previousUserId,
        String operation,
        @Nullable String effectiveOperation,
        Code code,
        boolean dryRun,
        List<AttributeChange> changes,
        List<String> warnings,
        @Nullable User before,
        @Nullable User after,
        @Nullable String message,
        int attempt,
        Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant nextCheckAt,
        CommandRef ref,
        String connector,
        int task) {

    public ProvisioningResult {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }
}
