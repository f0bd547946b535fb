package io.rollcall.vendor;

/** Brings a vendor's own list of webhooks to what is configured, one request at a time. Used by one thread. */
@FunctionalInterface
public interface WebhookRegistration {

    /**
     * Takes the next step: at most one request, not counting token requests and retries.
     *
     * @return whether there is more to do
     * @throws VendorException when the request failed; the registration is over then
     */
    boolean step();
}
