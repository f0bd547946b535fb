package io.rollcall.budget.ledger;

/** What a record of the log says. Only facts are written; who may send is computed from them, by everybody alike. */
public sealed interface Entry permits Update, Policy, Snapshot {}
