package io.rollcall.apply;

import io.rollcall.command.Code;

/** The end of a command's way, wherever it is: thrown so that every step reads as if nothing could go wrong. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** @param message for people: no secrets, no personal data */
    Stop(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
