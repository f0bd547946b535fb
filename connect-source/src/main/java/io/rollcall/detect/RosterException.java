package io.rollcall.detect;

/** A roster cannot be read from, or kept in, Connect's offsets. The message names the bucket and what to do. */
public final class RosterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RosterException(String message) {
        super(message);
    }
}
