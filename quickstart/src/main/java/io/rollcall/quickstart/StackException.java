package io.rollcall.quickstart;

/** A process or the Connect worker did not do what was asked of it; the message quotes what it said last. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
