package io.rollcall.command;

import org.jspecify.annotations.Nullable;

/**
 * A role, group, team, inbox or ring group, by id or by name.
 *
 * @param id the vendor's id; wins over the name
 * @param name its exact name, looked up when the command is applied and never guessed
 * @param priority LiveChat's priority inside a group
 */
public record NamedRef(
        @Nullable String id,
        @Nullable String name,
        @Nullable String priority) {}
