package io.rollcall.detect;

import java.time.Instant;

/** What a {@link Detector} wants done next. */
public sealed interface Step {

    /** Nothing before this time. */
    record Wait(Instant until) implements Step {}

    /** Take the next page of a listing, and report it. */
    record NextPage(boolean newListing) implements Step {}

    /** Read one user, and report it. */
    record Read(String userId) implements Step {}

    /** Hand these changes to Connect. */
    record Publish(Publication publication) implements Step {}
}
