package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.Operation;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.ProvisioningResult;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What can be answered from a record and the ledger alone, without asking the vendor for anything. */
final class FirstLook {
    private final Answers answers;
    private final Duration approvalInterval;
    private final InstantSource clock;

    FirstLook(Answers answers, Duration approvalInterval, InstantSource clock) {
        this.answers = answers;
        this.approvalInterval = approvalInterval;
        this.clock = clock;
    }

    /** The end of a record's way; null when it has to be tried. */
    @Nullable
    Ending answer(Delivery delivery, LedgerEntry entry) {
        if (delivery.ref().offset() <= entry.offset(delivery.ref().topic())) {
            return replay(delivery, entry);
        }
        if (delivery instanceof Delivery.Malformed bad) {
            ProvisioningResult result = answers.to(bad, bad.code(), bad.problem());
            return new Ending.Answered(result, finished(entry, bad, "", result), true, true);
        }
        Delivery.Wanted wanted = (Delivery.Wanted) delivery;
        Ending known = known(wanted, entry);
        if (known == null && Operation.named(wanted.command().operation()).isEmpty()) {
            return refused(wanted, entry, Code.INVALID_COMMAND, "The operation is none of ours.", true);
        }
        return known;
    }

    /** A command that was answered before a crash or a rebalance. */
    private Ending replay(Delivery delivery, LedgerEntry entry) {
        LedgerEntry.Done done = entry.done();
        if (done != null && done.ref().equals(delivery.ref())) {
            return new Ending.Answered(done.result(), null, false, true);
        }
        for (LedgerEntry.Deferred waiting : entry.deferred()) {
            if (waiting.ref().equals(delivery.ref()) && delivery instanceof Delivery.Wanted wanted) {
                return new Ending.Answered(pending(wanted, waiting), null, false, true);
            }
        }
        return new Ending.Silent();
    }

    private ProvisioningResult pending(Delivery.Wanted wanted, LedgerEntry.Deferred waiting) {
        Case work = new Case(wanted, Operation.VERIFY, () -> true, true);
        work.begin(clock.instant());
        work.userId = waiting.awaits();
        return answers.to(work, Code.PENDING_APPROVAL, null, clock.instant().plus(approvalInterval));
    }

    /** Answers a command from what the ledger says of its id and sequence; null when it says nothing. */
    private @Nullable Ending known(Delivery.Wanted wanted, LedgerEntry entry) {
        ProvisioningCommand command = wanted.command();
        LedgerEntry.Done done = entry.done();
        if (done != null && done.result().commandId().equals(command.commandId())) {
            if (!done.fingerprint().equals(wanted.fingerprint())) {
                return reused(wanted, entry);
            }
            LedgerEntry.Done again =
                    new LedgerEntry.Done(wanted.ref(), done.fingerprint(), done.result(), done.removal(), false);
            return new Ending.Answered(done.result(), entry.finishing(again, 0), false, true);
        }
        for (LedgerEntry.Deferred waiting : entry.deferred()) {
            if (waiting.command().commandId().equals(command.commandId())) {
                return waiting.fingerprint().equals(wanted.fingerprint())
                        ? new Ending.Answered(
                                pending(wanted, waiting), entry.restating(waiting, wanted.ref()), false, true)
                        : reused(wanted, entry);
            }
        }
        boolean late = command.sequence() > 0 && command.sequence() <= entry.sequence();
        return late
                ? refused(
                        wanted,
                        entry,
                        Code.SUPERSEDED,
                        "A command of the subject with a higher sequence came first.",
                        false)
                : null;
    }

    private Ending reused(Delivery.Wanted wanted, LedgerEntry entry) {
        return refused(wanted, entry, Code.COMMAND_ID_REUSED, "Another command has this commandId.", true);
    }

    private Ending refused(Delivery.Wanted wanted, LedgerEntry entry, Code code, String message, boolean bad) {
        ProvisioningResult result = answers.to(wanted, code, message);
        return new Ending.Answered(result, finished(entry, wanted, wanted.fingerprint(), result), bad, true);
    }

    static LedgerEntry finished(LedgerEntry entry, Delivery delivery, String fingerprint, ProvisioningResult result) {
        return entry.finishing(new LedgerEntry.Done(delivery.ref(), fingerprint, result, false, false), 0);
    }
}
