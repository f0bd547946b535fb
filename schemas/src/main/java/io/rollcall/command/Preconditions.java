package io.rollcall.command;

import org.jspecify.annotations.Nullable;

/**
 * What has to hold when the command is applied; null for not asked.
 *
 * @param ifUserId the vendor's id of the user still is this one
 * @param ifVersion {@code meta.version} of the user
 * @param ifActive the user is active, or is not
 */
public record Preconditions(
        @Nullable String ifUserId,
        @Nullable String ifVersion,
        @Nullable Boolean ifActive) {

    public static final Preconditions NONE = new Preconditions(null, null, null);

    /** Whether the user has to be read to answer them. */
    public boolean needState() {
        return ifVersion != null || ifActive != null;
    }
}
