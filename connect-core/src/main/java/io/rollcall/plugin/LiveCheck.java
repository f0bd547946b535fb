package io.rollcall.plugin;

import io.rollcall.config.HttpSettings;
import io.rollcall.vendor.Listing;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.UserDirectory;
import io.rollcall.vendor.VendorException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a vendor for one page of users, to see whether it lets us in.
 *
 * <p>Runs on a thread of its own: validation happens on a REST thread of any worker, which gets back in time.
 */
public final class LiveCheck implements AutoCloseable {
    /** The setting that switches it off. */
    public static final String SETTING = "validate.live";
    /** How long a whole validation may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);
    /** What to say of a problem that may pass by itself. */
    public static final String OTHERWISE = " Or set " + SETTING + "=false to validate without asking it.";

    private static final int LONGEST_RETRY_MS = 2_000;

    private final String vendor;
    private final UserDirectory directory;
    private final FutureTask<Page> look;

    private LiveCheck(String vendor, UserDirectory directory) {
        this.vendor = vendor;
        this.directory = directory;
        this.look = new FutureTask<>(() -> firstUsers(directory.list()));
    }

    /** The settings to ask with: or else a refused connection would be retried until all patience is gone. */
    public static Map<String, String> hurried(Map<String, String> props) {
        Map<String, String> hurried = new HashMap<>(props);
        hurried.put(HttpSettings.MAX_ELAPSED, String.valueOf(LONGEST_RETRY_MS));
        return hurried;
    }

    /** Begins to ask; {@code directory} is closed together with what is returned. */
    public static LiveCheck begin(String vendor, UserDirectory directory) {
        LiveCheck check = new LiveCheck(vendor, directory);
        Thread thread = new Thread(check.look, "rollcall-live-check");
        thread.setDaemon(true);
        thread.start();
        return check;
    }

    /** Waits for the answer; what is wrong, with what to do, or null. */
    public @Nullable String problem(Duration patience) {
        try {
            Page page = look.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return page.users().isEmpty() && page.paging() instanceof Paging.Incomplete incomplete
                    ? vendor + " does not list users there: " + incomplete.reason() + ". Check the addresses."
                            + OTHERWISE
                    : null;
        } catch (TimeoutException tooSlow) {
            return vendor + " did not answer within " + PATIENCE.toSeconds()
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

    @Override
    public void close() {
        directory.close();
    }
}
