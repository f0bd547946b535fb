package io.rollcall.user;

import org.jspecify.annotations.Nullable;

/**
 * One element of SCIM {@code roles} or {@code groups}.
 *
 * @param value the vendor's id of the role, group, team, inbox or ring group, as text
 * @param display its name when it was observed, null when not resolved; never part of a comparison, since renaming a
 *     group changes no user
 * @param type {@code role}, {@code group}, {@code team}, {@code inbox} or {@code ring_group}
 * @param priority LiveChat's priority inside a group: {@code first}, {@code normal}, {@code last}, {@code supervisor}
 */
public record Ref(
        String value,
        @Nullable String display,
        String type,
        @Nullable String priority) {}
