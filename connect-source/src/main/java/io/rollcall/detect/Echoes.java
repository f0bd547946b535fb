package io.rollcall.detect;

import io.rollcall.user.Attribute;
import io.rollcall.user.User;
import io.rollcall.user.UserView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Old states that may be shown once more. A vendor whose reads lag behind its writes can answer one read with the new state
 * and another after that with an old one, which is no change back.
 */
final class Echoes {
    private final Duration propagationDelay;
    private final Map<String, List<Past>> pasts = new HashMap<>();
    private Instant tidied = Instant.EPOCH;

    private record Past(User state, Instant until) {}

    Echoes(Duration propagationDelay) {
        this.propagationDelay = propagationDelay;
    }

    /** A newer state than this one was published at this time. */
    void remember(User before, Instant now) {
        if (propagationDelay.isZero()) {
            return;
        }
        if (tidied.plus(propagationDelay).isBefore(now)) {
            tidied = now;
            pasts.values().forEach(states -> states.removeIf(past -> now.isAfter(past.until())));
            pasts.values().removeIf(List::isEmpty);
        }
        pasts.computeIfAbsent(before.id(), none -> new ArrayList<>()).add(new Past(before, now.plus(propagationDelay)));
    }

    /** Whether the view shows what was published before, so soon that the vendor may just not know better yet. */
    boolean isEcho(UserView view) {
        return pasts.getOrDefault(view.id(), List.of()).stream()
                .anyMatch(past -> view.sentAt().isBefore(past.until())
                        && Attribute.changed(past.state(), view.over(past.state()))
                                .isEmpty());
    }
}
