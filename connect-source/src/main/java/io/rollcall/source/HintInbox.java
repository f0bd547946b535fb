package io.rollcall.source;

import io.rollcall.detect.Hints;
import io.rollcall.plugin.Registrar;
import io.rollcall.webhook.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Turns authentic webhooks into hints, and counts what becomes of them. */
final class HintInbox implements Inbox {
    private final Hints hints;
    private final InstantSource clock;
    private final LongAdder queued = new LongAdder();
    private final LongAdder merged = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final AtomicLong lastMillis = new AtomicLong();
    private final AtomicLong slowestMillis = new AtomicLong();

    HintInbox(Hints hints, InstantSource clock) {
        this.hints = hints;
        this.clock = clock;
    }

    /** All metrics, each with its description. */
    void gauges(Registrar worker) {
        worker.add("hints-queued-total", "Users whom a webhook put into the queue to be read", queued::sum);
        worker.add(
                "hints-merged-total",
                "Webhooks about a user who was in the queue already, so that one read serves both",
                merged::sum);
        worker.add("hints-waiting", "Users in the queue", hints::size);
        worker.add("hint-reads-total", "Users read because of webhooks", reads::sum);
        worker.add(
                "hint-to-event-ms",
                "Milliseconds from the last webhook that led to an event until that was handed to Connect",
                lastMillis::get);
        worker.add("hint-to-event-max-ms", "The longest that this took since the task started", slowestMillis::get);
    }

    @Override
    public boolean concerns(String userId) {
        Hints.Outcome outcome = hints.offer(userId, clock.instant());
        if (outcome == Hints.Outcome.QUEUED) {
            queued.increment();
        } else if (outcome == Hints.Outcome.MERGED) {
            merged.increment();
        }
        return outcome != Hints.Outcome.FULL;
    }

    @Override
    public void everybody() {
        hints.wantSweep(clock.instant());
    }

    void read() {
        reads.increment();
    }

    void published(Instant hintedAt, Instant now) {
        long millis = Math.max(0, Duration.between(hintedAt, now).toMillis());
        lastMillis.set(millis);
        slowestMillis.accumulateAndGet(millis, Math::max);
    }
}
