package io.rollcall.budget;

/** Who goes first when the budget is short, in this order. */
public enum Priority {
    /** Takes somebody's access away. */
    DEPROVISION(0),
    /** Any other command. */
    PROVISION(1),
    /** A read that a webhook asked for. */
    HINT(2),
    /** Reading everybody. */
    SWEEP(3);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** The place in lists of classes, which travel between versions of this code: 0 goes first. */
    public int rank() {
        return rank;
    }
}
