package io.rollcall.user;

import org.jspecify.annotations.Nullable;

/**
 * One element of SCIM {@code emails}.
 *
 * @param value the address as the vendor returned it, case preserved
 * @param type {@code work} or {@code other}; null when the vendor does not say
 * @param primary true for the login address
 */
public record Email(String value, @Nullable String type, boolean primary) {}
