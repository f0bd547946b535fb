package io.rollcall.quickstart;

import io.rollcall.command.Code;
import io.rollcall.user.LifecycleEvent;
import io.rollcall.user.UserChange;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens at a vendor, and what has to follow: an answer if it takes a command, and an event.
 *
 * @param sign how it comes about: {@code =>} by a command, {@code ->} at the vendor itself
 * @param vendor where
 * @param caption what, for the reader
 * @param act does it
 * @param answer what the command has to be answered; null when nobody is to answer
 * @param event what the event has to say
 * @param detail what else has to hold of the event
 */
record Scene(
        String sign,
        String vendor,
        String caption,
        Play act,
        @Nullable Code answer,
        LifecycleEvent event,
        Predicate<UserChange> detail) {

    /**
     * What is known of a scene once it is played.
     *
     * @param commandId whose answer is due; null when none is
     * @param userId whom the event has to name; null when the answer tells
     */
    record Cue(@Nullable String commandId, @Nullable String userId) {}

    /** Lets it happen. */
    @FunctionalInterface
    interface Play {
        Cue play() throws InterruptedException;
    }

    /** Whether this event is the one that the scene, played with this user, has to cause. */
    boolean explains(UserChange change, String userId) {
        return change.key().vendor().equals(vendor)
                && change.key().userId().equals(userId)
                && change.lifecycle() == event
                && detail.test(change);
    }
}
