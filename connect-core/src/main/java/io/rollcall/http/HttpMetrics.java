package io.rollcall.http;

import java.time.Duration;

/**
 * Told what happens on the way out. Called on the sending threads: return quickly and throw nothing.
 *
 * <p>{@code request} is {@link Request#name}, a constant, so it can be a tag.
 */
public interface HttpMetrics {

    HttpMetrics NONE = new HttpMetrics() {};

    /** One request goes out; {@link #sent} follows however it ends. */
    default void begun(String request) {}

    /**
     * One request went out and ended.
     *
     * @param outcome the status as three digits, or why there was none in lower case: one of a few constants
     * @param latency until the body was read
     */
    default void sent(String request, String outcome, Duration latency) {}

    /** A failed request is about to be repeated, after this pause. */
    default void retried(String request, Duration pause) {}

    /** The vendor said that it was one request too many. */
    default void throttled(String request) {}

    /** The rate budget let a request go, after this wait. */
    default void admitted(String request, Duration wait) {}
}
