package io.rollcall.schema;

import io.rollcall.command.Code;

/**
 * A record is no command. The message names the member at fault and what to do, never a value, and is short: it may be
 * logged and published.
 */
public final class InvalidCommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient CommandAddress address;

    InvalidCommandException(MalformedException cause, CommandAddress address) {
        super(cause.getMessage(), cause);
        this.code = cause.code();
        this.address = address;
    }

    /** How to answer: {@link Code#INVALID_COMMAND} or {@link Code#FORBIDDEN_ATTRIBUTE}. */
    public Code code() {
        return code;
    }

    /** What could be read of whom it concerned. */
    public CommandAddress address() {
        return address;
    }
}
