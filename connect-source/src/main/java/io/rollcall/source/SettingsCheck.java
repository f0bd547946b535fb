package io.rollcall.source;

import io.rollcall.budget.Unlimited;
import io.rollcall.http.HttpMetrics;
import io.rollcall.plugin.KafkaReview;
import io.rollcall.plugin.LiveCheck;
import io.rollcall.plugin.SettingsReview;
import io.rollcall.vendor.Vendor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** The part of validation that looks at settings together: do they fit each other, and does the vendor let us in. */
final class SettingsCheck {
    private final Vendor vendor;

    SettingsCheck(Vendor vendor) {
        this.vendor = vendor;
    }

    /** Adds what it finds to the settings concerned; asks the vendor only when nothing else is wrong. */
    Config check(Config config, Map<String, String> props) {
        List<ConfigValue> values = new ArrayList<>(config.configValues());
        values.addAll(KafkaReview.wrong(props));
        return new SettingsReview(SourceSettings.TENANT, props.keySet()).add(new Config(values), () -> problem(props));
    }

    private @Nullable String problem(Map<String, String> props) {
        if (!SourceSettings.parse(vendor, props).liveCheck()) {
            return null;
        }
        SourceSettings hurried = SourceSettings.parse(vendor, LiveCheck.hurried(props));
        try (LiveCheck check = LiveCheck.begin(
                vendor.name(),
                hurried.account().open(hurried.open(new Unlimited(), HttpMetrics.NONE, InstantSource.system())))) {
            return check.problem(LiveCheck.PATIENCE);
        }
    }
}
