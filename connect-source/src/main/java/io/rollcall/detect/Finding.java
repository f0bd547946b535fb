package io.rollcall.detect;

import io.rollcall.user.UserView;
import java.time.Instant;

/** Something a sweep found out about one user that may have to be published. */
sealed interface Finding {

    /** The user's id, the new one in case of a rename. */
    String id();

    /**
     * The user exists and looks like this.
     *
     * @param whole whether the view says everything; otherwise the rest was last confirmed when it was before
     */
    record Present(UserView view, boolean whole) implements Finding {
        Present(UserView view) {
            this(view, true);
        }

        @Override
        public String id() {
            return view.id();
        }
    }

    /**
     * The person who had {@code from} now has another id.
     *
     * @param goneAt when the point read was sent that did not find the old id any more
     */
    record Renamed(String from, UserView view, Instant goneAt) implements Finding {
        @Override
        public String id() {
            return view.id();
        }
    }

    /** The user is gone, and a point read sent at {@code at} said so. */
    record Gone(String id, Instant at) implements Finding {}
}
