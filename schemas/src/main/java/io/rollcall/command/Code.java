package io.rollcall.command;

/** The outcome of a command, one step finer than its {@link Status}. */
public enum Code {
    /** The vendor was changed as asked. */
    APPLIED(Status.SUCCEEDED),
    /** It was as asked before. */
    ALREADY_CONVERGED(Status.NO_CHANGE),
    /** The user to be removed was not there. A wrong account would show the same, hence a code of its own. */
    ALREADY_ABSENT(Status.NO_CHANGE),
    /** The user to be created existed, and was made to agree. */
    ADOPTED_EXISTING(Status.SUCCEEDED),
    /** The user to be created existed inactive, and was reactivated and made to agree. */
    REACTIVATED_EXISTING(Status.SUCCEEDED),
    /** The user was deleted and made anew, since the vendor cannot change the identifier. */
    RECREATED(Status.SUCCEEDED),
    /** Our change was overwritten by somebody at the same moment, and made again. */
    LOST_UPDATE_REPAIRED(Status.SUCCEEDED),
    /** What would be done is in {@code changes}. */
    SIMULATED(Status.SIMULATED),
    /** Invited; the rest follows when the vendor says that the user is approved. */
    PENDING_APPROVAL(Status.PENDING),
    /** The state before a change that cannot be taken back, published before the request leaves. */
    BEFORE_IMAGE(Status.PENDING),
    /** A request's outcome is not known yet; it is looked at again. */
    PENDING_VERIFICATION(Status.UNCERTAIN),
    /** The invitation was not approved in time; what was deferred is not done. */
    APPROVAL_TIMEOUT(Status.FAILED, true),
    /** {@code notAfter} has passed. */
    EXPIRED(Status.SKIPPED),
    /** A later command of the subject came first. */
    SUPERSEDED(Status.SKIPPED),
    /** The user is on the connector's list of protected accounts, or is the API's own. */
    PROTECTED_SUBJECT(Status.SKIPPED),
    /** Too few active administrators would be left. */
    LAST_ADMIN(Status.SKIPPED),
    /** Too many removals in the guard's window; re-issue with {@code options.guardOverride}. */
    GUARD_TRIPPED(Status.STAGED, true),
    /** A precondition does not hold, or VERIFY found a difference. */
    PRECONDITION_FAILED(Status.SKIPPED),
    /** The command contradicts itself or lacks something. */
    INVALID_COMMAND(Status.FAILED),
    /** It names an attribute that may hold a secret. */
    FORBIDDEN_ATTRIBUTE(Status.FAILED),
    /** Another command has that id. */
    COMMAND_ID_REUSED(Status.FAILED),
    /** The vendor cannot do that. */
    UNSUPPORTED_OPERATION(Status.FAILED),
    /** The vendor sends a mail that cannot be suppressed, and the connector was not told that this is all right. */
    SIDE_EFFECT_NOT_ACKNOWLEDGED(Status.FAILED, true),
    SUBJECT_NOT_FOUND(Status.FAILED, true),
    /** More than one user answers to the subject. */
    AMBIGUOUS_SUBJECT(Status.FAILED),
    /** No role, group, team or inbox of that name or id. */
    UNRESOLVED_REFERENCE(Status.FAILED, true),
    /** More than one role, group, team or inbox of that name. */
    AMBIGUOUS_REFERENCE(Status.FAILED),
    /** Somebody else has that address or name. */
    UNIQUENESS_CONFLICT(Status.FAILED),
    /** No free seat in the vendor's plan. */
    SEAT_LIMIT(Status.FAILED, true),
    /** The credentials may do other things, but not this. */
    FORBIDDEN(Status.FAILED, true),
    /** The vendor refused the request. */
    VENDOR_REJECTED(Status.FAILED),
    /** The vendor accepted the request, but the user is not as asked. */
    CONTRACT_VIOLATION(Status.FAILED),
    /** Some requests of the command succeeded, then one was refused. */
    PARTIALLY_APPLIED(Status.FAILED),
    /** Even looking again did not tell whether it worked. */
    OUTCOME_UNKNOWN(Status.FAILED, true),
    /** A defect in the connector. */
    INTERNAL_ERROR(Status.FAILED, true);

    private final Status status;
    private final boolean retryable;

    Code(Status status) {
        this(status, false);
    }

    Code(Status status, boolean retryable) {
        this.status = status;
        this.retryable = retryable;
    }

    public Status status() {
        return status;
    }

    /** Whether the same command issued again later can succeed without a change to it. */
    public boolean retryable() {
        return retryable;
    }
}
