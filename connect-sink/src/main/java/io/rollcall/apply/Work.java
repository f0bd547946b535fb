package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.Operation;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Status;
import io.rollcall.user.LifecycleState;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try of one command, from what the ledger knows to how it ended. Blocks; many run at a time. */
final class Work {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final ApplySettings settings;
    private final Book book;
    private final Answers answers;
    private final FirstLook firstLook;
    private final Rules rules;
    private final Guards guards;
    private final Quarantine quarantine;
    private final Operations operations;
    private final InstantSource clock;

    Work(
            ApplySettings settings,
            Book book,
            Answers answers,
            Rules rules,
            Guards guards,
            Quarantine quarantine,
            Operations operations,
            InstantSource clock) {
        this.settings = settings;
        this.book = book;
        this.answers = answers;
        this.firstLook = new FirstLook(answers, settings.approvalInterval(), clock);
        this.rules = rules;
        this.guards = guards;
        this.quarantine = quarantine;
        this.operations = operations;
        this.clock = clock;
    }

    /** Whether a record cannot be answered from the ledger alone. */
    boolean isNew(Delivery delivery, LedgerEntry entry) {
        return firstLook.answer(delivery, entry) == null;
    }

    /** Tries it. Whatever goes wrong becomes an ending, but for what ends the task. */
    Ending run(Item item, WritableDirectory directory) {
        LedgerEntry entry = book.of(item.partition(), item.delivery.key());
        if (item.deferred) {
            return settle(item, entry, directory);
        }
        Ending known = firstLook.answer(item.delivery, entry);
        if (known != null) {
            return known;
        }
        Delivery.Wanted wanted = (Delivery.Wanted) item.delivery;
        Operation operation = Operation.named(wanted.command().operation()).orElseThrow();
        if (!entry.deferred().isEmpty() && operation != Operation.VERIFY) {
            Ending first = settleFirst(item, wanted, operation, entry, directory);
            if (first != null) {
                return first;
            }
        }
        return tried(item, new Case(wanted, operation, item.ours, false), entry, null, directory);
    }

    /**
     * Commands that wait for an approval come before this one: they go on if it has come, are given up if the user is removed,
     * and are joined by this one otherwise.
     *
     * @return null when the command can be tried now
     */
    private @Nullable Ending settleFirst(
            Item item, Delivery.Wanted wanted, Operation operation, LedgerEntry entry, WritableDirectory directory) {
        LedgerEntry.Deferred waiting = entry.deferred().get(0);
        Case work = new Case(wanted, operation, item.ours, false);
        work.begin(clock.instant());
        try {
            rules.check(wanted.command(), operation);
            guards.expiry(work);
        } catch (Stop bad) {
            return stopped(work, entry, bad, item);
        }
        if (answers.dryRun(wanted.command())) {
            return null;
        }
        if (operation.removes()) {
            Delivery.Wanted earlier = new Delivery.Wanted(waiting.ref(), waiting.command(), waiting.fingerprint());
            ProvisioningResult result = answers.to(
                    earlier, Code.SUPERSEDED, "The user was removed while its invitation waited for approval.");
            LedgerEntry rest = FirstLook.finished(entry.withoutFirstDeferred(), earlier, waiting.fingerprint(), result);
            return new Ending.Answered(result, rest, false, false);
        }
        Lookup lookup;
        try {
            lookup = directory.read(waiting.awaits());
        } catch (VendorException failed) {
            return new Ending.Refused(failed);
        }
        boolean approved =
                lookup instanceof Lookup.Found found && found.view().user().lifecycleState() == LifecycleState.ACTIVE;
        if (approved) {
            Item ripe = Item.deferred(waiting, item.ours, (Lookup.Found) lookup);
            boolean triedBefore =
                    item.first != null && item.first.delivery.ref().equals(waiting.ref());
            ripe.work = triedBefore ? item.first : null;
            Ending first = settle(ripe, entry, directory);
            item.first = ripe.work;
            return first instanceof Ending.Silent ? null : first;
        }
        return deferred(item, work, entry, waiting.awaits());
    }

    /** A deferred command whose time has come, one way or the other. */
    private Ending settle(Item item, LedgerEntry entry, WritableDirectory directory) {
        LedgerEntry.Done done = entry.done();
        if (done != null && done.unsaid() && done.ref().equals(item.delivery.ref())) {
            return new Ending.Answered(done.result(), entry, false, false);
        }
        boolean waits =
                !entry.deferred().isEmpty() && entry.deferred().get(0).ref().equals(item.delivery.ref());
        if (!waits || !(item.delivery instanceof Delivery.Wanted wanted)) {
            return new Ending.Silent();
        }
        LedgerEntry.Deferred waiting = entry.deferred().get(0);
        Operation operation = Operation.named(wanted.command().operation()).orElse(Operation.UPDATE);
        Case work = new Case(wanted, operation, item.ours, true);
        work.userId = waiting.awaits();
        if (item.shown == null && !clock.instant().isBefore(waiting.deadline())) {
            work.begin(clock.instant());
            return answered(
                    work,
                    entry,
                    Code.APPROVAL_TIMEOUT,
                    "Nobody approved the invitation in time. What was to follow is not done; issue it again when the user is"
                            + " approved.",
                    item);
        }
        return tried(item, work, entry, item.shown, directory);
    }

