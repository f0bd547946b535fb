package io.rollcall.budget;

/**
 * The permission to send one request. It counts against the limit until a window after it was completed, because only its
 * holder's end is known to be later than the vendor's counting.
 */
public interface Permit extends AutoCloseable {

    /** To be told once the request was answered. */
    void complete(Feedback feedback);

    /** The request ended without an answer. After {@link #complete} it does nothing. */
    @Override
    void close();
}
