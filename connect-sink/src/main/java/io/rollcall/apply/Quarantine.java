package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whether the vendor takes requests of this tenant at all. When it does not, nothing is sent but one command now and then, at
 * growing intervals, until it does. Thread-safe.
 */
final class Quarantine {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** Refused writes of so many people in a row are no longer about these people. */
    private static final int PEOPLE = 3;

    /** So often turned away while others are not, a command is no longer taken for a sign that all are. */
    private static final int TIMES_ALONE = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final ApplyMetrics metrics;
    private final RandomGenerator random;
    private final Set<CommandKey> failing = new HashSet<>();
    private @Nullable Instant until;
    private Duration interval = FIRST;
    private @Nullable Object probe;
    private long writes;

    Quarantine(ApplyMetrics metrics, RandomGenerator random) {
        this.metrics = metrics;
        this.random = random;
    }

    /** Whether one more command may begin now. */
    synchronized boolean admits(Instant now) {
        return until == null || (probe == null && !now.isBefore(until));
    }

    /** A command begins; in quarantine it is the one by which the vendor is tried. */
    synchronized void begins(Object command) {
        if (until != null) {
            probe = command;
        }
    }

    /** The vendor dealt with a command, well or badly. */
    synchronized void answered() {
        if (until != null) {
            metrics.released();
        }
        until = null;
        interval = FIRST;
        probe = null;
    }

    /**
     * A command was turned away once more; whether that happened so often while others were written in between that it is
     * about this command, whatever the vendor says.
     */
    synchronized boolean isAboutOne(Case work, Instant now) {
        if (work.refusedSince == null) {
            work.refusedSince = now;
        } else if (writes > work.othersThen) {
            work.refusedAlone++;
        }
        work.othersThen = writes;
        return work.refusedAlone >= TIMES_ALONE && !now.isBefore(work.refusedSince.plus(PATIENCE));
    }

    /** The vendor turned the tenant away. */
    synchronized void refused(Object command, VendorException why, Instant now) {
        boolean probed = command.equals(probe);
        if (until != null && !probed) {
            // Begun before the vendor closed: it says nothing new.
            return;
        }
        if (probed) {
            Duration doubled = interval.multipliedBy(2);
            interval = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        }
        probe = null;
        // Half fixed, half random: tasks that were thrown out together do not come back together.
        long half = interval.toMillis() / 2;
        Duration pause = Duration.ofMillis(half + random.nextLong(half + 1));
        Duration asked = asked(why.failure());
        until = now.plus(asked != null && asked.compareTo(pause) > 0 ? asked : pause);
        metrics.quarantined(why);
    }

    /** A command ended without asking the vendor for anything. */
    synchronized void inconclusive(Object command) {
        if (command.equals(probe)) {
            probe = null;
        }
    }

    /** A write succeeded. */
    synchronized void wrote() {
        failing.clear();
        writes++;
    }

    /** Whether so many writes in a row failed that it is about the tenant. */
    synchronized boolean suspectsAll() {
        return failing.size() >= PEOPLE;
    }

    /** A write was refused, or nobody knows; whether so many were in a row that it is about the tenant. */
    synchronized boolean suspects(CommandKey key) {
        failing.add(key);
        return failing.size() >= PEOPLE;
    }

    private static @Nullable Duration asked(Failure failure) {
        if (failure instanceof Failure.Throttled throttled) {
            return throttled.retryAfter();
        }
        return failure instanceof Failure.Transient trouble ? trouble.retryAfter() : null;
    }
}
