package io.rollcall.simulator;

import io.rollcall.simulator.WebhookDelivery.Attempt;
import io.rollcall.simulator.WebhookDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is to be delivered, what is kept back, and what became of the rest; the newest 50,000 deliveries. Thread-safe. */
final class Outbox {

    /** A simulator left running for days must not fill its memory. */
    private static final int KEPT = 50_000;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final InstantSource clock;
    private final NavigableMap<Long, WebhookDelivery> deliveries = new TreeMap<>();
    private final Map<Long, Parcel> parcels = new HashMap<>();
    private final PriorityQueue<Parcel> waiting =
            new PriorityQueue<>(Comparator.comparing(Parcel::due).thenComparing(Parcel::place));
    private long last;
    private long lastPlace;
    private int toLose;
    private boolean holding;
    private boolean sending;
    private boolean closed;

    Outbox(InstantSource clock) {
        this.clock = clock;
    }

    /** The next sequence number. */
    synchronized long next() {
        return ++last;
    }

    /** Takes a delivery in; it leaves at once unless it shall be lost or kept back. */
    synchronized long add(WebhookDelivery delivery, Parcel parcel) {
        long sequence = delivery.sequence();
        parcels.put(sequence, parcel);
        if (toLose > 0) {
            toLose--;
            deliveries.put(sequence, delivery.now(State.LOST));
        } else if (holding) {
            deliveries.put(sequence, delivery.now(State.HELD));
        } else {
            deliveries.put(sequence, delivery);
            send(parcel.fresh(sequence, ++lastPlace, clock.instant()));
        }
        if (deliveries.size() > KEPT) {
            parcels.remove(deliveries.pollFirstEntry().getKey());
        }
        return sequence;
    }

    /** Takes in what went out by another way. */
    synchronized void record(WebhookDelivery delivery) {
        deliveries.put(delivery.sequence(), delivery);
    }

    synchronized long repeat(long sequence) {
        WebhookDelivery old = known(sequence);
        @Nullable Parcel parcel = parcels.get(sequence);
        if (parcel == null) {
            throw new NoSuchElementException("delivery " + sequence + " cannot be repeated");
        }
        return add(old.again(next(), clock.instant()), parcel);
    }

    synchronized void hold() {
        holding = true;
    }

    synchronized void lose(int count) {
        toLose = count;
    }

    /** Ends the keeping back and lets everything go in the order in which it came. */
    synchronized void release() {
        holding = false;
        release(deliveries.values().stream()
                .filter(delivery -> delivery.state() == State.HELD)
                .map(WebhookDelivery::sequence)
                .toList());
    }

    /** Lets these go in this order; what comes later is still kept back. */
    synchronized void release(List<Long> sequences) {
        sequences.forEach(this::held);
        Instant now = clock.instant();
        for (long sequence : sequences) {
            deliveries.put(sequence, held(sequence).now(State.WAITING));
            @Nullable Parcel parcel = parcels.get(sequence);
            if (parcel != null) {
                send(parcel.fresh(sequence, ++lastPlace, now));
            }
        }
    }

    synchronized void drop(long sequence) {
        deliveries.put(sequence, held(sequence).now(State.LOST));
    }

    synchronized List<WebhookDelivery> deliveries() {
        return List.copyOf(deliveries.values());
    }

    /** Waits for the next parcel that is due; null once closed. */
    synchronized @Nullable Parcel take() throws InterruptedException {
        while (!closed) {
            Parcel first = waiting.peek();
            Instant now = clock.instant();
            if (first == null) {
                wait();
            } else if (first.due().isAfter(now)) {
                wait(Duration.between(now, first.due()).toMillis() + 1);
            } else {
                sending = true;
                return waiting.remove();
            }
        }
        return null;
    }

    /** What became of a parcel that was taken; {@code again} is when it is due next. A reset forgets those under way. */
    synchronized void done(Parcel parcel, @Nullable Attempt attempt, State state, @Nullable Parcel again) {
        sending = false;
        @Nullable WebhookDelivery delivery = deliveries.get(parcel.sequence());
        if (delivery != null) {
            deliveries.put(parcel.sequence(), attempt == null ? delivery.now(state) : delivery.tried(attempt, state));
            if (again != null) {
                waiting.add(again);
            }
        }
        notifyAll();
    }

    /** Waits until nothing that is due now remains to be tried. */
    synchronized void settle() {
        long start = System.nanoTime();
        while (!closed && (sending || overdue())) {
            long left = PATIENCE_NANOS - (System.nanoTime() - start);
            if (left <= 0) {
                throw new IllegalStateException("deliveries are still under way");
            }
            try {
                wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while deliveries were under way", e);
            }
        }
    }

    /** To be called when the clock was pushed. */
    synchronized void wake() {
        notifyAll();
    }

    /** Forgets everything; numbers go on. */
    synchronized void clear() {
        deliveries.clear();
        parcels.clear();
        waiting.clear();
        toLose = 0;
        holding = false;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private boolean overdue() {
        Parcel first = waiting.peek();
        return first != null && !first.due().isAfter(clock.instant());
    }

    private void send(Parcel parcel) {
        waiting.add(parcel);
        notifyAll();
    }

    private WebhookDelivery held(long sequence) {
        WebhookDelivery delivery = known(sequence);
        if (delivery.state() != State.HELD) {
            throw new IllegalArgumentException("delivery " + sequence + " is not held");
        }
        return delivery;
    }

    private WebhookDelivery known(long sequence) {
        @Nullable WebhookDelivery delivery = deliveries.get(sequence);
        if (delivery == null) {
            throw new NoSuchElementException("no delivery " + sequence);
        }
        return delivery;
    }
}
