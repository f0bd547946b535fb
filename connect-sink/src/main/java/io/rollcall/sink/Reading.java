package io.rollcall.sink;

import io.rollcall.apply.Delivery;

/** What a record of the commands topic turned out to be. */
sealed interface Reading {

    /** It has to be answered. */
    record Ours(Delivery delivery) implements Reading {}

    /** It needs no answer from here. */
    record Skipped(Reason reason) implements Reading {}

    /** Why a record is skipped. */
    enum Reason {
        ELSEWHERE("Records for other vendors and tenants"),
        TOMBSTONE("Records without a value that were skipped");

        private final String meaning;

        Reason(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }
    }

    /**
     * It is no command, and nobody can be told.
     *
     * @param problem what is wrong and what to do, safe to log
     */
    record Unreadable(String problem) implements Reading {}
}
