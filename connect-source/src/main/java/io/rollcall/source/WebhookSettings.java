package io.rollcall.source;

import io.rollcall.config.SettingGroup;
import io.rollcall.detect.Hints;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Webhooks;
import io.rollcall.webhook.ListenSettings;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * What a connector does about webhooks.
 *
 * @param webhooks what the vendor's look like
 * @param listen where to listen for them; null when the task shall not
 * @param capacity how many users may wait to be read
 * @param debounce how long a webhook waits for others about the same user
 */
record WebhookSettings(Webhooks webhooks, @Nullable ListenSettings listen, int capacity, Duration debounce) {
    static final String DEBOUNCE = "webhook.debounce.ms";
    static final String CAPACITY = "webhook.queue.size";

    /** Adds these settings, for a vendor that sends webhooks. */
    static void define(ConfigDef definition, Vendor vendor) {
        ListenSettings.define(definition);
        new SettingGroup(definition, Webhooks.GROUP)
                .add(
                        DEBOUNCE,
                        Type.LONG,
                        1_000L,
                        Range.between(100, 600_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Debounce (ms)",
                        "How long a webhook waits for others about the same user, in milliseconds. However many come, a user is"
                                + " read at most once in this time.")
                .add(
                        CAPACITY,
                        Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Queue size",
                        "How many users may wait to be read because of webhooks. When there are more, the vendor is answered 503"
                                + " and a sweep begins at once.");
        vendor.defineWebhooks(definition);
    }

    /** Reads these settings; null for a vendor that sends no webhooks. */
    static @Nullable WebhookSettings parse(Vendor vendor, String tenant, AbstractConfig settings) {
        if (!vendor.sendsWebhooks()) {
            return null;
        }
        return new WebhookSettings(
                vendor.parseWebhooks(settings),
                ListenSettings.parse(settings, "/" + vendor.name() + "/" + tenant),
                settings.getInt(CAPACITY),
                Duration.ofMillis(settings.getLong(DEBOUNCE)));
    }

    Hints hints() {
        return new Hints(capacity, debounce);
    }
}
