package io.rollcall.budget.ledger;

/** The log is kept by rules that this code does not know. Whoever meets this must send nothing until it is upgraded. */
public final class UnsupportedRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedRulesException(String message) {
        super(message);
    }

    UnsupportedRulesException(String message, Throwable cause) {
        super(message, cause);
    }
}
