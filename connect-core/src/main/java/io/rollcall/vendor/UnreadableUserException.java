package io.rollcall.vendor;

/**
 * A vendor's user object that no {@link io.rollcall.user.UserView} can be made of.
 *
 * <p>The message names the attribute at fault and holds no value.
 */
public final class UnreadableUserException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableUserException(String message) {
        super(message);
    }
}
