package io.rollcall.schema;

/**
 * What an operator wants in events.
 *
 * @param includeBefore whether {@code before} is filled on updates and deletes
 * @param emitPresence whether {@code presence} is filled in states
 */
public record EventOptions(boolean includeBefore, boolean emitPresence) {}
