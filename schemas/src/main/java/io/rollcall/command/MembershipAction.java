package io.rollcall.command;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What to do with memberships. */
public enum MembershipAction {
    /** Have these too. */
    ADD,
    /** Have these no more. */
    REMOVE,
    /** Have exactly these. */
    REPLACE;

    /** The action of that name, in any case; empty for a word of another version. */
    public static Optional<MembershipAction> named(String name) {
        return Stream.of(values())
                .filter(action -> action.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
