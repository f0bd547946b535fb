package io.rollcall.http;

import io.rollcall.budget.Priority;
import io.rollcall.budget.RateBudget;
import io.rollcall.config.HttpSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A way out over real sockets and in virtual time, with the default settings but for those given. */
final class Setup {
    final CountingBudget budget = new CountingBudget();
    final VirtualWaiting waiting = new VirtualWaiting();
    final ManualClock clock = new ManualClock();
    private final Map<String, String> overrides = new HashMap<>();

    Setup with(String key, Object value) {
        overrides.put(key, value.toString());
        return this;
    }

    HttpSettings settings() {
        ConfigDef definition = HttpSettings.define(new ConfigDef());
        return HttpSettings.parse(new AbstractConfig(definition, overrides, false));
    }

    VendorHttp open() {
        return open(HttpMetrics.NONE);
    }

    VendorHttp open(HttpMetrics metrics) {
        return new VendorHttp("acme", settings(), budget, Priority.SWEEP, metrics, clock, waiting, () -> 0.5);
    }

    /** With real pauses and this budget. */
    VendorHttp openReal(RateBudget real) {
        return openReal(real, HttpMetrics.NONE);
    }

    VendorHttp openReal(RateBudget real, HttpMetrics metrics) {
        return new VendorHttp("acme", settings(), real, Priority.SWEEP, metrics, clock, Waiting.real(), () -> 0.99);
    }
}
