package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.vendor.Difference;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.WritableDirectory;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a user be as asked: plans from the state, sends, and plans again from a newer state until nothing is missing. So a
 * write whose outcome nobody knows is looked at before it is repeated, and what was interrupted is continued.
 */
final class Sender {
    /** Rounds in which everything went well and the user still is not as asked. */
    private static final int ROUNDS = 4;
    /** Writes in a row whose outcome nobody knows, before the subject is left alone for a while. */
    private static final int UNKNOWN = 2;

    /** Times that a forbidden write is tried again. */
    private static final int FORBIDDEN = 2;

    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    private static final Duration GIVE_UP = Duration.ofMinutes(30);

    private final Book book;
    private final Answers answers;
    private final Quarantine quarantine;
    private final boolean forbiddenCreateMeansNoSeat;
    private final InstantSource clock;

    Sender(Book book, Answers answers, Quarantine quarantine, boolean forbiddenCreateMeansNoSeat, InstantSource clock) {
        this.book = book;
        this.answers = answers;
        this.quarantine = quarantine;
        this.forbiddenCreateMeansNoSeat = forbiddenCreateMeansNoSeat;
        this.clock = clock;
    }

    /**
     * Makes an existing user be as asked.
     *
     * @param state null when nobody read it yet, which may turn out not to be needed
     * @throws Stop when it cannot be done: {@link Code#SUBJECT_NOT_FOUND} when there is no such user
     */
    void send(Case work, Goal goal, String userId, Lookup.@Nullable Found state, WritableDirectory directory) {
        // Whoever may have been changed by a request of this command already is looked at before another one is sent.
        Lookup.Found current = state == null && work.lookSince != null ? read(userId, directory) : state;
        boolean sent = false;
        boolean whole = false;
        for (int round = 0; round < ROUNDS; ) {
            Plan plan = directory.plan(goal, userId, current);
            boolean thin = current == null || !current.whole();
            if (!whole && (plan instanceof Plan.NeedsState || (thin && drastic(plan)))) {
                current = read(userId, directory);
                whole = true;
                continue;
            }
            if (plan instanceof Plan.NeedsState) {
                throw new Stop(
                        Code.UNSUPPORTED_OPERATION,
                        "The vendor does not show what the user has, so that nothing can be added or removed.");
            }
            if (plan instanceof Plan.Impossible impossible) {
                throw new Stop(Code.UNSUPPORTED_OPERATION, impossible.reason());
            }
            Plan.Requests requests = (Plan.Requests) plan;
            note(work, goal, current, requests);
            if (requests.writes().isEmpty()) {
                work.after = current == null ? work.after : current.view().user();
                return;
            }
            // Whoever was as asked a moment ago, and is not now, was changed by somebody else.
            work.repaired |= sent && round > 0;
            Outcome outcome = sendAll(work, requests.writes(), current == null, directory);
            if (outcome == Outcome.PROVEN) {
                return;
            }
            sent |= outcome == Outcome.TO_BE_READ;
            round += outcome == Outcome.TO_BE_READ ? 1 : 0;
            current = goal instanceof Goal.Gone ? gone(userId, directory) : read(userId, directory);
            whole = true;
            if (current == null) {
                return;
            }
        }
        throw new Stop(
                Code.CONTRACT_VIOLATION,
                "The vendor accepted the change, but does not show it. Either it ignores an attribute or somebody keeps changing it"
                        + " back.");
    }

    private enum Outcome {
        /** Done, and the answer says so. */
        PROVEN,
        /** Accepted; whether it holds has to be read. */
        TO_BE_READ,
        /** Nobody knows; has to be read. */
        UNKNOWN
    }

    private Outcome sendAll(Case work, List<Write> writes, boolean unseen, WritableDirectory directory) {
        if (answers.dryRun(work.command)) {
            throw new Stop(Code.SIMULATED, "Nothing was sent; changes says what would be.");
        }
        if (!work.audited && work.before != null && writes.stream().anyMatch(Sender::isDrastic)) {
            book.audit(work, answers);
        }
        if (unseen) {
            book.attempt(work, clock.instant());
        }
        boolean proven = true;
        for (Write write : writes) {
            try {
                Written written = sendOne(work, write, directory);
                if (written.shown() != null) {
                    work.after = work.before == null
                            ? written.shown().user()
                            : written.shown().over(work.before);
                }
                proven &= write.provenByAnswer();
            } catch (VendorException failed) {
                if (isUnknown(failed)) {
                    puzzle(work, failed);
                    return Outcome.UNKNOWN;
                }
                if (!(failed.failure() instanceof Failure.Absent && write.absence() == Write.Absence.DONE)) {
                    throw failed;
                }
            }
        }
        return proven ? Outcome.PROVEN : Outcome.TO_BE_READ;
    }

