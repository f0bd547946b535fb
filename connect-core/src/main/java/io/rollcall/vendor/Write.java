package io.rollcall.vendor;

import io.rollcall.http.Request;

/**
 * One request that changes one user. Made by {@link WritableDirectory#plan}; holds personal data, and at Olark a password,
 * so it is never printed.
 *
 * @param request what to send; never repeated by the retrier when its outcome is unknown
 * @param effect how much it changes
 * @param absence what it means when the vendor answers that there is no such item
 * @param provenByAnswer whether a success answer proves that it took effect, so that nothing has to be read back
 */
public record Write(Request request, Effect effect, Absence absence, boolean provenByAnswer) {

    /** How much a write changes. */
    public enum Effect {
        /** Brings a user into being. */
        CREATE,
        /** Changes what it names, and that can be taken back. */
        CHANGE,
        /** Removes, deactivates, changes roles, or replaces more than it names: the state before has to be published first. */
        DRASTIC
    }

    /** What a 404 means. */
    public enum Absence {
        /** The user is not there. */
        NO_USER,
        /** The group, team, inbox or role is not there. */
        NO_REFERENCE,
        /** What was to be removed is not there. */
        DONE
    }

    /** What is done, for logs and results: a constant, never data. */
    public String name() {
        return request.name();
    }

    @Override
    public String toString() {
        return request + " " + effect;
    }
}
