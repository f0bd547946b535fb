package io.rollcall.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Users whose point reads failed, kept from sweep to sweep so that they hold up nobody else.
 *
 * <p>They are read last, and only failures of others speak for an outage: a vendor that answers 500 for three damaged
 * users is well, one that suddenly does for three sound ones is not.
 */
final class Unreadable {
    private static final int OUTAGE = 3;

    private final Set<String> ids = new HashSet<>();
    private int inARow;

    /** A sweep began. */
    void sweepBegan() {
        inARow = 0;
    }

    /** The user was read, or the vendor said that there is none. */
    void answered(String id) {
        inARow = 0;
        ids.remove(id);
    }

    /** The vendor refuses to read just this user. */
    void refused(String id) {
        inARow = 0;
        ids.add(id);
    }

    /** The read failed as any read may; whether so many did in a row that the vendor must be in trouble. */
    boolean failed(String id) {
        return ids.add(id) && ++inARow >= OUTAGE;
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    void keepOnly(Predicate<String> worthKeeping) {
        ids.removeIf(worthKeeping.negate());
    }

    /** The same ids, those in trouble at the end. */
    List<String> last(Collection<String> wanted) {
        List<String> ordered = new ArrayList<>(wanted.size());
        wanted.stream().filter(id -> !ids.contains(id)).forEach(ordered::add);
        wanted.stream().filter(ids::contains).forEach(ordered::add);
        return ordered;
    }
}
