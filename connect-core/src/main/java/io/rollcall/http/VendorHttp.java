package io.rollcall.http;

import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import io.rollcall.config.HttpSettings;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Composes the layers. */
public final class VendorHttp implements Http {
    private final String vendor;
    private final RetryPolicy policy;
    private final RateBudget budget;
    private final Priority priority;
    private final HttpMetrics metrics;
    private final InstantSource clock;
    private final Waiting waiting;
    private final DoubleSupplier random;
    private final OkHttpTransport wire;
    private final Set<Credentials> credentials = ConcurrentHashMap.newKeySet();

    /**
     * Opens a way out. Sends nothing yet.
     *
     * @param vendor for messages and logs
     * @param budget this connector's share, which is closed together with this
     * @param priority of everything that is sent this way
     * @throws org.apache.kafka.common.config.ConfigException when a TLS file cannot be used
     */
    public static Http open(
            String vendor,
            HttpSettings settings,
            RateBudget budget,
            Priority priority,
            HttpMetrics metrics,
            InstantSource clock) {
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        try {
            return new VendorHttp(vendor, settings, budget, priority, metrics, clock, Waiting.real(), random);
        } catch (RuntimeException unusable) {
            budget.close();
            throw unusable;
        }
    }

    VendorHttp(
            String vendor,
            HttpSettings settings,
            RateBudget budget,
            Priority priority,
            HttpMetrics metrics,
            InstantSource clock,
            Waiting waiting,
            DoubleSupplier random) {
        this.vendor = vendor;
        this.policy = new RetryPolicy(settings.maxAttempts(), settings.maxElapsed());
        this.budget = budget;
        this.priority = priority;
        this.metrics = metrics;
        this.clock = clock;
        this.waiting = waiting;
        this.random = random;
        this.wire = new OkHttpTransport(settings, clock);
    }

    @Override
    public JsonHttp anonymous() {
        return retried(counted(), null);
    }

    @Override
    public JsonHttp as(Credentials given) {
        credentials.add(given);
        return retried(new Authorizer(given, clock, counted()), given);
    }

    /*
     * From the outside in: retrier, authorizer, budget, metrics, wire log, OkHttp.
     *
     * The retrier sees what is left after a refused token was renewed. The authorizer's repetition costs a permit of its
     * own, as the vendor counts it. Metrics and log lie inside the budget, so that waiting for a permit is no latency.
     */
    private JsonHttp retried(Transport next, @Nullable Credentials given) {
        return new Retrier(vendor, next, given, policy, waiting, random, clock, metrics);
    }

    private Transport counted() {
        Transport logged = new WireLog(vendor, waiting, wire);
        return new Budgeted(budget, priority, clock, waiting, metrics, new Metered(metrics, waiting, logged));
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void close() {
        waiting.close();
        budget.close();
        wire.close();
        credentials.forEach(Credentials::close);
    }
}
