package io.rollcall.source;

import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import io.rollcall.config.BudgetSettings;
import io.rollcall.config.HttpSettings;
import io.rollcall.config.KafkaSettings;
import io.rollcall.config.NamePattern;
import io.rollcall.config.SettingGroup;
import io.rollcall.detect.DetectionSettings;
import io.rollcall.detect.Roster;
import io.rollcall.http.Http;
import io.rollcall.http.HttpMetrics;
import io.rollcall.http.VendorHttp;
import io.rollcall.plugin.LiveCheck;
import io.rollcall.schema.EventOptions;
import io.rollcall.vendor.Account;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a source connector, read once.
 *
 * @param topicPrefix first part of the topic's name, {@code source.name} of events
 * @param detection how the tenant is watched
 * @param events what events contain
 * @param tombstones whether a delete is followed by a tombstone
 * @param buckets how many buckets a new roster gets
 * @param liveCheck whether validation asks the vendor
 * @param account the vendor account
 * @param http the way to it
 * @param budget how fast
 * @param connector its name
 * @param webhooks what to do about webhooks; null where the vendor sends none
 */
record SourceSettings(
        String topicPrefix,
        DetectionSettings detection,
        EventOptions events,
        boolean tombstones,
        int buckets,
        boolean liveCheck,
        Account account,
        HttpSettings http,
        BudgetSettings budget,
        String connector,
        @Nullable WebhookSettings webhooks) {
    static final String TENANT = "tenant";
    /** Set by the connector for its task; not an operator's setting. */
    static final String VENDOR = "rollcall.vendor";

    static final String TOPIC_PREFIX = "topic.prefix";
    static final String SWEEP_INTERVAL = "sweep.interval.ms";
    static final String HYDRATION_PERCENT = "hydration.percent";
    static final String BUCKETS = "roster.buckets";
    static final String TOMBSTONES = "tombstones.on.delete";
    static final String INCLUDE_BEFORE = "include.before";
    static final String EMIT_PRESENCE = "emit.presence";
    static final String GUARD_MAX_COUNT = "guard.max.count";
    static final String GUARD_MAX_PERCENT = "guard.max.percent";
    static final String GUARD_RELEASE = "guard.release";

    /** All settings of a vendor's source connector. */
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
                        "Your own stable name of the vendor account, licence or organisation that this connector watches: 1 to 63 "
                                + "characters of a-z, 0-9, dot, underscore and dash. It is part of every record key and of the "
                                + "offsets, so another name is another tenant: all users are published again. So they are under another connector name, since Connect keeps offsets by it: never let two connectors publish one tenant to one topic. Never a credential, "
                                + "nor a host name that may change.")
                .add(
                        TOPIC_PREFIX,
                        Type.STRING,
                        "rollcall",
                        new NamePattern("[a-zA-Z0-9._-]{1,200}"),
                        Importance.HIGH,
                        Width.MEDIUM,
                        "Topic prefix",
                        "Events go to the topic '<topic.prefix>.users'. Connectors of all vendors and tenants may share it: the "
                                + "record key tells them apart.")
                .add(
                        LiveCheck.SETTING,
                        Type.BOOLEAN,
                        true,
                        null,
                        Importance.LOW,
                        Width.SHORT,
                        "Live check",
                        "Whether validating a configuration also asks the vendor for one page of users, for at most 5 seconds, "
                                + "once all settings are well-formed. Switch off where the workers that validate may not reach "
                                + "the vendor.");
        vendor.define(settings);
        detection(new SettingGroup(settings, "Detection"));
        guard(new SettingGroup(settings, "Guard"));
        BudgetSettings.define(new SettingGroup(settings, "Budget"), vendor.allowance());
        KafkaSettings.defineOptional(
                new SettingGroup(settings, "Kafka"),
                "this one writes the budget that it shares with others by clients of its own. Unset: the budget is shared "
                        + "with connectors of the same worker only. The user needs to read, write and describe the topic "
                        + "'rollcall.budget.<vendor>.<hash>', and to create it or find it there.");
        if (vendor.sendsWebhooks()) {
            WebhookSettings.define(settings, vendor);
        }
        return HttpSettings.define(settings);
    }

    private static void detection(SettingGroup group) {
        group.add(
                        SWEEP_INTERVAL,
                        Type.LONG,
                        300_000L,
                        Range.atLeast(1_000),
                        Importance.HIGH,
                        Width.SHORT,
                        "Sweep interval (ms)",
                        "Milliseconds from the start of one listing of all users to the start of the next. A change is published at "
                                + "most about this long after it happened. A sweep costs one request for each page; a sweep that "
                                + "takes longer than this is followed by the next at once.")
                .add(
                        HYDRATION_PERCENT,
                        Type.INT,
                        10,
                        Range.between(0, 100),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Hydration share (%)",
                        "Where the vendor's list shows users thinly (Gladly, Talkdesk REST), this share of them is read one by one "
                                + "in each sweep, in turn, besides new users and those whose listed attributes changed. 10 means "
                                + "that a change which the list does not show is found within ten sweeps; 0 means never.")
                .add(
                        TOMBSTONES,
                        Type.BOOLEAN,
                        true,
                        null,
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Tombstones on delete",
                        "Whether a delete event is followed by a record with the same key and a null value, so that a compacted "
                                + "topic forgets the user.")
                .add(
                        INCLUDE_BEFORE,
                        Type.BOOLEAN,
                        true,
                        null,
                        Importance.LOW,
                        Width.SHORT,
                        "Include before",
                        "Whether updates and deletes carry the state before, in the field 'before'.")
                .add(
                        EMIT_PRESENCE,
                        Type.BOOLEAN,
                        false,
                        null,
                        Importance.LOW,
                        Width.SHORT,
                        "Emit presence",
                        "Whether events carry availability (such as Olark's 'available') as it was when something else changed. "
                                + "Availability alone never causes an event.")
                .add(
                        BUCKETS,
                        Type.INT,
                        64,
                        Range.between(1, Roster.MAX_BUCKETS),
                        Importance.LOW,
                        Width.SHORT,
                        "Roster buckets",
                        "In how many source offsets the connector's memory of published users is kept, when it starts for the first "
                                + "time; later changes have no effect until the offsets are reset. An offset may take 512 KiB: "
                                + "64 buckets are good for about 100,000 users.");
    }

    private static void guard(SettingGroup group) {
        group.add(
                        GUARD_MAX_COUNT,
                        Type.INT,
                        10,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Most removals in a sweep",
                        "When one sweep finds more deletes and deactivations than this, none of them is published until an operator "
                                + "releases them. A single one always goes. Creates and updates are not held. A listing that shows less "
                                + "than half of the known users is taken for another account's: nothing of it is published.")
                .add(
                        GUARD_MAX_PERCENT,
                        Type.INT,
                        20,
                        Range.between(0, 100),
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Most removals in a sweep (%)",
                        "The same as a share of all known users.")
                .add(
                        GUARD_RELEASE,
                        Type.LIST,
                        List.of(),
                        new NamePattern("[0-9a-f]{16}"),
                        Importance.LOW,
                        Width.MEDIUM,
                        "Release held removals",
                        "Guard ids of held sets of removals, as the log and the metric guard-id show them, separated by commas. "
                                + "Exactly these sets are then published in the next sweep, once: another set has another id. "
                                + "Two ids are needed when users are missing from what looks like another account's listing "
                                + "while others were deactivated.");
    }

    /**
     * Reads a task's settings.
     *
     * @throws ConfigException naming the setting that is wrong
     */
    static SourceSettings parse(Map<String, String> props) {
        Vendor vendor = Vendors.named(props.getOrDefault(VENDOR, ""));
        return parse(vendor, props);
    }

    static SourceSettings parse(Vendor vendor, Map<String, String> props) {
        AbstractConfig settings = new AbstractConfig(define(vendor), props, false);
        String tenant = settings.getString(TENANT);
        String connector = props.getOrDefault("name", vendor.name() + "-" + tenant);
        return new SourceSettings(
                settings.getString(TOPIC_PREFIX),
                new DetectionSettings(
                        tenant,
                        Duration.ofMillis(settings.getLong(SWEEP_INTERVAL)),
                        settings.getInt(HYDRATION_PERCENT),
                        settings.getInt(GUARD_MAX_COUNT),
                        settings.getInt(GUARD_MAX_PERCENT),
                        Set.copyOf(settings.getList(GUARD_RELEASE))),
                new EventOptions(settings.getBoolean(INCLUDE_BEFORE), settings.getBoolean(EMIT_PRESENCE)),
                settings.getBoolean(TOMBSTONES),
                settings.getInt(BUCKETS),
                settings.getBoolean(LiveCheck.SETTING),
                vendor.parse(settings),
                HttpSettings.parse(settings),
                BudgetSettings.parse(
                        settings,
                        tenant,
                        KafkaSettings.parseOptional(settings, "rollcall-" + connector)
                                .orElse(null)),
                connector,
                WebhookSettings.parse(vendor, tenant, settings));
    }

    /** Opens the way to the vendor. */
    Http open(RateBudget rate, HttpMetrics metrics, InstantSource clock) {
        return VendorHttp.open(account.facts().vendor(), http, rate, Priority.SWEEP, metrics, clock);
    }

    String topic() {
        return topicPrefix + ".users";
    }
}
