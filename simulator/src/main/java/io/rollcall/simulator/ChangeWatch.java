package io.rollcall.simulator;

import java.util.List;

/** Who is told of an account's changes. Called with the account locked, so an implementation only takes note. */
interface ChangeWatch {

    /** Nobody is told of anything. */
    ChangeWatch NOBODY = new ChangeWatch() {
        @Override
        public boolean listens(String account) {
            return false;
        }

        @Override
        public void changed(String account, String client, List<Change> changes) {}
    };

    /** Whether anybody wants to hear of this account's changes; if not, they need not be worked out. */
    boolean listens(String account);

    /**
     * Tells of what one request, or one call of a door, has changed.
     *
     * @param client the API client that asked for it; empty when the credential names none
     */
    void changed(String account, String client, List<Change> changes);
}
