package io.rollcall.vendor;

import io.rollcall.user.UserView;
import org.jspecify.annotations.Nullable;

/**
 * The vendor accepted a {@link Write}.
 *
 * @param userId the id of the user that was created, if the answer shows it; null for other writes
 * @param shown the user as far as the answer shows it, which may be very little; null when it shows nothing
 */
public record Written(@Nullable String userId, @Nullable UserView shown) {}
