package io.rollcall.vendor;

import org.jspecify.annotations.Nullable;

/**
 * A request to a vendor failed.
 *
 * <p>The message is for an operator: the vendor, what was asked (no query, no ids), the status, the vendor's own words
 * after redaction, and the setting to look at where one can help.
 */
public final class VendorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public VendorException(Failure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
