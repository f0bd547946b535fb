package io.rollcall.apply;

import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Subject;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Lookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one subject: the last command that was answered for good, what is under way, and what waits.
 *
 * @param done the last command that was answered for good; null before the first
 * @param attempt what is being sent and must not be sent twice; null when there is nothing
 * @param deferred commands that wait for the vendor's approval, in their order
 * @param userId the vendor's id of the user; null when not known, and after a delete
 * @param subject the identities by which {@code userId} was found
 * @param sequence the highest sequence that was applied; 0 when producers do not number
 */
public record LedgerEntry(
        @Nullable Done done,
        @Nullable Attempt attempt,
        List<Deferred> deferred,
        @Nullable String userId,
        @Nullable Subject subject,
        long sequence) {

    public static final LedgerEntry EMPTY = new LedgerEntry(null, null, List.of(), null, null, 0);

    public LedgerEntry {
        deferred = List.copyOf(deferred);
    }

    /**
     * A command that was answered for good. That it is here says too that the answers to all commands of the subject before
     * it are published.
     *
     * @param ref where it lies; a command at or below it is a replay
     * @param fingerprint digest of what it asked; empty for a record that was no command
     * @param result its answer, to be stated again
     * @param removal whether the guard counts it
     * @param unsaid whether the answer may not be published yet, and no record will come again to remind of it
     */
    public record Done(CommandRef ref, String fingerprint, ProvisioningResult result, boolean removal, boolean unsaid) {

        Done said(boolean published) {
            return new Done(ref, fingerprint, result, removal, !published);
        }
    }

    /**
     * A request that may have left.
     *
     * @param commandId for which command
     * @param at when
     * @param demotedFrom the administrator's roles that are being taken away to see whether enough others are left; empty when
     *     it is a create
     */
    public record Attempt(String commandId, Instant at, List<Ref> demotedFrom) {
        public Attempt {
            demotedFrom = List.copyOf(demotedFrom);
        }
    }

    /**
     * A command that was applied in part, or not yet.
     *
     * @param ref where it lies
     * @param command the whole of it
     * @param fingerprint digest of what it asks
     * @param awaits the vendor's id of the user whose approval it waits for
     * @param deadline when to give up waiting
     */
    public record Deferred(
            CommandRef ref, ProvisioningCommand command, String fingerprint, String awaits, Instant deadline) {}

    /** Whether nothing was done for the subject since the user was seen so. */
    boolean isOlderThan(Lookup.Found seen) {
        Instant last = done == null ? null : done.result().completedAt();
        return last == null || last.isBefore(seen.view().sentAt());
    }

    LedgerEntry attempting(@Nullable Attempt next) {
        return new LedgerEntry(done, next, deferred, userId, subject, sequence);
    }

    LedgerEntry deferring(Deferred more) {
        List<Deferred> all = new ArrayList<>(deferred);
        all.add(more);
        return new LedgerEntry(
                done,
                null,
                all,
                userId,
                subject,
                Math.max(sequence, more.command().sequence()));
    }

    /** With a command that waits, and that came once more. */
    LedgerEntry restating(Deferred waiting, CommandRef ref) {
        List<Deferred> all = new ArrayList<>(deferred);
        Deferred again =
                new Deferred(ref, waiting.command(), waiting.fingerprint(), waiting.awaits(), waiting.deadline());
        all.set(all.indexOf(waiting), again);
        return new LedgerEntry(done, attempt, all, userId, subject, sequence);
    }

    LedgerEntry withoutFirstDeferred() {
        return new LedgerEntry(done, attempt, deferred.subList(1, deferred.size()), userId, subject, sequence);
    }

    /** With one more command done; {@code applied} is its sequence if it was applied, else 0. */
    LedgerEntry finishing(Done last, long applied) {
        return new LedgerEntry(last, null, deferred, userId, subject, Math.max(sequence, applied));
    }

    /** With its last answer published, or not yet. */
    LedgerEntry said(boolean published) {
        return done == null
                ? this
                : new LedgerEntry(done.said(published), attempt, deferred, userId, subject, sequence);
    }

    /** With another idea of who the user is. */
    LedgerEntry knowing(@Nullable String id, @Nullable Subject foundBy) {
        return new LedgerEntry(done, attempt, deferred, id, foundBy, sequence);
    }

    /**
     * The highest offset of a commands topic's partition that needs no more work; -1 for none, and for an entry that was made
     * of another topic's commands.
     */
    public long offset(String topic) {
        long last =
                done != null && done.ref().topic().equals(topic) ? done.ref().offset() : -1;
        for (Deferred waiting : deferred) {
            if (waiting.ref().topic().equals(topic)) {
                last = Math.max(last, waiting.ref().offset());
            }
        }
        return last;
    }
}
