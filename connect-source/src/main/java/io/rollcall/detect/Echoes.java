package io.rollcall.detect;

import io.rollcall.user.Attribute;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Old states that may be shown once more. A vendor whose reads lag behind its writes can answer a point read with the new
 * state and a listing after that with the old one, which is no change back.
 */
final class Echoes {
    private final Duration propagationDelay;
    private final Map<String, Past> pasts = new HashMap<>();

    private record Past(User state, Instant until) {}

    Echoes(Duration propagationDelay) {
        this.propagationDelay = propagationDelay;
    }

    /** A newer state than this one was published at this time. */
    void remember(User before, Instant now) {
        pasts.values().removeIf(past -> now.isAfter(past.until()));
        if (!propagationDelay.isZero()) {
            pasts.put(before.id(), new Past(before, now.plus(propagationDelay)));
        }
    }

    /** Whether the view shows what was published before, so soon that the vendor may just not know better yet. */
    boolean isEcho(UserView view) {
        Past past = pasts.get(view.id());
        return past != null
                && view.sentAt().isBefore(past.until())
                && Attribute.changed(past.state(), view.over(past.state())).isEmpty();
    }
}
