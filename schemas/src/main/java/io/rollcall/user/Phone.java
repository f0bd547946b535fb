package io.rollcall.user;

import org.jspecify.annotations.Nullable;

/**
 * One element of SCIM {@code phoneNumbers}.
 *
 * @param value the number as the vendor returned it
 * @param type {@code work}, {@code mobile} or {@code extension}
 */
public record Phone(String value, @Nullable String type) {}
