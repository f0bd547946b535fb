package io.rollcall.detect;

import java.time.Duration;
import java.time.Instant;

/** When sweeps begin: at intervals, and earlier when a second look at the missing is due or a hint wants one. */
final class Timetable {
    /** How much more often than planned sweeps may begin because hints want them. */
    private static final int PROMPT = 10;

    private final Duration interval;
    private final Hints hints;
    private Instant begunAt = Instant.EPOCH;
    private Instant planned = Instant.MIN;

    Timetable(Duration interval, Hints hints) {
        this.interval = interval;
        this.hints = hints;
    }

    /** When the next sweep begins. */
    Instant due() {
        Instant soonest = begunAt.plus(interval.dividedBy(PROMPT));
        return hints.sweepDue()
                .map(wanted -> wanted.isAfter(soonest) ? wanted : soonest)
                .filter(prompt -> prompt.isBefore(planned))
                .orElse(planned);
    }

    /** Whether that is now. Further ahead than any sweep is planned means that the clock was set back. */
    boolean isDue(Instant now) {
        Instant due = due();
        return !now.isBefore(due) || due.isAfter(now.plus(interval));
    }

    /** A sweep begins, which serves all hints that wanted one. */
    void begun(Instant now) {
        begunAt = now;
        hints.sweepBegins();
    }

    /** The sweep ended. A look that was due when it began had its chance; it may not make the vendor be asked without pause. */
    void ended(Evidence evidence) {
        Instant due = begunAt.plus(interval);
        planned = evidence.nextLook()
                .filter(look -> look.isAfter(begunAt) && look.isBefore(due))
                .orElse(due);
    }
}
