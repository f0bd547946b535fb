package io.rollcall.vendor;

import io.rollcall.command.UserPatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a user shall be. */
public sealed interface Goal {

    /**
     * There, with these attributes and memberships.
     *
     * @param attributes null leaves alone, a value sets, {@code clear} empties
     * @param memberships in order; a later change sees the earlier ones
     * @param active null leaves alone
     */
    record Present(
            UserPatch attributes,
            List<Membership> memberships,
            @Nullable Boolean active) implements Goal {

        public Present {
            memberships = List.copyOf(memberships);
        }

        /** The same without memberships, for a vendor that takes them later. */
        public Present withoutMemberships() {
            return new Present(attributes, List.of(), active);
        }
    }

    /** Deleted, for ever. */
    record Gone() implements Goal {}
}
