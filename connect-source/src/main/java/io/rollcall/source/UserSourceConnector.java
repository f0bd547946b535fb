package io.rollcall.source;

import io.rollcall.detect.RosterException;
import io.rollcall.plugin.Version;
import io.rollcall.vendor.Vendor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Publishes every change of every user of one vendor account: what the four connectors have in common, which is all but
 * the vendor.
 *
 * <p>One connector is one tenant and runs one task, since a tenant has one list of users and one rate limit.
 */
public abstract sealed class UserSourceConnector extends SourceConnector
        permits OlarkSourceConnector, LiveChatSourceConnector, GladlySourceConnector, TalkdeskSourceConnector {
    private final Vendor vendor;
    private Map<String, String> settings = Map.of();

    UserSourceConnector(Vendor vendor) {
        this.vendor = vendor;
    }

    @Override
    public final String version() {
        return Version.CURRENT;
    }

    @Override
    public final ConfigDef config() {
        return SourceSettings.define(vendor);
    }

    /** Checks every setting by itself, then all together, and only if they are clean whether the vendor lets us in. */
    @Override
    public final Config validate(Map<String, String> connectorConfigs) {
        return new SettingsCheck(vendor).check(super.validate(connectorConfigs), connectorConfigs);
    }

    @Override
    public final void start(Map<String, String> props) {
        settings = new HashMap<>(props);
    }

    @Override
    public final Class<? extends Task> taskClass() {
        return UserSourceTask.class;
    }

    @Override
    public final List<Map<String, String>> taskConfigs(int maxTasks) {
        Map<String, String> task = new HashMap<>(settings);
        task.put(SourceSettings.VENDOR, vendor.name());
        return List.of(task);
    }

    @Override
    public final void stop() {}

    /** Events and roster are handed to Connect in one poll, so one transaction holds both. */
    @Override
    public final ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /**
     * Accepts offsets that the task could start from: a null offset forgets a bucket, so that its users are published again
     * as reads; anything else has to be a roster bucket in a format that this version reads. Whether it fits the buckets that
     * are not altered shows when the connector starts.
     */
    @Override
    public final boolean alterOffsets(
            Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        try {
            RosterOffsets.check(vendor.name(), connectorConfig.get(SourceSettings.TENANT), offsets);
            return true;
        } catch (RosterException wrong) {
            throw new ConnectException(wrong.getMessage(), wrong);
        }
    }
}
