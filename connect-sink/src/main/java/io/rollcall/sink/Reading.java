package io.rollcall.sink;

import io.rollcall.apply.Delivery;

/** What a record of the commands topic turned out to be. */
sealed interface Reading {

    /** It has to be answered. */
    record Ours(Delivery delivery) implements Reading {}

    /** It is for another vendor or tenant. */
    record Elsewhere() implements Reading {}

    /** It has no value, and that asks for nothing here. */
    record Tombstone() implements Reading {}

    /**
     * It is no command, and nobody can be told.
     *
     * @param problem what is wrong and what to do, safe to log
     */
    record Unreadable(String problem) implements Reading {}
}
