package io.rollcall.command;

/** Where a command lies, before any transformation changed the topic's name. */
public record CommandRef(String topic, int partition, long offset) {}
