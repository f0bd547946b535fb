package io.rollcall.sink;

import io.rollcall.budget.BudgetView;
import io.rollcall.plugin.ReferencePage;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/**
 * The reference pages say what the code says. After a change that is meant, write them anew with
 * {@code mvn test -pl connect-sink -am -Dtest=ReferenceTest -Dreference.write -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ReferenceTest {

    @Test
    void theSettingsPageIsTheConnectorsOwnDefinition() throws IOException {
        Map<String, Map<String, ConfigKey>> all = new LinkedHashMap<>();
        for (Vendor vendor : Vendors.ALL) {
            all.put(vendor.name(), SinkSettings.define(vendor).configKeys());
        }
        new ReferencePage("""
                # Settings of the sink connectors

                Made from the code, do not edit. Besides these, Connect's own settings apply; `errors.tolerance` and
                `errors.deadletterqueue.topic.name` say what becomes of records that are no commands.

                | connector | class |
                |---|---|
                | Olark | `io.rollcall.sink.OlarkSinkConnector` |
                | LiveChat | `io.rollcall.sink.LiveChatSinkConnector` |
                | Gladly | `io.rollcall.sink.GladlySinkConnector` |
                | Talkdesk | `io.rollcall.sink.TalkdeskSinkConnector` |
                """).settings(all).compare("sink-settings.md");
    }

    @Test
    void theMetricsPageIsWhatTheTaskRegisters() throws IOException {
        new ReferencePage("""
                # Metrics of the sink connectors

                Made from the code, do not edit. Shown over JMX as `kafka.connect:type=plugins,connector=<name>,task=<number>`,
                by workers of every version; counters start at 0 with the task.
                """)
                .metrics(page -> new SinkMetrics("gladly", InstantSource.system()).gauges(page, () -> BudgetView.NONE))
                .compare("sink-metrics.md");
    }
}
