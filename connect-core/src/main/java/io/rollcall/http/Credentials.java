package io.rollcall.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the Authorization header of an account comes from. Thread-safe. */
public interface Credentials extends AutoCloseable {

    /**
     * The header's value for the next request; fetches or renews a token when needed.
     *
     * @return null to send no header
     * @throws io.rollcall.vendor.VendorException when a token could not be had
     */
    @Nullable
    String header();

    /**
     * Told that the vendor answered 401 to {@code header}. The first report about a token forgets it; later reports about
     * the same one change nothing, so that many threads cause one refresh.
     *
     * @return whether it is worth asking {@link #header} again and repeating the request once
     */
    boolean refused(String header);

    /** The settings to look at when they are refused, for messages. */
    String settings();

    /** The very words that no message may repeat, also when the vendor does. */
    default List<String> secrets() {
        return List.of();
    }

    /** Called once by the {@link Http} that was given them, when it is closed. Wakes whoever waits in {@link #header}. */
    @Override
    default void close() {}
}
