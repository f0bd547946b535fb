package io.rollcall.apply;

import io.rollcall.command.AttributeChange;
import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.schema.ResultCodec;
import io.rollcall.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes answers. */
final class Answers {
    private static final int LONGEST_MESSAGE = 1024;

    private final ApplySettings settings;
    private final InstantSource clock;

    Answers(ApplySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** An answer to a command on its way. */
    ProvisioningResult to(Case work, Code code, @Nullable String message, @Nullable Instant nextCheckAt) {
        ProvisioningCommand command = work.command;
        boolean terminal = code.status().terminal();
        return new ProvisioningResult(
                ResultCodec.resultId(command.commandId(), work.attempt, code),
                command.commandId(),
                command.correlationId(),
                command.sequence(),
                command.key(),
                work.userId,
                work.previousUserId,
                command.operation(),
                work.effectiveOperation,
                code,
                dryRun(command),
                settings.images() ? work.changes : withheld(work.changes),
                List.copyOf(work.warnings),
                shown(work.before),
                shown(work.after),
                cut(message),
                work.attempt,
                work.startedAt,
                terminal ? clock.instant() : null,
                nextCheckAt,
                work.delivery.ref(),
                settings.connector(),
                settings.task());
    }

    /** An answer to a record that was not begun. */
    ProvisioningResult to(Delivery delivery, Code code, String message) {
        ProvisioningCommand command = delivery instanceof Delivery.Wanted wanted ? wanted.command() : null;
        String commandId = delivery instanceof Delivery.Malformed bad
                ? bad.commandId()
                : command == null ? "" : command.commandId();
        CommandKey key = delivery.key();
        Instant now = clock.instant();
        return new ProvisioningResult(
                ResultCodec.resultId(commandId, 1, code),
                commandId,
                command == null ? null : command.correlationId(),
                command == null ? 0 : command.sequence(),
                key,
                null,
                null,
                command == null ? "" : command.operation(),
                null,
                code,
                command != null && dryRun(command),
                List.of(),
                List.of(),
                null,
                null,
                cut(message),
                1,
                now,
                now,
                null,
                delivery.ref(),
                settings.connector(),
                settings.task());
    }

    /** The answer to a command that was applied together with another one, which has this answer. */
    ProvisioningResult alike(ProvisioningResult one, Delivery.Wanted other) {
        ProvisioningCommand command = other.command();
        return new ProvisioningResult(
                ResultCodec.resultId(command.commandId(), one.attempt(), one.code()),
                command.commandId(),
                command.correlationId(),
                command.sequence(),
                command.key(),
                one.userId(),
                null,
                command.operation(),
                one.effectiveOperation(),
                one.code(),
                one.dryRun(),
                one.changes(),
                one.warnings(),
                one.before(),
                one.after(),
                "Applied together with the command before it.",
                one.attempt(),
                one.startedAt(),
                one.completedAt(),
                null,
                other.ref(),
                one.connector(),
                one.task());
    }

    boolean dryRun(ProvisioningCommand command) {
        return settings.dryRun() || command.options().dryRun();
    }

    private @Nullable User shown(@Nullable User user) {
        return settings.images() ? user : null;
    }

    private static List<AttributeChange> withheld(List<AttributeChange> changes) {
        return changes.stream()
                .map(change -> new AttributeChange(change.path(), change.action(), null, null))
                .toList();
    }

    private static @Nullable String cut(@Nullable String message) {
        return message == null || message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    }
}
