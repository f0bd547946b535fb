package io.rollcall.budget;

/**
 * The permission to send one request. It counts against the limit until a window after it was completed, because only its
 * holder's end is known to be later than the vendor's counting.
 *
 * <p>Exactly one of {@link #complete}, {@link #cancel} and {@link #close} decides; what comes after the first does nothing.
 */
public interface Permit extends AutoCloseable {

    /**
     * Whether the request may still go out. To be asked as late as possible before the first byte: a permit is good
     * for some seconds only, and not while the vendor wants to be left alone. Once false it stays false, and is to be cancelled.
     */
    boolean usable();

    /** To be told once the request was answered. */
    void complete(Feedback feedback);

    /** The request was not sent, not a byte of it, and will not be. */
    void cancel();

    /** The request was sent, or may have been, and ended without an answer. */
    @Override
    void close();
}
