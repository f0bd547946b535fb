package io.rollcall.sink;

import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import java.util.HashMap;
import java.util.Map;

/** What an operator has to set, with everything else left alone but the pace, which the simulator does not limit. */
final class Settings {
    private Settings() {}

    static Map<String, String> olark(Simulator simulator) {
        Map<String, String> settings = new HashMap<>(olark());
        settings.put("olark.base.url", simulator.olarkUrl());
        settings.put(
                "olark.api.key",
                simulator.olark().credentials(SimulatedVendor.PRIMARY).getOrDefault("apiKey", ""));
        return settings;
    }

    static Map<String, String> gladly(Simulator simulator) {
        Map<String, String> credentials = simulator.gladly().credentials(SimulatedVendor.PRIMARY);
        Map<String, String> settings = new HashMap<>(olark());
        settings.remove("olark.api.key");
        settings.put("gladly.base.url", simulator.gladlyUrl());
        settings.put("gladly.user", credentials.getOrDefault("user", ""));
        settings.put("gladly.secret", credentials.getOrDefault("secret", ""));
        return settings;
    }

    /** For an account that nobody asks. */
    static Map<String, String> olark() {
        return Map.of(
                "name", "desk",
                "tenant", Records.TENANT,
                "topics", Records.TOPIC,
                "kafka.bootstrap.servers", "localhost:9092",
                "olark.api.key", "key",
                "budget.scope", "none");
    }
}
