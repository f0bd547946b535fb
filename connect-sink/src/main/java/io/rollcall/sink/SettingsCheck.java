package io.rollcall.sink;

import io.rollcall.budget.Unlimited;
import io.rollcall.http.HttpMetrics;
import io.rollcall.plugin.KafkaReview;
import io.rollcall.plugin.LiveCheck;
import io.rollcall.plugin.SettingsReview;
import io.rollcall.vendor.Vendor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * The part of validation that looks at settings together: do they fit each other, can Kafka be reached, and does the vendor
 * let us in.
 */
final class SettingsCheck {
    private final Vendor vendor;
    private final Function<SinkSettings, KafkaClients> clients;

    SettingsCheck(Vendor vendor, Function<SinkSettings, KafkaClients> clients) {
        this.vendor = vendor;
        this.clients = clients;
    }

    /** Adds what it finds to the settings concerned; asks nobody while anything else is wrong. */
    Config check(Config config, Map<String, String> props) {
        List<ConfigValue> values = new ArrayList<>(config.configValues());
        values.addAll(KafkaReview.wrong(props));
        return new SettingsReview(SinkSettings.TENANT, props.keySet()).add(new Config(values), () -> problem(props));
    }

    private @Nullable String problem(Map<String, String> props) {
        SinkSettings settings = SinkSettings.parse(vendor, props);
        settings.converters().check();
        return settings.liveCheck() ? ask(SinkSettings.parse(vendor, LiveCheck.hurried(props))) : null;
    }

    private @Nullable String ask(SinkSettings settings) {
        long begun = System.nanoTime();
        try (KafkaCheck kafka = KafkaCheck.begin(clients.apply(settings));
                LiveCheck live = LiveCheck.begin(
                        vendor.name(),
                        settings.account()
                                .open(settings.open(new Unlimited(), HttpMetrics.NONE, InstantSource.system())))) {
            String refused = live.problem(LiveCheck.PATIENCE);
            Duration left = LiveCheck.PATIENCE.minusNanos(System.nanoTime() - begun);
            return refused == null ? kafka.problem(left) : refused;
        }
    }
}
