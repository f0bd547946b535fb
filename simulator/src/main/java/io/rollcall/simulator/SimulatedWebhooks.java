package io.rollcall.simulator;

import io.rollcall.simulator.WebhookDelivery.State;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * One vendor's webhooks: who is told, what goes wrong on the way, and what became of every delivery. Deliveries leave one at a time in the
 * order of the changes, on a thread of their own; resends follow the simulator's time, so {@link Simulator#advance} brings them on, and
 * {@link #settle} waits for those that are due. Thread-safe.
 *
 * <p>Methods that name an id or a sequence number throw {@link NoSuchElementException} when there is no such thing.
 */
public final class SimulatedWebhooks {

    private final VendorContext context;
    private final HookDialect dialect;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Outbox outbox;
    private final Mailroom mailroom;
    private final Courier courier;

    SimulatedWebhooks(VendorContext context, HookDialect dialect) {
        this.context = context;
        this.dialect = dialect;
        this.outbox = new Outbox(context.clock());
        this.mailroom = new Mailroom(context, dialect, outbox);
        this.courier = new Courier(context, dialect, subscriptions, outbox);
        context.clock().whenAdvanced(outbox::wake);
    }

    ChangeWatch watch() {
        return new ChangeWatch() {
            @Override
            public boolean listens(String account) {
                return !subscriptions.of(account).isEmpty();
            }

            @Override
            public void changed(String account, String client, List<Change> changes) {
                tell(account, client, changes);
            }
        };
    }

    private void tell(String account, String client, List<Change> changes) {
        for (HookEvent event : dialect.events(changes)) {
            for (Subscription subscription : subscriptions.of(account)) {
                if (subscription.enabled() && dialect.wants(subscription, event, client)) {
                    mailroom.tell(subscription, event, client);
                }
            }
        }
    }

    /** Short for {@link #subscribe(String, WebhookSetup)} with the primary account. */
    public List<String> subscribe(WebhookSetup setup) {
        return subscribe(SimulatedVendor.PRIMARY, setup);
    }

    /**
     * Sets up webhooks and enables them: at LiveChat one for every action, as the account's own client; at Gladly one.
     *
     * @return the new ids, at LiveChat in the vendor's order of actions
     * @throws IllegalArgumentException when the vendor would refuse it
     * @throws IllegalStateException when a Gladly receiver does not answer the PING with 200; the webhook stays, disabled
     */
    public List<String> subscribe(String account, WebhookSetup setup) {
        List<String> ids = create(account, setup);
        ids.forEach(this::enable);
        return ids;
    }

    /** The same, but leaves them disabled. */
    public List<String> create(String account, WebhookSetup setup) {
        String owner = context.credentials().of(account).getOrDefault("clientId", "");
        try {
            return setup.eventSets(context.vendor()).stream()
                    .map(events -> admit(new Subscription(
                            "",
                            account,
                            owner,
                            setup.url(),
                            "",
                            events,
                            setup.headers(),
                            setup.secretKey(),
                            Set.of(),
                            false,
                            null)))
                    .toList();
        } catch (Refused e) {
            throw new IllegalArgumentException(e.answer().body(), e);
        }
    }

    /** Gives a checked subscription its id. */
    String admit(Subscription wanted) {
        synchronized (subscriptions) {
            dialect.admit(wanted, subscriptions.all());
            String id = UUID.randomUUID().toString().replace("-", "");
            subscriptions.put(wanted.named(id));
            courier.start();
            return id;
        }
    }

    Subscriptions store() {
        return subscriptions;
    }

    /**
     * Enables a webhook, at LiveChat all of the same client and account.
     *
     * @throws IllegalStateException when a Gladly receiver does not answer the PING with 200
     */
    public void enable(String id) {
        Subscription subscription = subscriptions.get(id);
        if (context.vendor() == Vendor.GLADLY) {
            int status = mailroom.ping(subscription);
            if (status != 200) {
                throw new IllegalStateException("the receiver answered the PING with " + status + ", not 200");
            }
        }
        turn(subscription, true);
    }

    /** Disables a webhook, at LiveChat all of the same client and account; what is not delivered yet is lost when its time comes. */
    public void disable(String id) {
        turn(subscriptions.get(id), false);
    }

    private void turn(Subscription subscription, boolean on) {
        if (context.vendor() == Vendor.LIVECHAT) {
            subscriptions.turnAll(subscription.owner(), subscription.account(), on);
        } else {
            subscriptions.turn(subscription.id(), on);
        }
    }

    /**
     * Removes a webhook.
     *
     * @throws IllegalStateException at Gladly when it is still enabled
     */
    public void remove(String id) {
        if (subscriptions.get(id).enabled() && context.vendor() == Vendor.GLADLY) {
            throw new IllegalStateException("a webhook is deleted only when disabled");
        }
        subscriptions.remove(id);
    }

    /** All subscriptions of both accounts, oldest first. */
    public List<WebhookSubscription> subscriptions() {
        return subscriptions.all().stream().map(Subscription::shown).toList();
    }

    /** From now on deliveries are kept back. Resends of those sent before go on. */
    public void hold() {
        outbox.hold();
    }

    /** Lets all held deliveries go in the order of their changes, and keeps no more back. */
    public void release() {
        outbox.release();
    }

    /** Lets these held deliveries go, in this order; the rest and new ones stay held. */
    public void release(List<Long> sequences) {
        outbox.release(sequences);
    }

    /** Loses a held delivery for good. */
    public void drop(long sequence) {
        outbox.drop(sequence);
    }

    /** Loses the next deliveries without an attempt. */
    public void loseNext(int count) {
        outbox.lose(count);
    }

    /** Sends the very same body once more, whatever became of the first; a late one is a stale one. */
    public long repeat(long sequence) {
        return outbox.repeat(sequence);
    }

    /**
     * Sends an event of the caller's with the right secret, for a user that nobody knows or a payload that lacks half.
     *
     * @param payload LiveChat's {@code payload}; at Gladly the fields beside {@code type}, such as {@code content}
     * @return the sequence number of the delivery
     */
    public long send(String id, String event, Map<String, ?> payload) {
        Subscription subscription = subscriptions.get(id);
        return mailroom.makeUp(subscription, subscription, new HookEvent(event, "", Json.object(payload)));
    }

    /**
     * Sends an event that is not from the vendor.
     *
     * @throws IllegalArgumentException when the vendor's deliveries lack what the forgery would change
     */
    public long forge(String id, Forgery forgery, String event, Map<String, ?> payload) {
        if (context.vendor() == Vendor.GLADLY
                && (forgery == Forgery.OTHER_ACCOUNT || forgery == Forgery.UNKNOWN_SUBSCRIPTION)) {
            throw new IllegalArgumentException("Gladly's bodies name neither an organisation nor a webhook");
        }
        Subscription subscription = subscriptions.get(id);
        HookEvent made = new HookEvent(event, "", Json.object(payload));
        return mailroom.makeUp(subscription, subscription.forged(forgery), made);
    }

    /** Sends a body of the caller's, such as half a body, with the webhook's headers. */
    public long post(String id, String body) {
        return mailroom.post(subscriptions.get(id), body);
    }

    /** Every delivery since the last reset, in the order of the changes. */
    public List<WebhookDelivery> deliveries() {
        return outbox.deliveries();
    }

    /** The deliveries that pass the filter. */
    public List<WebhookDelivery> deliveries(Predicate<WebhookDelivery> filter) {
        return deliveries().stream().filter(filter).toList();
    }

    /** The deliveries that are kept back. */
    public List<WebhookDelivery> held() {
        return deliveries(delivery -> delivery.state() == State.HELD);
    }

    /**
     * Waits until everything was tried that is due now. Held deliveries and later resends are not waited for.
     *
     * @throws IllegalStateException when a minute was not enough
     */
    public void settle() {
        outbox.settle();
    }

    void reset() {
        subscriptions.clear();
        outbox.clear();
    }

    boolean running() {
        return courier.running();
    }

    void close() {
        courier.close();
    }
}
