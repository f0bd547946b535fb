package io.rollcall.apply;

import io.rollcall.command.Code;
import java.time.Instant;

/** A command cannot go on before some time has passed: its subject waits, the others do not. */
final class Pause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Instant until;
    private final Code code;

    /** @param code what to answer in the meantime */
    Pause(Instant until, Code code, String message) {
        super(message, null, false, false);
        this.until = until;
        this.code = code;
    }

    Instant until() {
        return until;
    }

    Code code() {
        return code;
    }
}
