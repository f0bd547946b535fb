package io.rollcall.detect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a {@link Detector} wants done next. */
public sealed interface Step {

    /** Nothing before this time. */
    record Wait(Instant until) implements Step {}

    /** Take the next page of a listing, and report it. */
    record NextPage(boolean newListing) implements Step {}

    /**
     * Read one user, and report it.
     *
     * @param hinted whether a webhook asked for it, so that it goes ahead of sweeps
     */
    record Read(String userId, boolean hinted) implements Step {}

    /**
     * Hand these changes to Connect.
     *
     * @param hintedAt when the webhook came that led to them; null when a sweep found them
     */
    record Publish(Publication publication, @Nullable Instant hintedAt) implements Step {}
}
