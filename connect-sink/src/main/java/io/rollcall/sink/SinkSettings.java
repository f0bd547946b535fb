package io.rollcall.sink;

import io.rollcall.apply.ApplySettings;
import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import io.rollcall.config.BudgetSettings;
import io.rollcall.config.HttpSettings;
import io.rollcall.config.KafkaSettings;
import io.rollcall.config.NamePattern;
import io.rollcall.config.SettingGroup;
import io.rollcall.http.Http;
import io.rollcall.http.HttpMetrics;
import io.rollcall.http.VendorHttp;
import io.rollcall.plugin.LiveCheck;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import io.rollcall.vendor.WritableAccount;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of a sink connector, read once.
 *
 * @param apply how commands are applied
 * @param topics where commands come from and answers go
 * @param converters how answers are written
 * @param kafka how clients of our own reach Kafka
 * @param onTombstone what a record without a value asks for
 * @param tolerant whether Connect was told to go on past records that nobody can be answered for
 * @param maxUnfinished with how many unfinished commands no more are fetched
 * @param liveCheck whether validation asks the vendor and Kafka
 * @param account the vendor account
 * @param http the way to it
 * @param budget how fast
 */
record SinkSettings(
        ApplySettings apply,
        TopicSettings topics,
        ResultConverters converters,
        KafkaSettings kafka,
        OnTombstone onTombstone,
        boolean tolerant,
        int maxUnfinished,
        boolean liveCheck,
        WritableAccount account,
        HttpSettings http,
        BudgetSettings budget) {
    static final String TENANT = "tenant";
    static final String ON_TOMBSTONE = "on.tombstone";
    static final String MAX_UNFINISHED = "max.unfinished.commands";
    /** Set by the connector for its tasks; not an operator's settings. */
    static final String VENDOR = "rollcall.vendor";

    static final String TASK = "rollcall.task";

    /** Connect's own. */
    static final String NAME = "name";

    static final String TOLERANCE = "errors.tolerance";

    private static final String KAFKA_PURPOSE =
            "this one writes results, ledger and budget by clients of its own. The user "
                    + "needs to read and describe the commands topic, to read, write, describe and configure the results, ledger "
                    + "and budget topics, and to create them or find them there.";

    /** All settings of a vendor's sink connector. */
    static ConfigDef define(Vendor vendor) {
        ConfigDef settings = new ConfigDef();
        new SettingGroup(settings, "Tenant")
                .add(
                        TENANT,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NamePattern("[a-z0-9][a-z0-9._-]{0,62}"),
                        Importance.HIGH,
                        Width.MEDIUM,
                        "Tenant",
                        "Your own stable name of the vendor account, licence or organisation whose users this connector "
                                + "changes: 1 to 63 characters of a-z, 0-9, dot, underscore and dash. Commands whose key has "
                                + "this tenant and this connector's vendor are applied, others are skipped, so that one topic "
                                + "may serve many connectors. Never let two connectors apply commands to one account.")
                .add(
                        LiveCheck.SETTING,
                        Type.BOOLEAN,
                        true,
                        null,
                        Importance.LOW,
                        Width.SHORT,
                        "Live check",
                        "Whether validating a configuration also asks the vendor for one page of users and Kafka for its "
                                + "nodes, for at most 5 seconds, once all settings are well-formed. Switch off where the "
                                + "workers that validate may not reach them.");
        TopicSettings.define(new SettingGroup(settings, "Topics"));
        vendor.defineWriting(vendor.define(settings));
        SettingGroup commands = new SettingGroup(settings, "Commands");
        CommandSettings.define(commands);
        intake(commands);
        CommandSettings.defineGuards(new SettingGroup(settings, "Guards"));
        BudgetSettings.define(new SettingGroup(settings, "Budget"), vendor.allowance());
        KafkaSettings.define(new SettingGroup(settings, "Kafka"), KAFKA_PURPOSE);
        ResultConverters.define(new SettingGroup(settings, "Kafka"));
        // Short: a vendor that refuses everything is asked again at growing intervals, and its commands wait meanwhile.
        return HttpSettings.define(settings, 3, Duration.ofSeconds(10));
    }

    private static void intake(SettingGroup group) {
        group.add(
                        ON_TOMBSTONE,
                        Type.STRING,
                        OnTombstone.IGNORE.word(),
                        ValidString.in(Arrays.stream(OnTombstone.values())
                                .map(OnTombstone::word)
                                .toArray(String[]::new)),
                        Importance.LOW,
                        Width.SHORT,
                        "On tombstone",
                        "What a record without a value asks for: 'ignore' skips it; 'deactivate' and 'delete' take it for a "
                                + "command to deactivate, or to delete for good, the user of its key. The user is found by what "
                                + "the connector remembers of earlier commands with that key, else by the subjectKey if that is "
                                + "an e-mail address.")
                .add(
                        MAX_UNFINISHED,
                        Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Most unfinished commands",
                        "When a task holds this many commands that are not finished, it takes no more until half of them are. "
                                + "They are kept in the worker's memory, a few KiB each. Among them commands that take access away "
                                + "go first; behind them one has to wait.");
    }

    /**
     * Reads a task's settings.
     *
     * @throws ConfigException naming the setting that is wrong
     */
    static SinkSettings parse(Map<String, String> props) {
        return parse(Vendors.named(props.getOrDefault(VENDOR, "")), props);
    }

    static SinkSettings parse(Vendor vendor, Map<String, String> props) {
        AbstractConfig settings = new AbstractConfig(define(vendor), props, false);
        String tenant = settings.getString(TENANT);
        String connector = props.getOrDefault(NAME, vendor.name() + "-" + tenant);
        int task = Integer.parseInt(props.getOrDefault(TASK, "0"));
        KafkaSettings kafka = KafkaSettings.parse(settings, "rollcall-" + connector + "-" + task);
        return new SinkSettings(
                CommandSettings.parse(settings, tenant, connector, task),
                TopicSettings.parse(settings, props),
                ResultConverters.parse(settings, props),
                kafka,
                OnTombstone.valueOf(settings.getString(ON_TOMBSTONE).toUpperCase(Locale.ROOT)),
                "all".equalsIgnoreCase(props.getOrDefault(TOLERANCE, "none")),
                settings.getInt(MAX_UNFINISHED),
                settings.getBoolean(LiveCheck.SETTING),
                vendor.parseForWriting(settings),
                HttpSettings.parse(settings),
                BudgetSettings.parse(settings, tenant, kafka));
    }

    /**
     * What differs between tasks. The removal guard is shared evenly, since tasks know nothing of each other; one that lets
     * anything pass lets each task pass one.
     */
    List<Map<String, String>> shares(int maxTasks) {
        int removals = apply.maxRemovals() == 0 ? 0 : Math.max(1, apply.maxRemovals() / maxTasks);
        return IntStream.range(0, maxTasks)
                .mapToObj(task -> {
                    Map<String, String> share = new HashMap<>();
                    share.put(VENDOR, account.facts().vendor());
                    share.put(TASK, String.valueOf(task));
                    share.put(CommandSettings.GUARD_MAX_REMOVALS, String.valueOf(removals));
                    return share;
                })
                .toList();
    }

    /** Opens the way to the vendor. */
    Http open(RateBudget rate, HttpMetrics metrics, InstantSource clock) {
        return VendorHttp.open(vendor(), http, rate, Priority.PROVISION, metrics, clock);
    }

    String vendor() {
        return account.facts().vendor();
    }
}
