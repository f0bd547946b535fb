package io.rollcall.source;

import io.rollcall.budget.BudgetView;
import io.rollcall.detect.Hints;
import io.rollcall.detect.Roster;
import io.rollcall.plugin.ReferencePage;
import io.rollcall.plugin.Registrar;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import io.rollcall.webhook.WebhookMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/**
 * The reference pages say what the code says. After a change that is meant, write them anew with
 * {@code mvn test -pl connect-source -am -Dtest=ReferenceTest -Dreference.write -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ReferenceTest {

    @Test
    void theSettingsPageIsTheConnectorsOwnDefinition() throws IOException {
        Map<String, Map<String, ConfigKey>> all = new LinkedHashMap<>();
        for (Vendor vendor : Vendors.ALL) {
            all.put(vendor.name(), SourceSettings.define(vendor).configKeys());
        }
        new ReferencePage("""
                # Settings of the source connectors

                Made from the code, do not edit. Besides these, Connect's own settings apply.

                | connector | class |
                |---|---|
                | Olark | `io.rollcall.source.OlarkSourceConnector` |
                | LiveChat | `io.rollcall.source.LiveChatSourceConnector` |
                | Gladly | `io.rollcall.source.GladlySourceConnector` |
                | Talkdesk | `io.rollcall.source.TalkdeskSourceConnector` |
                """).settings(all).compare("source-settings.md");
    }

    @Test
    void theMetricsPageIsWhatTheTaskRegisters() throws IOException {
        new ReferencePage("""
                # Metrics of the source connectors

                Made from the code, do not edit. Shown over JMX as `kafka.connect:type=plugins,connector=<name>,task=<number>`,
                by workers of every version; counters start at 0 with the task.
                Those that begin with `webhook` or `hint` exist only while `webhook.listen` is set.
                """).metrics(ReferenceTest::gauges).compare("source-metrics.md");
    }

    private static void gauges(Registrar page) {
        new SourceMetrics("gladly", Duration.ZERO, Roster.load(Map.of(), 1), InstantSource.system())
                .gauges(page, () -> BudgetView.NONE);
        new WebhookMetrics().gauges(page);
        new HintInbox(Hints.none(), InstantSource.system()).gauges(page);
    }
}
