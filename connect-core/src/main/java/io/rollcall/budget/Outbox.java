package io.rollcall.budget;

import io.rollcall.budget.ledger.Observation;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Update;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Everything a participant has to tell the others, until it has read that they know. */
final class Outbox {
    private final long number;
    private final Sent sent = new Sent();
    private final Wants wants = new Wants();
    private final Holdings holdings = new Holdings();
    private final Observations observations = new Observations();
    private Update.@Nullable Mark mark;

    /** @param mark what it says first; null for nothing */
    Outbox(long number, Update.@Nullable Mark mark) {
        this.number = number;
        this.mark = mark;
    }

    /** What there is to tell, as an update that is appended now. */
    Update update(Replica replica, Policy policy, long now) {
        long sequence = sent.next(now);
        Observation observation = observations.tell(sequence);
        return new Update(
                number,
                sequence,
                policy.version(),
                replica.applied(),
                wants.tell(),
                wants.known(),
                holdings.tell(),
                replica.certificates(policy, now),
                observation,
                mark);
    }

    /** An update of one's own has come back. */
    void back(Update update) {
        sent.back(update.sequence());
        observations.back(update.sequence());
        update.settled().forEach(holdings::logged);
        if (update.mark() == mark) {
            mark = null;
        }
    }

    /** Says good-bye with whatever is told next. */
    void leave() {
        wants.want(Collections.nCopies(Priority.values().length, 0));
        mark = Update.Mark.BYE;
    }

    /** Whether there is anything that the log was not told. */
    boolean news() {
        return wants.changed() || holdings.changed() || observations.any() || (mark != null && !sent.underway());
    }

    Sent sent() {
        return sent;
    }

    Wants wants() {
        return wants;
    }

    Holdings holdings() {
        return holdings;
    }

    Observations observations() {
        return observations;
    }
}
