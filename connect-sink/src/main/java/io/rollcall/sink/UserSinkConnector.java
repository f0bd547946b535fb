package io.rollcall.sink;

import io.rollcall.plugin.Version;
import io.rollcall.vendor.Vendor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Applies provisioning commands to one vendor account: what the four connectors have in common, which is all but the vendor.
 *
 * <p>One connector is one tenant. Its tasks share the commands by partition, and what the tenant grants in even parts.
 */
public abstract sealed class UserSinkConnector extends SinkConnector
        permits OlarkSinkConnector, LiveChatSinkConnector, GladlySinkConnector, TalkdeskSinkConnector {
    private final Vendor vendor;
    private Map<String, String> settings = Map.of();

    UserSinkConnector(Vendor vendor) {
        this.vendor = vendor;
    }

    @Override
    public final String version() {
        return Version.CURRENT;
    }

    @Override
    public final ConfigDef config() {
        return SinkSettings.define(vendor);
    }

    /**
     * Checks every setting by itself, then all together, and only if they are clean whether Kafka can be reached and the
     * vendor lets us in.
     */
    @Override
    public final Config validate(Map<String, String> connectorConfigs) {
        return new SettingsCheck(vendor, KafkaClients::of).check(super.validate(connectorConfigs), connectorConfigs);
    }

    @Override
    public final void start(Map<String, String> props) {
        settings = new HashMap<>(props);
    }

    @Override
    public final Class<? extends Task> taskClass() {
        return UserSinkTask.class;
    }

    /** At most as many tasks as there are requests in a window, since each needs one at least. */
    @Override
    public final List<Map<String, String>> taskConfigs(int maxTasks) {
        return SinkSettings.parse(vendor, settings).shares(maxTasks).stream()
                .map(share -> {
                    Map<String, String> task = new HashMap<>(settings);
                    task.putAll(share);
                    return task;
                })
                .toList();
    }

    @Override
    public final void stop() {}
}
