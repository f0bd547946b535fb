package io.rollcall.simulator;

import io.rollcall.simulator.WebhookDelivery.Attempt;
import io.rollcall.simulator.WebhookDelivery.State;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One vendor's deliveries, one at a time on a thread of its own, which starts with the first subscription. */
final class Courier {

    private static final long PATIENCE_MILLIS = 20_000;

    private final VendorContext context;
    private final HookDialect dialect;
    private final Subscriptions subscriptions;
    private final Outbox outbox;
    private final HookPost post = new HookPost();
    private final IntSupplier timeLimitMillis;
    private @Nullable Thread thread;
    private boolean closed;

    Courier(VendorContext context, HookDialect dialect, Subscriptions subscriptions, Outbox outbox) {
        this.context = context;
        this.dialect = dialect;
        this.subscriptions = subscriptions;
        this.outbox = outbox;
        this.timeLimitMillis = () -> context.settings().number(Setting.WEBHOOK_TIMEOUT_MS);
    }

    synchronized void start() {
        if (thread == null && !closed) {
            thread = new Thread(
                    this::run, "simulator-webhooks-" + context.vendor().segment());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            for (Parcel parcel = outbox.take(); parcel != null; parcel = outbox.take()) {
                carry(parcel);
            }
        } catch (InterruptedException e) {
            // Only closing interrupts; nothing is left to do.
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Parcel parcel) {
        if (!subscriptions.enabled(parcel.subscription())) {
            outbox.done(parcel, null, State.LOST, null);
            return;
        }
        Instant now = context.clock().instant();
        int status = post.send(parcel.url(), parcel.headers(), parcel.body(), timeLimitMillis.getAsInt());
        Attempt attempt = new Attempt(now, status);
        if (dialect.received(status)) {
            outbox.done(parcel, attempt, State.RECEIVED, null);
            return;
        }
        @Nullable Parcel again = parcel.after(now, dialect.resends());
        if (again == null && dialect.disablesInTheEnd()) {
            subscriptions.giveUp(parcel.subscription(), now);
        }
        outbox.done(parcel, attempt, again == null ? State.LOST : State.WAITING, again);
    }

    synchronized boolean running() {
        return thread != null && thread.isAlive();
    }

    /** Ends the thread, a delivery under way included. */
    void close() {
        @Nullable Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        outbox.close();
        if (running == null) {
            return;
        }
        running.interrupt();
        post.abort();
        try {
            running.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
