package io.rollcall.command;

import org.jspecify.annotations.Nullable;

/**
 * One planned or applied change.
 *
 * @param path SCIM attribute path, such as {@code displayName} or {@code groups}
 * @param action {@code set}, {@code clear}, {@code add} or {@code remove}
 * @param before the old value as text; null when absent, unknown or withheld
 * @param after the new value as text; null when absent or withheld
 */
public record AttributeChange(
        String path,
        String action,
        @Nullable String before,
        @Nullable String after) {}
