package io.rollcall.vendor;

import java.util.Locale;

/**
 * Something other than the vendor's id by which a user is looked up.
 *
 * @param kind what it is
 * @param value its value, as the producer wrote it
 */
public record Identity(Kind kind, String value) {

    /** What a user may be known by, strongest first. */
    public enum Kind {
        EXTERNAL_ID,
        USER_NAME,
        EMAIL
    }

    /** Whether a value that the vendor shows is this one: addresses and login names have no case, ids have. */
    public boolean is(String shown) {
        return kind == Kind.EXTERNAL_ID
                ? shown.equals(value)
                : shown.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT));
    }
}
