package io.rollcall.budget;

/** Who goes first when the budget is short, in this order. */
public enum Priority {
    /** Takes somebody's access away. */
    DEPROVISION,
    /** Any other command. */
    PROVISION,
    /** A read that a webhook asked for. */
    HINT,
    /** Reading everybody. */
    SWEEP
}
