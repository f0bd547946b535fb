package io.rollcall.vendor;

/** One walk through all users of a tenant, in the vendor's own paging. Not reusable: every sweep begins a new one. */
public interface Listing {

    /**
     * Takes the next step: exactly one request (not counting token requests and retries). A step may bring no users, for
     * example when it read the names of groups.
     *
     * <p>Not to be called again after a page that does not say {@link Paging.More}, nor after a failure.
     *
     * @throws VendorException when the page could not be had; the walk is then over and incomplete
     */
    Page next();
}
