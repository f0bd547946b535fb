package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One vendor while it runs: its accounts, its settings, what shall go wrong, and what was asked of it. Thread-safe. */
public final class SimulatedVendor {

    /** The account that tests usually use. */
    public static final String PRIMARY = "primary";
    /** An account of other people, for credentials that are valid but wrong. */
    public static final String SECOND = "second";

    private static final int SECOND_ACCOUNT_USERS = 5;

    private final VendorContext context;
    private final Map<String, SimulatedAccount> accounts;
    private final FaultQueue faults = new FaultQueue();
    private final DriftQueue drift = new DriftQueue();
    private final RateWindow rate = new RateWindow();
    private final @Nullable SimulatedWebhooks webhooks;
    private final Reception reception;

    SimulatedVendor(Vendor vendor, SimulatedClock clock, Journal journal, HangGate hangs) {
        this.context = VendorContext.of(vendor, clock);
        VendorModel model = model(vendor, context.settings());
        this.webhooks = webhooks(vendor, context);
        ChangeWatch watch = webhooks == null ? ChangeWatch.NOBODY : webhooks.watch();
        this.accounts = Map.of(
                PRIMARY, new SimulatedAccount(PRIMARY, true, model, clock, context.settings(), watch),
                SECOND, new SimulatedAccount(SECOND, false, model, clock, context.settings(), watch));
        this.reception =
                new Reception(context, fake(vendor, context, webhooks), accounts, faults, drift, rate, journal, hangs);
        reset();
    }

    private static VendorModel model(Vendor vendor, Settings settings) {
        return switch (vendor) {
            case OLARK -> new OlarkModel();
            case LIVECHAT -> new LiveChatModel(settings);
            case GLADLY -> new GladlyModel(settings);
            case TALKDESK -> new TalkdeskModel(settings);
        };
    }

    private static @Nullable SimulatedWebhooks webhooks(Vendor vendor, VendorContext context) {
        return switch (vendor) {
            case LIVECHAT -> new SimulatedWebhooks(context, new LiveChatHooks(context.settings()));
            case GLADLY -> new SimulatedWebhooks(context, new GladlyHooks(context.settings()));
            case OLARK, TALKDESK -> null;
        };
    }

    private static VendorFake fake(Vendor vendor, VendorContext context, @Nullable SimulatedWebhooks webhooks) {
        return switch (vendor) {
            case OLARK -> new OlarkFake(context);
            case LIVECHAT -> new LiveChatFake(context, Objects.requireNonNull(webhooks));
            case GLADLY -> new GladlyFake(context);
            case TALKDESK -> new TalkdeskFake(context);
        };
    }

    /** The account that {@link #PRIMARY} credentials open; empty of users until seeded. */
    public SimulatedAccount primary() {
        return account(PRIMARY);
    }

    /** The account of other people; five of them after every reset. */
    public SimulatedAccount second() {
        return account(SECOND);
    }

    SimulatedAccount account(String name) {
        SimulatedAccount account = accounts.get(name);
        if (account == null) {
            throw new NoSuchElementException("no account " + name);
        }
        return account;
    }

    /**
     * Turns a setting.
     *
     * @param value an integer, a boolean or text, as the setting's default is
     */
    public void set(Setting setting, Object value) {
        context.settings().set(setting, value);
    }

    Settings settings() {
        return context.settings();
    }

    /** The secrets that open an account, by name: see the README for the names of each vendor. */
    public Map<String, String> credentials(String account) {
        account(account);
        return context.credentials().of(account);
    }

    /** Replaces some of the secrets that open an account. Issued tokens stay valid. */
    public void setCredentials(String account, Map<String, String> values) {
        account(account);
        context.credentials().set(account, values);
    }

    /** Revokes every access token issued so far. */
    public void revokeTokens() {
        context.tokens().revokeAll();
    }

    /** How many issued access tokens are valid now. */
    public int liveTokens() {
        return context.tokens().size();
    }

    /** Every access token ever issued, also those no longer valid: to look for them where none may be. */
    public Set<String> issuedTokens() {
        return context.tokens().everIssued();
    }

    /** Queues a fault behind those already waiting. */
    public void inject(InjectedFault fault) {
        faults.add(fault);
    }

    /** Forgets all waiting faults. */
    public void clearFaults() {
        faults.clear();
    }

    List<InjectedFault> faults() {
        return faults.pending();
    }

    /** Runs something, once, right before that page (from 1) of a user listing is cut. */
    public void beforePage(int page, Runnable mutation) {
        drift.add(page, true, mutation);
    }

    /** Runs something, once, right after that page (from 1) of a user listing was cut. */
    public void afterPage(int page, Runnable mutation) {
        drift.add(page, false, mutation);
    }

    /** Forgets mutations that wait for a page. */
    public void clearDrift() {
        drift.clear();
    }

    int waitingDrift() {
        return drift.size();
    }

    /**
     * The webhooks of LiveChat and Gladly.
     *
     * @throws NoSuchElementException at the other vendors, who have none
     */
    public SimulatedWebhooks webhooks() {
        if (webhooks == null) {
            throw new NoSuchElementException(context.vendor().segment() + " has no webhooks");
        }
        return webhooks;
    }

    /** How many welcome or invitation mails the vendor would have sent. */
    public long welcomeMails() {
        return context.stats().mails();
    }

    /** Successful vendor writes by action. */
    public Map<String, Long> writes() {
        return context.stats().writes();
    }

    /** The most API requests that ever arrived within one rate window, throttled ones included, token requests not. */
    public int worstWindow() {
        return rate.worst();
    }

    /** How many requests were throttled. */
    public long throttled() {
        return rate.throttled();
    }

    /** Everything back to the state of a new simulator: users, settings, credentials, tokens, faults, webhooks, counters. */
    public void reset() {
        if (webhooks != null) {
            webhooks.reset();
        }
        context.settings().reset();
        context.tokens().revokeAll();
        context.stats().reset();
        faults.clear();
        drift.clear();
        rate.reset();
        accounts.keySet().forEach(context.credentials()::reset);
        accounts.values().forEach(SimulatedAccount::reset);
        second().seed(SECOND_ACCOUNT_USERS);
    }

    void close() {
        if (webhooks != null) {
            webhooks.close();
        }
    }

    ObjectNode stats() {
        ObjectNode stats = Json.object()
                .put("requests", rate.requests())
                .put("throttled", rate.throttled())
                .put("worstWindow", rate.worst())
                .put("welcomeMails", welcomeMails())
                .put("liveTokens", liveTokens())
                .put("waitingFaults", faults.pending().size())
                .put("waitingDrift", drift.size());
        return stats.set("writes", Json.tree(writes()));
    }

    Delivery receive(Call call) {
        return reception.receive(call);
    }
}
