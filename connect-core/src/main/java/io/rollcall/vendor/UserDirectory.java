package io.rollcall.vendor;

/**
 * The users of one tenant at one vendor: the only door to a vendor.
 *
 * <p>Used by one thread at a time, never by a Connect thread: every call may wait for a permit, for a retry and for the
 * network. {@link #close} may come from any thread and makes a running call fail with a {@link VendorException} promptly.
 */
public interface UserDirectory extends AutoCloseable {

    /** Begins a listing of all users, whatever their state. Sends nothing yet. */
    Listing list();

    /**
     * Reads one user, in the fullest view that the vendor has.
     *
     * @return {@link Lookup.NotFound} only when the vendor itself said that there is no such user. Other accounts' users
     *     are not found either, so this alone is no proof of a departure
     * @throws VendorException when the vendor could not be asked or its answer not be understood
     */
    Lookup read(String userId);

    /** The same users, for reads that somebody waits for: they go ahead of listings when the budget is short. */
    default UserDirectory prompt() {
        return this;
    }

    /** Aborts what is running and frees connections. */
    @Override
    void close();
}
