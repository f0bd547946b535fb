package io.rollcall.budget.log;

import org.jspecify.annotations.Nullable;

/** The log was truncated, deleted or made anew: what it said before is lost. */
public final class LogLostException extends LogException {
    private static final long serialVersionUID = 1L;

    public LogLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
