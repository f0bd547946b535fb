package io.rollcall.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The arithmetic of a limit that holds in any window: a request counts from its grant until one window after it was
 * completed. Pure: times are nanoseconds of one monotonic clock, given by the caller and never decreasing.
 */
final class Window {
    private final int limit;
    private final long length;
    private final Deque<Long> completed = new ArrayDeque<>();
    private int running;

    /** Requests of others that the vendor has told of, until a time. */
    private int foreign;

    private long foreignUntil;
    private boolean blocked;
    private long blockedUntil;

    Window(RateLimit limit) {
        this.limit = limit.requests();
        this.length = limit.window().toNanos();
    }

    /** Whether one more may be sent now; if so it counts. */
    boolean grant(long now) {
        expire(now);
        if (blocked || used() >= limit) {
            return false;
        }
        running++;
        return true;
    }

    /** The next time at which {@link #grant} may change its mind by itself; {@link Long#MAX_VALUE} from now for never. */
    long nanosUntilChange(long now) {
        long wait = Long.MAX_VALUE;
        if (blocked) {
            return blockedUntil - now;
        }
        if (!completed.isEmpty()) {
            wait = completed.getFirst() + length - now;
        }
        if (foreign > 0) {
            wait = Math.min(wait, foreignUntil - now);
        }
        return wait;
    }

    void complete(long now) {
        expire(now);
        running--;
        completed.addLast(now);
    }

    /** Takes the vendor's word where it leaves less than our own count; never where it leaves more. */
    void learn(Feedback feedback, long now) {
        expire(now);
        Duration asked = feedback.throttled() ? feedback.retryAfter() : feedback.reset();
        if (feedback.throttled()) {
            long until = now
                    + (asked == null ? Math.min(length, Duration.ofSeconds(1).toNanos()) : asked.toNanos());
            blockedUntil = blocked && blockedUntil - until > 0 ? blockedUntil : until;
            blocked = true;
        }
        Integer remaining = feedback.remaining();
        if (remaining != null) {
            int unseen = limit - running - completed.size() - Math.max(0, remaining);
            if (unseen > foreign) {
                foreign = unseen;
                foreignUntil = now + (asked == null ? length : Math.min(length, asked.toNanos()));
            }
        }
    }

    private int used() {
        return running + completed.size() + foreign;
    }

    private void expire(long now) {
        while (!completed.isEmpty() && now - completed.getFirst() >= length) {
            completed.removeFirst();
        }
        if (foreign > 0 && now - foreignUntil >= 0) {
            foreign = 0;
        }
        if (blocked && now - blockedUntil >= 0) {
            blocked = false;
        }
    }
}
