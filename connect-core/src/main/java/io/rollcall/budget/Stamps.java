package io.rollcall.budget;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By when this participant had known of which record, by its own clock. A record may be stamped later than it was read, never earlier. */
final class Stamps {
    private static final int WORTH_FORGETTING = 256;

    private final List<Stamp> stamps = new ArrayList<>();

    /** All records up to an offset that came within a short time, stamped with the time of the last one. */
    private record Stamp(long offset, long since, long at) {}

    /**
     * Stamps the next record.
     *
     * @param grain records that come within this time of one another may share a stamp
     */
    void add(long offset, long at, long grain) {
        Stamp last = stamps.isEmpty() ? null : stamps.get(stamps.size() - 1);
        long now = last == null ? at : Math.max(at, last.at);
        if (last != null && now - last.since < grain) {
            stamps.set(stamps.size() - 1, new Stamp(offset, last.since, now));
        } else {
            stamps.add(new Stamp(offset, now, now));
        }
    }

    /** The last offset that was known at a time; -1 for none. */
    long knownAt(long time) {
        int index = lastBy(time);
        return index < 0 ? -1 : stamps.get(index).offset;
    }

    /** From when on an offset was known; null when it is not yet. */
    @Nullable
    Long since(long offset) {
        int low = 0;
        int high = stamps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stamps.get(middle).offset < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == stamps.size() ? null : stamps.get(low).at;
    }

    /** Forgets what only questions about earlier times need. */
    void forget(long time) {
        int index = lastBy(time);
        if (index >= WORTH_FORGETTING) {
            stamps.subList(0, index).clear();
        }
    }

    private int lastBy(long time) {
        int low = 0;
        int high = stamps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stamps.get(middle).at <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
