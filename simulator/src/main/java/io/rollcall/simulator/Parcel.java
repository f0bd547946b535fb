package io.rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the courier carries.
 *
 * @param place decides between parcels due at one time
 * @param first when it was tried first; null before that
 * @param attempts how often it was tried
 * @param due when it is to be tried next
 */
record Parcel(
        long sequence,
        String subscription,
        String url,
        Map<String, String> headers,
        String body,
        long place,
        @Nullable Instant first,
        int attempts,
        Instant due) {

    /** The parcel as it is given up for the first time. */
    Parcel fresh(long newSequence, long newPlace, Instant now) {
        return new Parcel(newSequence, subscription, url, headers, body, newPlace, null, 0, now);
    }

    /** The parcel after an attempt; null when the vendor gives up. */
    @Nullable
    Parcel after(Instant attempt, List<Duration> resends) {
        if (attempts >= resends.size()) {
            return null;
        }
        Instant start = first == null ? attempt : first;
        Instant next = start.plus(resends.get(attempts));
        return new Parcel(sequence, subscription, url, headers, body, place, start, attempts + 1, next);
    }
}
