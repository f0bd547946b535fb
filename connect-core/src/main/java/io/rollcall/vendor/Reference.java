package io.rollcall.vendor;

import io.rollcall.user.Ref;

/** What a role, group, team, inbox or ring group that a command names turned out to be. */
public sealed interface Reference {

    /** This one. */
    record Known(Ref ref) implements Reference {}

    /** The vendor has none of that id or name. */
    record Unknown() implements Reference {}

    /** The vendor has several of that name. */
    record Ambiguous() implements Reference {}

    /** There is one, but it takes no members: a disabled inbox. */
    record Unusable() implements Reference {}
}
