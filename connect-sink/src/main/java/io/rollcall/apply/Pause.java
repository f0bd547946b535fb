package io.rollcall.apply;

import io.rollcall.command.Code;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command cannot go on before some time has passed: its subject waits, the others do not. */
final class Pause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Instant until;
    private final @Nullable Code code;

    /** @param code what to answer in the meantime; null for nothing */
    Pause(Instant until, @Nullable Code code, String message) {
        super(message, null, false, false);
        this.until = until;
        this.code = code;
    }

    Instant until() {
        return until;
    }

    @Nullable
    Code code() {
        return code;
    }
}
