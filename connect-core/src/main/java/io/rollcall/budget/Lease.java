package io.rollcall.budget;

/** One permit of a participant's, from its grant until its end. */
final class Lease {
    private final long grant;
    private final Priority priority;
    private final long goodUntil;
    private long asOf;
    private boolean spoiled;
    private boolean ended;

    Lease(long grant, Priority priority, long goodUntil) {
        this.grant = grant;
        this.priority = priority;
        this.goodUntil = goodUntil;
        this.asOf = grant;
    }

    /** The offset of the record that granted it. */
    long grant() {
        return grant;
    }

    Priority priority() {
        return priority;
    }

    /** Until when it may be sent at most, by the participant's clock. */
    long goodUntil() {
        return goodUntil;
    }

    /** The last offset that was applied when it was last found usable. */
    long asOf() {
        return asOf;
    }

    /** Says whether it may be sent now; what was said no to once is never usable again. */
    boolean use(boolean allowed, long applied) {
        spoiled |= !allowed || ended;
        if (!spoiled) {
            asOf = applied;
        }
        return !spoiled;
    }

    /** Whether this is the first end it comes to. */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
