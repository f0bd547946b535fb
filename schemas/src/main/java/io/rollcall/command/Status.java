package io.rollcall.command;

/** How a command stands. */
public enum Status {
    /** The vendor was changed and now agrees. */
    SUCCEEDED,
    /** The vendor agreed already. */
    NO_CHANGE,
    /** A dry run: this is what would be done. */
    SIMULATED,
    /** Waiting for somebody at the vendor; a later result settles it. */
    PENDING,
    /** Not to be applied any more, or not by this connector's rules; nothing was changed. */
    SKIPPED,
    /** Held back by a guard; nothing was changed. */
    STAGED,
    /** It did not work; the code says why. */
    FAILED,
    /** Nobody knows yet whether it worked; a later result settles it. */
    UNCERTAIN;

    /** Whether a later result of the same command is still to come. */
    public boolean terminal() {
        return this != PENDING && this != UNCERTAIN;
    }
}
