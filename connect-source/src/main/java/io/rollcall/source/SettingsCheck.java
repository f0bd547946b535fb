package io.rollcall.source;

import io.rollcall.config.HttpSettings;
import io.rollcall.http.Http;
import io.rollcall.http.HttpMetrics;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.VendorException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * The part of validation that looks at settings together: do they fit each other, and does the vendor let us in.
 *
 * <p>Runs on a REST thread of any worker, so the vendor gets 5 seconds and no more.
 */
final class SettingsCheck {
    private static final int PATIENCE_SECONDS = 5;
    private static final int LONGEST_RETRY_MS = 2_000;
    private static final String OTHERWISE =
            " Or set " + SourceSettings.LIVE_CHECK + "=false to validate without asking it.";
    /** Words with dots inside: settings look like this, a vendor's own words do not. */
    private static final Pattern SETTING = Pattern.compile("[a-z]+(\\.[a-z]+)+");

    private final Vendor vendor;

    SettingsCheck(Vendor vendor) {
        this.vendor = vendor;
    }

    /** Adds what it finds to the settings concerned; asks the vendor only when nothing else is wrong. */
    Config check(Config config, Map<String, String> props) {
        boolean clean = config.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty());
        String problem = clean ? problem(props) : null;
        if (problem != null) {
            blamed(config.configValues(), problem).addErrorMessage(problem);
        }
        return config;
    }

    private @Nullable String problem(Map<String, String> props) {
        try {
            if (!SourceSettings.parse(vendor, props).liveCheck()) {
                return null;
            }
            Map<String, String> hurried = new HashMap<>(props);
            // Or else a refused connection would be retried until all patience is gone, and nobody learns what it was.
            hurried.put(HttpSettings.MAX_ELAPSED, String.valueOf(LONGEST_RETRY_MS));
            return askVendor(SourceSettings.parse(vendor, hurried));
        } catch (ConfigException misfit) {
            return misfit.getMessage();
        }
    }

    private @Nullable String askVendor(SourceSettings settings) {
        Http http = settings.open(HttpMetrics.NONE, InstantSource.system());
        try (UserDirectory directory = settings.account().open(http)) {
            FutureTask<Page> look = new FutureTask<>(() -> firstUsers(directory.list()));
            Thread thread = new Thread(look, "rollcall-live-check");
            thread.setDaemon(true);
            thread.start();
            Page page = look.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return page.users().isEmpty() && page.paging() instanceof Paging.Incomplete incomplete
                    ? vendor.name() + " does not list users there: " + incomplete.reason() + ". Check the addresses."
                            + OTHERWISE
                    : null;
        } catch (TimeoutException tooSlow) {
            return vendor.name() + " did not answer within " + PATIENCE_SECONDS
                    + " seconds. Check the addresses, proxy and firewall." + OTHERWISE;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof VendorException refused) {
                return refused.getMessage() + (refused.failure().retryable() ? OTHERWISE : "");
            }
            throw new ConnectException("The live check failed in a way that nobody foresaw", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "The check was interrupted. Try again.";
        }
    }

    /** A listing begins with the names of groups, which may be missing where users are not, and the other way round. */
    private static Page firstUsers(Listing listing) {
        Page page = listing.next();
        while (page.users().isEmpty() && page.paging() instanceof Paging.More) {
            page = listing.next();
        }
        return page;
    }

    /** The setting that a problem names first; the tenant's when it names none. */
    private static ConfigValue blamed(List<ConfigValue> values, String problem) {
        Map<String, ConfigValue> byName = new HashMap<>();
        values.forEach(value -> byName.put(value.name(), value));
        return SETTING.matcher(problem)
                .results()
                .map(MatchResult::group)
                .filter(byName::containsKey)
                .findFirst()
                .map(byName::get)
                .orElseGet(() -> byName.get(SourceSettings.TENANT));
    }
}
