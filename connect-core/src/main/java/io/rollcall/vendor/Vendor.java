package io.rollcall.vendor;

import io.rollcall.budget.Allowance;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A vendor that connectors can be made for: its settings, and what to make of them. */
public interface Vendor {

    /** {@code olark}, {@code livechat}, {@code gladly} or {@code talkdesk}: the prefix of its settings, part of every key. */
    String name();

    /**
     * What the vendor lets all clients of one account send, as far as anybody knows: the default of the budget settings.
     */
    Allowance allowance();

    /**
     * Adds this vendor's settings, each with group, order, documentation and, where values are few, a recommender; every
     * secret as a PASSWORD. Addresses default to the vendor's real hosts.
     */
    ConfigDef define(ConfigDef settings);

    /**
     * Reads this vendor's settings. Pure.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming the one setting that does not fit the others, and what
     *     to do about it
     */
    Account parse(AbstractConfig settings);

    /** Whether it tells of changed users by itself. */
    default boolean sendsWebhooks() {
        return false;
    }

    /** Adds the settings that only matter where webhooks are taken. */
    default ConfigDef defineWebhooks(ConfigDef settings) {
        return settings;
    }

    /**
     * Reads the settings about webhooks. Pure. Only called for a vendor that {@link #sendsWebhooks}.
     *
     * @throws org.apache.kafka.common.config.ConfigException as {@link #parse}
     */
    default Webhooks parseWebhooks(AbstractConfig settings) {
        throw new UnsupportedOperationException(name() + " sends no webhooks");
    }

    /** Adds the settings that only matter where users are changed. */
    ConfigDef defineWriting(ConfigDef settings);

    /**
     * Reads this vendor's settings, those for writing included. Pure.
     *
     * @throws org.apache.kafka.common.config.ConfigException as {@link #parse}
     */
    WritableAccount parseForWriting(AbstractConfig settings);
}
