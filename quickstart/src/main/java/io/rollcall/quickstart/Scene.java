package io.rollcall.quickstart;

import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.UserChange;
import java.util.function.Supplier;

/**
 * Something that happens at a vendor, and the event that has to follow.
 *
 * @param vendor where
 * @param caption what, for the reader
 * @param act does it and gives the id of the user concerned
 * @param expected what the event has to say
 */
record Scene(String vendor, String caption, Supplier<String> act, LifecycleEvent expected) {

    /** Whether this event is the one that the scene, played with this user, has to cause. */
    boolean explains(UserChange change, String userId) {
        return change.key().vendor().equals(vendor)
                && change.key().userId().equals(userId)
                && change.lifecycle() == expected;
    }
}
