package io.rollcall.budget.ledger;

import io.rollcall.budget.Priority;

/** One request that a participant may send, by the record that has just been applied. */
public record Grant(long participant, Priority priority) {}
