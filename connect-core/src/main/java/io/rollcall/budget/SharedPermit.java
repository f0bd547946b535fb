package io.rollcall.budget;

import org.jspecify.annotations.Nullable;

/** A permit that others know of. */
final class SharedPermit implements Permit {
    private final Desk desk;
    private final Participant participant;
    private final Lease lease;
    private boolean ended;

    /** @param participant to which it was granted, which may not be there any more */
    SharedPermit(Desk desk, Participant participant, Lease lease) {
        this.desk = desk;
        this.participant = participant;
        this.lease = lease;
    }

    @Override
    public boolean usable() {
        return desk.usable(this);
    }

    @Override
    public void complete(Feedback feedback) {
        desk.complete(this, feedback);
    }

    @Override
    public void cancel() {
        desk.cancel(this);
    }

    @Override
    public void close() {
        desk.abandon(this);
    }

    /** Its participant; null when this is not its first end. */
    @Nullable
    Participant end() {
        boolean first = !ended;
        ended = true;
        return first ? participant : null;
    }

    boolean ended() {
        return ended;
    }

    Participant participant() {
        return participant;
    }

    Lease lease() {
        return lease;
    }
}
