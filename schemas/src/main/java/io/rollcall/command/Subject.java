package io.rollcall.command;

import org.jspecify.annotations.Nullable;

/**
 * By what a user is found, strongest first: the first one that is given counts.
 *
 * @param userId the vendor's id
 * @param externalId id in the HR or identity system, where the vendor keeps one
 * @param userName login name
 * @param email e-mail address, compared without case
 */
public record Subject(
        @Nullable String userId,
        @Nullable String externalId,
        @Nullable String userName,
        @Nullable String email) {}
