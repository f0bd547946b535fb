package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.schema.UserEvent;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.Vendor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One task that Gladly tells of changes: how many webhooks it takes, and how soon an event follows a change.
 *
 * <p>Nobody is swept after the beginning, so that every later read is a hint's.
 */
final class WebhookRun {
    static final int DEBOUNCE_MILLIS = 1_000;

    private static final String NAME = "gladly-source";
    private static final int USERS = 300;
    /** Of whom the flood of webhooks tells, who do not change. */
    private static final int FLOODED = 50;

    private static final int WEBHOOKS = 10_000;
    private static final int READINGS = 3;
    private static final Duration LONGEST_READING = Duration.ofSeconds(4);
    /** Whose events are judged but not timed. */
    private static final int WARM_UPS = 25;

    private static final int CHANGES = 200;
    private static final int CHANGE_EVERY_MILLIS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Stack stack;
    private final Simulator simulator;
    private final boolean exactlyOnce;
    private final Arrivals arrivals = new Arrivals();
    private int refused;
    private final CountDownLatch never = new CountDownLatch(1);
    private final Poll poll = new Poll(System::nanoTime, () -> never.await(5, TimeUnit.MILLISECONDS));

    /** @param exactlyOnce whether the stack's worker offers it */
    WebhookRun(Stack stack, Simulator simulator, boolean exactlyOnce) {
        this.stack = stack;
        this.simulator = simulator;
        this.exactlyOnce = exactlyOnce;
    }

    /** Measures; takes about 40 seconds. */
    WebhookResult measure() throws InterruptedException {
        SimulatedAccount account = simulator.gladly().primary();
        account.seed(USERS);
        Benchmark.completeGladly(account);
        // One partition: whoever has the last event has all.
        stack.cluster().create(Accounts.USERS, 1);
        Accounts accounts = new Accounts(simulator, stack.secrets());
        Map<String, String> source = settings(accounts);
        stack.connect().run(NAME, source);
        try (WorkerProbe worker = WorkerProbe.attach(stack.worker().pid());
                Feed<UserEvent> feed =
                        Feed.users(stack.cluster(), Accounts.USERS, Feed.Start.BEGINNING, this::arrived)) {
            until("all users are known", () -> isReading(feed) && arrivals.known() == USERS);
            until("the first sweep ends", () -> worker.sweeps(NAME) > 0 && worker.webhookPort(NAME) > 0);
            accounts.subscribe(Map.of(NAME, source));
            return measure(account, accounts, worker);
        }
    }

    private WebhookResult measure(SimulatedAccount account, Accounts accounts, WorkerProbe worker)
            throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (ObjectNode user : account.users()) {
            ids.add(user.path("id").asText());
        }
        simulator.journal().clear();
        long begun = System.nanoTime();
        List<WebhookResult.Reading> readings = readings(accounts, worker, ids.subList(0, FLOODED));
        until("no hint waits", () -> worker.hintsWaiting(NAME) == 0);
        int flooded = mostReads();
        long intervals = (long) BenchmarkRun.millisSince(begun) / DEBOUNCE_MILLIS + 1;

        List<String> changed = ids.subList(FLOODED, FLOODED + WARM_UPS + CHANGES);
        List<String> last = ids.subList(USERS - 1, USERS);
        simulator.journal().clear();
        Map<String, Long> told = change(account, changed);
        until("every change has its event", () -> arrivals.hasAll(changed));
        change(account, last);
        until("the last event comes", () -> arrivals.hasAll(last));
        WebhookResult.Truth truth = new WebhookResult.Truth(
                changed.size(),
                arrivals.once(changed),
                arrivals.all() - last.size(),
                mostReads(),
                flooded,
                intervals,
                refused + attemptsInVain());

        List<String> timed = changed.subList(WARM_UPS, changed.size());
        List<Double> millis = timed.stream()
                .map(id -> (arrivals.nanosOf(id) - told.getOrDefault(id, 0L)) / 1e6)
                .toList();
        List<Double> bare = new BareEvents(stack, simulator, exactlyOnce).millis(changed);
        return new WebhookResult(exactlyOnce, readings, millis, bare.subList(WARM_UPS, bare.size()), truth);
    }

    /** Fails when it does not. */
    private static boolean isReading(Feed<UserEvent> feed) {
        return feed.all().isEmpty();
    }

    /** Nothing is kept in the feed. */
    private boolean arrived(UserEvent event) {
        arrivals.take(event);
        return false;
    }

    private Map<String, String> settings(Accounts accounts) {
        Map<String, String> settings = accounts.source(Vendor.GLADLY);
        settings.putAll(accounts.webhooks(Vendor.GLADLY));
        settings.put("webhook.debounce.ms", String.valueOf(DEBOUNCE_MILLIS));
        settings.put("sweep.interval.ms", String.valueOf(Duration.ofDays(1).toMillis()));
        settings.put("validate.live", "false");
        settings.put("budget.scope", "none");
        if (!exactlyOnce) {
            settings.put("exactly.once.support", "requested");
        }
        return settings;
    }

    private List<WebhookResult.Reading> readings(Accounts accounts, WorkerProbe worker, List<String> ids)
            throws InterruptedException {
        List<String> bodies = ids.stream()
                .map(id -> "{\"id\":\"e\",\"type\":\"AGENT/UPDATED\",\"content\":{\"agentId\":\"" + id + "\"}}")
                .toList();
        int port = worker.webhookPort(NAME);
        List<WebhookResult.Reading> readings = new ArrayList<>();
        try (BareServer bare = new BareServer();
                HookSender sender = accounts.gladlySender(bodies)) {
            refused = sender.send(port, WEBHOOKS, LONGEST_READING).others();
            sender.send(bare.port(), WEBHOOKS, LONGEST_READING);
            for (int reading = 0; reading < READINGS; reading++) {
                HookSender.Rate listener = sender.send(port, WEBHOOKS, LONGEST_READING);
                refused += listener.others();
                readings.add(new WebhookResult.Reading(listener, sender.send(bare.port(), WEBHOOKS, LONGEST_READING)));
            }
        }
        return readings;
    }

    /** Changes one after the other, each somebody else; when, by {@link System#nanoTime}. */
    private Map<String, Long> change(SimulatedAccount account, List<String> ids) throws InterruptedException {
        Map<String, Long> told = new HashMap<>();
        for (String id : ids) {
            told.put(id, System.nanoTime());
            account.change(id, Map.of("name", "Renamed " + told.size()));
            never.await(CHANGE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return told;
    }

    /** Of the simulated vendor. */
    private int attemptsInVain() {
        return (int) simulator.gladly().webhooks().deliveries().stream()
                .flatMap(delivery -> delivery.attempts().stream())
                .filter(attempt -> attempt.status() != 200)
                .count();
    }

    /** How often the user was read who was read most. */
    private int mostReads() {
        Map<String, Integer> reads = new HashMap<>();
        simulator.journal().of(Vendor.GLADLY, "get_user").forEach(read -> reads.merge(read.path(), 1, Integer::sum));
        return reads.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private void until(String what, BooleanSupplier seen) throws InterruptedException {
        poll.until(
                PATIENCE,
                () -> seen.getAsBoolean() ? Optional.of(true) : Optional.empty(),
                () -> new StackException(NAME + ": waited in vain until " + what));
    }
}
