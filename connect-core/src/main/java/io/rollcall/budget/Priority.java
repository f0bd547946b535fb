package io.rollcall.budget;

import java.util.List;

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

    private static final List<Priority> IN_ORDER = List.of(values());

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** The place in lists of classes, which travel between versions of this code: 0 goes first. */
    public int rank() {
        return rank;
    }

    /** The class at a place in such a list. */
    public static Priority at(int rank) {
        return IN_ORDER.get(rank);
    }
}
