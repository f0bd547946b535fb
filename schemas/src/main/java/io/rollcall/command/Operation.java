package io.rollcall.command;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a command may ask for. */
public enum Operation {
    /** The user exists from now on. Somebody who exists already is treated as {@link Options#onExisting} says. */
    CREATE,
    /** The user exists and has these attributes and memberships. */
    UPSERT,
    /** An existing user has these attributes and memberships. */
    UPDATE,
    ACTIVATE,
    DEACTIVATE,
    /** The user is gone, in the way of {@link Options#deleteMode}. */
    DELETE,
    /** The user has another login address. */
    RENAME,
    /** An existing user has these memberships. */
    SET_MEMBERSHIPS,
    /** Nothing changes; the result tells whether the user is as described. */
    VERIFY;

    /** Whether it takes somebody's access away. */
    public boolean removes() {
        return this == DELETE || this == DEACTIVATE;
    }

    /** Whether it may bring a user into being. */
    public boolean creates() {
        return this == CREATE || this == UPSERT;
    }

    /** The operation of that name, in any case; empty for a word of another version. */
    public static Optional<Operation> named(String name) {
        return Stream.of(values())
                .filter(operation -> operation.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
