package io.rollcall.budget.log;

import org.jspecify.annotations.Nullable;

/** The log cannot be reached at the moment. The message is for operators and holds no secret. */
public class LogException extends Exception {
    private static final long serialVersionUID = 1L;

    public LogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
