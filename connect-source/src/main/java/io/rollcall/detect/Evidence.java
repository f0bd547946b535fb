package io.rollcall.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What speaks for the departure of users that listings do not show any more, kept from sweep to sweep.
 *
 * <p>A user counts as gone after a not-found that a canary vouched for, and, where the vendor's reads lag behind its writes,
 * after a second one that much later. Being seen again wipes everything out. After a restart it starts anew: that costs
 * reads, never a false delete.
 */
final class Evidence {
    private final Duration propagationDelay;
    private final Map<String, Instant> firstNotFound = new HashMap<>();
    private final Map<String, Instant> gone = new HashMap<>();

    Evidence(Duration propagationDelay) {
        this.propagationDelay = propagationDelay;
    }

    /** Forgets everybody who is not among the missing. */
    void keepOnly(Set<String> missing) {
        firstNotFound.keySet().retainAll(missing);
        gone.keySet().retainAll(missing);
    }

    void forget(String id) {
        firstNotFound.remove(id);
        gone.remove(id);
    }

    /** Who of the missing has to be read now. */
    List<String> unproved(Collection<String> missing, Instant now) {
        List<String> ids = new ArrayList<>();
        for (String id : missing) {
            Instant first = firstNotFound.get(id);
            if (!gone.containsKey(id) && (first == null || !now.isBefore(first.plus(propagationDelay)))) {
                ids.add(id);
            }
        }
        return ids;
    }

    /**
     * A point read sent at {@code at} did not find the user, and a canary read sent at {@code vouched} was fine. The
     * delay counts from the canary, so that all who went missing together are looked at again together.
     */
    void notFound(String id, Instant at, Instant vouched) {
        Instant first = firstNotFound.putIfAbsent(id, vouched);
        if (propagationDelay.isZero() || (first != null && !at.isBefore(first.plus(propagationDelay)))) {
            gone.put(id, at);
        }
    }

    /** When the read that settled it was sent; empty while the departure is not proved. */
    Optional<Instant> goneAt(String id) {
        return Optional.ofNullable(gone.get(id));
    }

    /** When the next second look is due; empty when nobody waits for one. */
    Optional<Instant> nextLook() {
        return firstNotFound.entrySet().stream()
                .filter(entry -> !gone.containsKey(entry.getKey()))
                .map(entry -> entry.getValue().plus(propagationDelay))
                .min(Instant::compareTo);
    }
}
