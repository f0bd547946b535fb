package io.rollcall.budget.ledger;

import java.util.List;

/**
 * What a record has brought.
 *
 * @param grants requests that may be sent from now on, by anybody
 * @param replaced whether the state was replaced by a snapshot that differed, which only a defect can cause
 */
public record Applied(List<Grant> grants, boolean replaced) {
    static final Applied NOTHING = new Applied(List.of(), false);
}
