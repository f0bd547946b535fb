package io.rollcall.command;

/** The outcome of a command, one step finer than its {@link Status}, and what to tell people about it. */
public enum Code {
    APPLIED(Status.SUCCEEDED, "The vendor was changed as asked.", ""),
    ALREADY_CONVERGED(Status.NO_CHANGE, "It was as asked before.", ""),
    ALREADY_ABSENT(
            Status.NO_CHANGE,
            "The user to be removed was not there. A wrong account would show the same, hence a code of its own.",
            "If this was not expected, check that the connector's credentials are of the right account."),
    ADOPTED_EXISTING(Status.SUCCEEDED, "The user to be created existed, and was made to agree.", ""),
    REACTIVATED_EXISTING(
            Status.SUCCEEDED, "The user to be created existed inactive, and was reactivated and made to agree.", ""),
    RECREATED(
            Status.SUCCEEDED,
            "The user was deleted and made anew, since the vendor cannot change the identifier.",
            "Take over the new userId; previousUserId has the old one."),
    LOST_UPDATE_REPAIRED(
            Status.SUCCEEDED, "Our change was overwritten by somebody at the same moment, and made again.", ""),
    SIMULATED(
            Status.SIMULATED, "What would be done is in changes.", "To apply it, issue it again without the dry run."),
    PENDING_APPROVAL(
            Status.PENDING,
            "Invited; the rest follows when the vendor says that the user is approved.",
            "Wait, or remind the invited person."),
    BEFORE_IMAGE(
            Status.PENDING,
            "The state before a change that cannot be taken back, published before the request leaves.",
            "Keep it: it is what to restore from."),
    PENDING_VERIFICATION(
            Status.UNCERTAIN,
            "A request's outcome is not known yet; it is looked at again.",
            "Wait for the later answer."),
    APPROVAL_TIMEOUT(
            Status.FAILED,
            true,
            "The invitation was not approved in time; what was deferred is not done.",
            "Have the invitation accepted, then issue the command again."),
    EXPIRED(Status.SKIPPED, "notAfter has passed.", "Issue it again with a later notAfter if it is still wanted."),
    SUPERSEDED(
            Status.SKIPPED,
            "A later command of the subject came first.",
            "Nothing, unless the producer mixes up its sequence."),
    PROTECTED_SUBJECT(
            Status.SKIPPED,
            "The user is on the connector's list of protected accounts, or is the API's own.",
            "Change the user by hand, or take it off protect.accounts and protect.patterns."),
    LAST_ADMIN(
            Status.SKIPPED,
            "Too few active administrators would be left.",
            "Make somebody else an administrator first, or lower guard.min.admins."),
    GUARD_TRIPPED(
            Status.STAGED,
            true,
            "More removals than guard.max.removals in the guard's window; nothing was changed.",
            "If it is meant, issue it again with options.guardOverride."),
    PRECONDITION_FAILED(
            Status.SKIPPED,
            "A precondition does not hold, or VERIFY found a difference.",
            "Look at the state in the answer and decide anew."),
    INVALID_COMMAND(
            Status.FAILED,
            "The command contradicts itself or lacks something.",
            "Correct what the message names; the producer has a defect."),
    FORBIDDEN_ATTRIBUTE(
            Status.FAILED,
            "It names an attribute that may hold a secret.",
            "Leave it out. No command carries secrets."),
    COMMAND_ID_REUSED(Status.FAILED, "Another command has that id.", "Give every command an id of its own."),
    UNSUPPORTED_OPERATION(
            Status.FAILED,
            "The vendor cannot do that.",
            "See what the vendor can do in sink-capabilities.md; some settings allow more."),
    SIDE_EFFECT_NOT_ACKNOWLEDGED(
            Status.FAILED,
            true,
            "The vendor sends a mail that cannot be suppressed, and the connector was not told that this is all right.",
            "Set ack.side.effects=email if the mail is welcome, then issue the command again."),
    SUBJECT_NOT_FOUND(
            Status.FAILED,
            true,
            "No user of the vendor answers to the subject.",
            "Check the subject, or create the user first."),
    AMBIGUOUS_SUBJECT(
            Status.FAILED,
            "More than one user answers to the subject.",
            "Name the user by userId, or clean up at the vendor."),
    UNRESOLVED_REFERENCE(
            Status.FAILED,
            true,
            "No role, group, team or inbox of that name or id.",
            "Correct the name or create it at the vendor, then issue the command again."),
    AMBIGUOUS_REFERENCE(Status.FAILED, "More than one role, group, team or inbox of that name.", "Name it by its id."),
    UNIQUENESS_CONFLICT(Status.FAILED, "Somebody else has that address or name.", "Find out who has it at the vendor."),
    SEAT_LIMIT(
            Status.FAILED,
            true,
            "No free seat in the vendor's plan.",
            "Free a seat or buy one, then issue the command again."),
    FORBIDDEN(
            Status.FAILED,
            true,
            "The credentials may do other things, but not this.",
            "Give the credentials the permission that the message names, then issue the command again."),
    VENDOR_REJECTED(Status.FAILED, "The vendor refused the request.", "Correct what the message names."),
    CONTRACT_VIOLATION(
            Status.FAILED,
            "The vendor accepted the request, but the user is not as asked.",
            "Look at the user at the vendor; the state in the answer shows the difference."),
    PARTIALLY_APPLIED(
            Status.FAILED,
            "Some requests of the command succeeded, then one was refused.",
            "Look at the state in the answer, correct the cause, and issue the command again: what is done is not done twice."),
    OUTCOME_UNKNOWN(
            Status.FAILED,
            true,
            "Even looking again did not tell whether it worked.",
            "Look at the user at the vendor, then issue the command again: what is done is not done twice."),
    INTERNAL_ERROR(
            Status.FAILED,
            true,
            "A defect in the connector.",
            "Report it with the log of the task, then issue the command again.");

    private final Status status;
    private final boolean retryable;
    private final String meaning;
    private final String remedy;

    Code(Status status, String meaning, String remedy) {
        this(status, false, meaning, remedy);
    }

    Code(Status status, boolean retryable, String meaning, String remedy) {
        this.status = status;
        this.retryable = retryable;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    public Status status() {
        return status;
    }

    /** Whether the same command issued again later can succeed without a change to it. */
    public boolean retryable() {
        return retryable;
    }

    /** What happened, in a sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, in a sentence for people; empty when there is nothing to do. */
    public String remedy() {
        return remedy;
    }
}