    private Ending tried(
            Item item, Case fresh, LedgerEntry entry, Lookup.@Nullable Found shown, WritableDirectory directory) {
        // What an earlier try learnt, above all that something may have left, is kept.
        Case work = item.work == null ? fresh : item.work;
        item.work = work;
        LedgerEntry.Attempt attempt = entry.attempt();
        if (attempt != null && work.attempt == 0 && attempt.commandId().equals(work.command.commandId())) {
            work.lookSince = attempt.at();
            work.demotedFrom.addAll(attempt.demotedFrom());
        }
        work.begin(clock.instant());
        boolean urgent = work.operation.removes();
        try {
            Code code = applied(work, entry, shown, urgent ? directory.urgent() : directory);
            return answered(work, entry, code, null, item);
        } catch (Stop stop) {
            return stopped(work, entry, stop, item);
        } catch (Pause pause) {
            return paused(work, pause);
        } catch (Await await) {
            if (answers.dryRun(work.command)) {
                return answered(work, entry, Code.SIMULATED, "It would wait until the user is approved.", item);
            }
            return item.deferred ? new Ending.Silent() : deferred(item, work, entry, await.userId());
        } catch (VendorException failed) {
            return failed(failed);
        } catch (JournalException fatal) {
            throw fatal;
        } catch (RuntimeException defect) {
            LOG.error("Command {} failed in a way that nobody foresaw", work.delivery.ref(), defect);
            guards.noRemoval(work);
            return answered(work, entry, Code.INTERNAL_ERROR, "A defect in the connector; its log says more.", item);
        }
    }

    private Code applied(Case work, LedgerEntry entry, Lookup.@Nullable Found shown, WritableDirectory directory) {
        try {
            rules.check(work.command, work.operation);
            if (work.lookSince == null) {
                guards.expiry(work);
            }
            guards.settled(work, entry);
            guards.learn(directory);
            return operations.apply(work, entry, shown, directory);
        } catch (Stop stop) {
            operations.giveBack(work, entry, directory);
            throw stop;
        } catch (VendorException failed) {
            Stop end = end(work, failed);
            if (end == null) {
                throw failed;
            }
            operations.giveBack(work, entry, directory);
            throw end;
        }
    }

    /** The end that a failure is for the command; null when it may be tried again. */
    private @Nullable Stop end(Case work, VendorException failed) {
        if (failed.failure().ofThisRequestOnly()) {
            return new Stop(Code.VENDOR_REJECTED, String.valueOf(failed.getMessage()));
        }
        boolean ours = !(failed.failure() instanceof Failure.Closed || failed.failure() instanceof Failure.Withheld);
        return ours && quarantine.isAboutOne(work, clock.instant())
                ? new Stop(
                        Code.OUTCOME_UNKNOWN,
                        "The vendor keeps failing on this request, and deals with others: " + failed.getMessage())
                : null;
    }

    private Ending paused(Case work, Pause pause) {
        Code code = pause.code();
        return new Ending.Again(
                pause.until(), code == null ? null : answers.to(work, code, pause.getMessage(), pause.until()));
    }

    private Ending stopped(Case work, LedgerEntry entry, Stop stop, Item item) {
        if (work.writes == 0) {
            guards.noRemoval(work);
        }
        return answered(work, entry, stop.code(), stop.getMessage(), item);
    }

    private static Ending failed(VendorException failed) {
        boolean dropped = failed.failure() instanceof Failure.Closed || failed.failure() instanceof Failure.Withheld;
        return dropped ? new Ending.Dropped() : new Ending.Refused(failed);
    }

    private Ending deferred(Item item, Case work, LedgerEntry entry, String awaits) {
        Long own = work.command.options().approvalTimeoutMs();
        Duration timeout = own == null ? settings.approvalTimeout() : Duration.ofMillis(own);
        Instant now = clock.instant();
        work.userId = awaits;
        LedgerEntry.Deferred waiting = new LedgerEntry.Deferred(
                work.delivery.ref(), work.command, work.delivery.fingerprint(), awaits, now.plus(timeout));
        ProvisioningResult result = answers.to(
                work,
                Code.PENDING_APPROVAL,
                "The vendor has to approve the user first; what is left is done then.",
                now.plus(settings.approvalInterval()));
        // A new address becomes the user's only once the old one is gone.
        LedgerEntry next = entry.deferring(waiting);
        boolean renames = work.operation == Operation.RENAME;
        return new Ending.Answered(
                result, renames ? next : next.knowing(awaits, work.command.subject()), false, !item.deferred);
    }

    private Ending answered(Case work, LedgerEntry entry, Code code, @Nullable String message, Item item) {
        ProvisioningResult result = answers.to(work, code, message, null);
        boolean applied = code.status() == Status.SUCCEEDED || code.status() == Status.NO_CHANGE;
        LedgerEntry rest = item.deferred || work.approved ? entry.withoutFirstDeferred() : entry;
        LedgerEntry.Done done = new LedgerEntry.Done(
                work.delivery.ref(), work.delivery.fingerprint(), result, applied && work.counted, false);
        LedgerEntry next = rest.finishing(done, applied ? work.command.sequence() : 0);
        boolean bad = code == Code.INVALID_COMMAND || code == Code.VENDOR_REJECTED;
        return new Ending.Answered(result, identified(next, work, code, applied), bad, !work.approved);
    }

    private static LedgerEntry identified(LedgerEntry entry, Case work, Code code, boolean applied) {
        boolean gone = code == Code.SUBJECT_NOT_FOUND
                || code == Code.ALREADY_ABSENT
                || (applied && "DELETE".equals(work.effectiveOperation));
        if (gone) {
            return entry.knowing(null, null);
        }
        return applied && work.userId != null ? entry.knowing(work.userId, work.command.subject()) : entry;
    }
}
