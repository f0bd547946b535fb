package io.rollcall.vendor;

import io.rollcall.budget.Priority;
import io.rollcall.budget.Unlimited;
import io.rollcall.config.HttpSettings;
import io.rollcall.http.Http;
import io.rollcall.http.HttpMetrics;
import io.rollcall.http.VendorHttp;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import io.rollcall.user.UserView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A simulator, and directories on it over real sockets. The connector's time stands still until it is pushed. */
public final class VendorRig implements AutoCloseable, InstantSource {

    public final Simulator simulator = Simulator.start();
    private final List<UserDirectory> opened = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    /** What a whole listing brought. */
    public record Swept(List<UserView> users, Paging end, int steps) {
        public UserView user(String id) {
            return users.stream()
                    .filter(user -> user.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }

        public List<String> ids() {
            return users.stream().map(UserView::id).toList();
        }
    }

    /** Reads settings as a connector does. */
    public static AbstractConfig config(Vendor vendor, Map<String, String> settings) {
        ConfigDef definition = HttpSettings.define(vendor.defineWriting(vendor.define(new ConfigDef())));
        return new AbstractConfig(definition, settings, false);
    }

    public UserDirectory open(Vendor vendor, Map<String, String> settings) {
        AbstractConfig config = once(vendor, settings);
        UserDirectory directory = vendor.parse(config).open(http(vendor, config));
        opened.add(directory);
        return directory;
    }

    public WritableDirectory openForWriting(Vendor vendor, Map<String, String> settings) {
        AbstractConfig config = once(vendor, settings);
        WritableDirectory directory = vendor.parseForWriting(config).open(http(vendor, config));
        opened.add(directory);
        return directory;
    }

    private static AbstractConfig once(Vendor vendor, Map<String, String> settings) {
        Map<String, String> once = new HashMap<>(settings);
        once.put(HttpSettings.MAX_ATTEMPTS, "1");
        return config(vendor, once);
    }

    private Http http(Vendor vendor, AbstractConfig config) {
        return VendorHttp.open(
                vendor.name(), HttpSettings.parse(config), new Unlimited(), Priority.SWEEP, HttpMetrics.NONE, this);
    }

    public static Swept sweep(UserDirectory directory) {
        Listing listing = directory.list();
        List<UserView> users = new ArrayList<>();
        for (int steps = 1; ; steps++) {
            Page page = listing.next();
            users.addAll(page.users());
            if (!(page.paging() instanceof Paging.More)) {
                return new Swept(users, page.paging(), steps);
            }
        }
    }

    /** What was asked of all vendors since this was last called: the actions, token requests included. */
    public List<String> asked() {
        List<String> actions = simulator.journal().entries(entry -> true).stream()
                .map(JournalEntry::action)
                .toList();
        simulator.journal().clear();
        return actions;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void close() {
        opened.forEach(UserDirectory::close);
        simulator.close();
    }
}