    /**
     * Sends one write, if it still may be sent.
     *
     * @throws VendorException when nobody knows whether it took effect, when the tenant is turned away, or for a 404 that means
     *     that all is done
     * @throws Stop when it was refused
     */
    Written sendOne(Case work, Write write, WritableDirectory directory) {
        try {
            Written written = directory.send(
                    write,
                    () -> work.ours.getAsBoolean()
                            && (work.restoring || !Guards.expired(work.command, clock.instant())));
            work.writes++;
            work.unknown = 0;
            work.uncertainSince = null;
            quarantine.wrote();
            return written;
        } catch (VendorException failed) {
            throw refusal(work, write, failed, directory);
        }
    }

    private RuntimeException refusal(Case work, Write write, VendorException failed, WritableDirectory directory) {
        Failure failure = failed.failure();
        if (failure instanceof Failure.Rejected) {
            return stop(work, Code.VENDOR_REJECTED, failed);
        }
        if (failure instanceof Failure.Capacity) {
            return stop(work, Code.SEAT_LIMIT, failed);
        }
        if (failure instanceof Failure.Exists && write.effect() != Write.Effect.CREATE) {
            return stop(work, Code.UNIQUENESS_CONFLICT, failed);
        }
        if (failure instanceof Failure.Forbidden) {
            return forbidden(work, write, failed, directory);
        }
        if (failure instanceof Failure.Absent && write.absence() == Write.Absence.NO_USER) {
            return stop(work, Code.SUBJECT_NOT_FOUND, failed);
        }
        if (failure instanceof Failure.Absent && write.absence() == Write.Absence.NO_REFERENCE) {
            return stop(work, Code.UNRESOLVED_REFERENCE, failed);
        }
        if (failure instanceof Failure.Withheld && work.ours.getAsBoolean()) {
            return stop(work, Code.EXPIRED, failed);
        }
        return failed;
    }

    /**
     * It may be about this write or about all of them. So nobody is refused for good before it was given some time, in which
     * others may meet with the same, and before a read was seen to be allowed.
     */
    private RuntimeException forbidden(Case work, Write write, VendorException failed, WritableDirectory directory) {
        if (write.effect() == Write.Effect.CREATE && forbiddenCreateMeansNoSeat) {
            return stop(work, Code.SEAT_LIMIT, failed);
        }
        if (quarantine.suspects(work.command.key())) {
            return failed;
        }
        if (++work.forbidden <= FORBIDDEN) {
            Duration pause = FIRST_LOOK.multipliedBy(work.forbidden);
            return new Pause(clock.instant().plus(pause), null, "The vendor forbids it.");
        }
        try {
            directory.list().next();
        } catch (VendorException all) {
            return all;
        }
        return stop(work, Code.FORBIDDEN, failed);
    }

    private static Stop stop(Case work, Code code, VendorException failed) {
        String message = String.valueOf(failed.getMessage());
        return work.writes == work.demotions
                ? new Stop(code, message)
                : new Stop(Code.PARTIALLY_APPLIED, work.writes + " requests succeeded, then: " + message);
    }

    /** Decides what to make of a write whose outcome is not known. */
    void puzzle(Case work, VendorException failed) {
        Instant now = clock.instant();
        // A list that was read at this very instant, by a coarse clock, may be older than the write.
        work.lookSince = now.plusNanos(1);
        work.unknown++;
        if (quarantine.suspects(work.command.key())) {
            throw failed;
        }
        if (work.uncertainSince == null) {
            work.uncertainSince = now;
        }
        if (work.unknown > UNKNOWN) {
            Instant since = work.uncertainSince;
            if (!now.isBefore(since.plus(GIVE_UP))) {
                throw new Stop(
                        Code.OUTCOME_UNKNOWN,
                        "The vendor keeps failing in the middle of this request, and does not show that it took effect: "
                                + failed.getMessage());
            }
            Duration pause = FIRST_LOOK.multipliedBy(1L << Math.min(work.unknown - UNKNOWN - 1, 6));
            throw new Pause(
                    now.plus(pause), Code.PENDING_VERIFICATION, "The vendor failed in the middle of the request.");
        }
    }

    static boolean isUnknown(VendorException failed) {
        return failed.failure() instanceof Failure.Transient trouble && trouble.outcomeUnknown();
    }

    private static void note(Case work, Goal goal, Lookup.@Nullable Found current, Plan.Requests plan) {
        work.warnings.addAll(plan.warnings());
        if (current != null && work.before == null && !work.created) {
            work.before = current.view().user();
        }
        if (work.changes.isEmpty() && goal instanceof Goal.Present present) {
            work.changes = new ArrayList<>(Difference.of(present, current == null ? null : current.view())
                    .changes());
        }
    }

    static Lookup.Found read(String userId, WritableDirectory directory) {
        Lookup.Found found = gone(userId, directory);
        if (found == null) {
            throw new Stop(Code.SUBJECT_NOT_FOUND, "The vendor has no such user in this account.");
        }
        return found;
    }

    private static Lookup.@Nullable Found gone(String userId, WritableDirectory directory) {
        return directory.read(userId) instanceof Lookup.Found found ? found : null;
    }

    private static boolean drastic(Plan plan) {
        return plan instanceof Plan.Requests requests
                && requests.writes().stream().anyMatch(Sender::isDrastic);
    }

    private static boolean isDrastic(Write write) {
        return write.effect() == Write.Effect.DRASTIC;
    }
}
