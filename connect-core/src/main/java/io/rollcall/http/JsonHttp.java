package io.rollcall.http;

/**
 * Sends JSON requests to one account of a vendor: authorised, inside the rate budget, retried as the policy allows.
 *
 * <p>Blocks, so never to be called on a Connect thread.
 */
public interface JsonHttp {

    /**
     * Sends a request until it is answered or retrying is over.
     *
     * @return the 2xx answer
     * @throws io.rollcall.vendor.VendorException for everything else, classified by the one failure table
     */
    Answer send(Request request);
}
