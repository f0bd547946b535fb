package io.rollcall.config;

import io.rollcall.budget.Allowance;
import io.rollcall.budget.RateBudget;
import io.rollcall.budget.RateLimit;
import io.rollcall.budget.SharedBudgets;
import io.rollcall.budget.Unlimited;
import io.rollcall.budget.ledger.Limit;
import io.rollcall.budget.ledger.Policy;
import io.rollcall.budget.ledger.Search;
import io.rollcall.budget.log.KafkaBudgetLog;
import io.rollcall.budget.log.KafkaLogSettings;
import io.rollcall.budget.log.LicenceKey;
import io.rollcall.budget.log.WorkerBudgetLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rate budget of a licence, as one connector is told of it.
 *
 * @param scope who shares it
 * @param licence the licence's stable name, the same for all of its connectors
 * @param limit what all of them may send together
 * @param search whether the real limit is unknown, and looked for below {@code limit}
 * @param headroom how much of the limit is left to others
 * @param version of these settings; higher ones replace lower ones for everybody
 * @param replication of the budget's topic; -1 for the brokers' own
 * @param kafka how to reach it; null when the scope needs none
 */
public record BudgetSettings(
        Scope scope,
        String licence,
        RateLimit limit,
        boolean search,
        int headroom,
        int version,
        short replication,
        @Nullable KafkaSettings kafka) {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetSettings.class);

    public static final String SCOPE = "budget.scope";
    public static final String LICENCE = "budget.licence";
    public static final String REQUESTS = "budget.requests";
    public static final String WINDOW = "budget.window.ms";
    public static final String SEARCH = "budget.search";
    public static final String HEADROOM = "budget.headroom";
    public static final String VERSION = "budget.version";
    public static final String REPLICATION = "budget.topic.replication.factor";

    /** Refused requests teach nothing about a shorter window: they arrive more slowly than it passes. */
    private static final long SEARCH_WINDOW_MS = 60_000;

    private static final Search SEARCHING = new Search(5, 30, 850);

    /** Who shares a budget. */
    public enum Scope {
        /** Every connector of the licence, on all workers, over a topic. */
        LICENCE,
        /** Every connector of the licence on the same worker. */
        WORKER,
        /** Nobody keeps one. */
        NONE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Adds these settings to a connector's. The brokers are not among them. */
    public static void define(SettingGroup group, Allowance allowance) {
        defineSharing(group);
        defineLimit(group, allowance);
    }

    private static void defineSharing(SettingGroup group) {
        group.add(
                        SCOPE,
                        Type.STRING,
                        null,
                        LambdaValidator.with(BudgetSettings::ensureScope, () -> "licence, worker or none"),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Budget scope",
                        "Who shares the rate budget: 'licence' is every connector with the same vendor and "
                                + LICENCE
                                + ", on all workers, by way of the topic 'rollcall.budget.<vendor>.<hash>' on "
                                + KafkaSettings.BOOTSTRAP
                                + "; 'worker' is those on the same worker; 'none' counts nothing, "
                                + "for where something else keeps the limit. Unset: 'licence' when "
                                + KafkaSettings.BOOTSTRAP + " is set, else 'worker'.")
                .add(
                        LICENCE,
                        Type.STRING,
                        null,
                        LambdaValidator.with(BudgetSettings::ensureLicence, () -> "at most 200 characters"),
                        Importance.MEDIUM,
                        Width.MEDIUM,
                        "Licence",
                        "The name of what the vendor's limit belongs to, the same for every connector that uses it. Unset: the "
                                + "tenant. Set it where connectors under different tenants share one licence. Never a secret.")
                .add(
                        VERSION,
                        Type.INT,
                        1,
                        Range.atLeast(1),
                        Importance.LOW,
                        Width.SHORT,
                        "Budget version",
                        "The version of the budget settings below. The topic holds them for all connectors of the licence, and "
                                + "only those with a higher version replace them: to change the limit, change it and raise this in "
                                + "one connector, then in the others at leisure. Connectors that differ at the same version go by "
                                + "what the topic holds, and log a warning.")
                .add(
                        REPLICATION,
                        Type.SHORT,
                        (short) -1,
                        LambdaValidator.with(BudgetSettings::ensureReplication, () -> "-1 or at least 1"),
                        Importance.LOW,
                        Width.SHORT,
                        "Budget replication",
                        "How many brokers hold the budget's topic if it is created here; -1 for the brokers' own default.");
    }

    private static void defineLimit(SettingGroup group, Allowance allowance) {
        group.add(
                        REQUESTS,
                        Type.INT,
                        allowance.limit().requests(),
                        Range.between(1, 10_000_000),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Requests per window",
                        "How many requests, token requests and repetitions included, all connectors of the licence together may "
                                + "send in any window of " + WINDOW + ".")
                .add(
                        WINDOW,
                        Type.LONG,
                        allowance.limit().window().toMillis(),
                        Range.between(100, 86_400_000L),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Budget window (ms)",
                        "The length of the window that " + REQUESTS + " counts in, in milliseconds.")
                .add(
                        SEARCH,
                        Type.BOOLEAN,
                        !allowance.known(),
                        null,
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Search for the limit",
                        "Whether the vendor's limit is unknown. Then the connectors begin with 30 requests a minute, try more while "
                                + "there is more to send, and less whenever the vendor refuses one; never more than "
                                + REQUESTS
                                + " allows.")
                .add(
                        HEADROOM,
                        Type.INT,
                        0,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Headroom",
                        "How many of " + REQUESTS
                                + " are left to whatever else uses the licence. Without it others are noticed "
                                + "by the vendor's answers, which costs refused requests when they begin.");
    }

    private static void ensureScope(String name, @Nullable Object value) {
        if (value != null
                && Arrays.stream(Scope.values()).noneMatch(scope -> scope.word().equals(value))) {
            throw new ConfigException(name, value, "Set it to licence, worker or none, or leave it out.");
        }
    }

    private static void ensureLicence(String name, @Nullable Object value) {
        if (value instanceof String licence && (licence.isBlank() || licence.length() > 200)) {
            throw new ConfigException(name, value, "Give it 1 to 200 characters, or leave it out.");
        }
    }

    private static void ensureReplication(String name, @Nullable Object value) {
        if (value instanceof Short factor && factor != -1 && factor < 1) {
            throw new ConfigException(name, value, "Set it to -1 or to at least 1.");
        }
    }

    /**
     * Reads them.
     *
     * @param tenant the licence where none is named
     * @param kafka null when no broker is named
     * @throws ConfigException naming the one that does not fit the others
     */
    public static BudgetSettings parse(AbstractConfig settings, String tenant, @Nullable KafkaSettings kafka) {
        String word = settings.getString(SCOPE);
        Scope scope = word == null
                ? kafka == null ? Scope.WORKER : Scope.LICENCE
                : Scope.valueOf(word.toUpperCase(Locale.ROOT));
        if (scope == Scope.LICENCE && kafka == null) {
            throw new ConfigException(SCOPE + " is 'licence', but " + KafkaSettings.BOOTSTRAP
                    + " is not set. Name the brokers that hold the budget, or set " + SCOPE + " to worker.");
        }
        String licence = settings.getString(LICENCE);
        BudgetSettings parsed = new BudgetSettings(
                scope,
                licence == null ? tenant : licence,
                new RateLimit(settings.getInt(REQUESTS), Duration.ofMillis(settings.getLong(WINDOW))),
                settings.getBoolean(SEARCH),
                settings.getInt(HEADROOM),
                settings.getInt(VERSION),
                settings.getShort(REPLICATION),
                kafka);
        if (parsed.headroom >= parsed.ceiling().requests()) {
            throw new ConfigException(
                    HEADROOM + " leaves nothing of " + REQUESTS + " to the connectors. Make it smaller.");
        }
        return parsed;
    }

    /** What a participant with these settings proposes, with everything that follows from the limit. */
    public Policy policy() {
        Limit limit = ceiling();
        int requests = limit.requests();
        return new Policy(
                version,
                Policy.RULES,
                List.of(limit),
                15_000,
                45_000,
                1,
                List.of(requests >= 100 ? (requests + 199) / 200 : 0, 0, 0, 0),
                List.of(0, 200, 100, 50),
                List.of(-1, Math.max(1, requests / 20), Math.max(1, requests / 50), Math.max(1, requests / 100)),
                mostHeld(limit),
                headroom,
                false,
                1_000,
                // A worker that restarts forgets what it sent; a long window makes that worth a careful start.
                scope == Scope.WORKER && !search && limit.windowMs() >= SEARCH_WINDOW_MS,
                search ? SEARCHING : null);
    }

    /**
     * Joins the budget of a vendor's licence. Connects in the background: nothing may be sent before it has.
     *
     * @param connector names itself to operators
     */
    public RateBudget join(String vendor, String connector) {
        if (scope == Scope.NONE) {
            return new Unlimited();
        }
        LicenceKey key = LicenceKey.of(vendor, licence);
        Policy policy = policy();
        if (kafka == null || scope == Scope.WORKER) {
            LOG.info(
                    "{} keeps the rate budget of its licence within this worker; connectors elsewhere, and those that are told "
                            + "the brokers, do not see it. Set {} to share it",
                    connector,
                    KafkaSettings.BOOTSTRAP);
            return SharedBudgets.ofThisPlugin()
                    .open(key.topic(), key.topic(), policy, true, () -> WorkerBudgetLog.open(key, System::nanoTime));
        }
        String writer = connector + "-budget-" + ProcessHandle.current().pid();
        Duration memory = Duration.ofMillis(policy.spanMs(0) + policy.holdMs());
        KafkaLogSettings topic = new KafkaLogSettings(kafka.clients(), writer, key.topic(), replication, memory);
        String place = key.topic() + " " + kafka.clients().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        return SharedBudgets.ofThisPlugin()
                .open(key.topic(), place, policy, true, () -> new KafkaBudgetLog(topic, System::nanoTime));
    }

    private Limit ceiling() {
        long window = limit.window().toMillis();
        if (!search || window >= SEARCH_WINDOW_MS) {
            return new Limit(limit.requests(), window);
        }
        long requests = limit.requests() * SEARCH_WINDOW_MS / window;
        return new Limit((int) Math.min(Integer.MAX_VALUE, requests), SEARCH_WINDOW_MS);
    }

    /**
     * Permits that one participant may have out. Too few would make slow answers the limit, so two seconds of the vendor's own
     * pace; what a participant that dies has out is lost for a minute and a window, so a hundredth of the limit otherwise.
     */
    private static int mostHeld(Limit limit) {
        long pace = 2_000L * limit.requests() / limit.windowMs();
        long wanted = Math.max(limit.requests() / 100, pace);
        return (int) Math.max(2, Math.min(wanted, Math.min(64, limit.requests() / 2)));
    }
}
