package io.rollcall.schema;

import io.rollcall.command.Code;

/** Says what is wrong with a command, before anybody knows whose command it is. */
final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    private MalformedException(Code code, String message) {
        super(message);
        this.code = code;
    }

    static MalformedException invalid(String message) {
        return new MalformedException(Code.INVALID_COMMAND, message);
    }

    static MalformedException forbidden(String message) {
        return new MalformedException(Code.FORBIDDEN_ATTRIBUTE, message);
    }

    Code code() {
        return code;
    }
}
