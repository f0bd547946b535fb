package io.rollcall.budget;

import io.rollcall.budget.ledger.Observation;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What the vendor said lately. One update carries one of them: a refusal before anything else, and of two alike the later. */
final class Observations {
    private static final Comparator<Observation> WORTH = Comparator.comparing(Observation::throttled)
            .thenComparing(Observation::asOf)
            .thenComparing(Observation::grant);

    private @Nullable Observation untold;
    private @Nullable Observation flying;
    private long number;

    void add(Observation observation) {
        untold = untold == null || WORTH.compare(untold, observation) <= 0 ? observation : untold;
    }

    /** What the update of this number says; null for nothing. */
    @Nullable
    Observation tell(long update) {
        Observation told = untold;
        if (told != null) {
            flying = told;
            number = update;
            untold = null;
        }
        return told;
    }

    /** An update has come back. A refusal that was lost is told again: everybody has to stop for it. */
    void back(long update) {
        Observation lost = flying;
        if (lost != null && update >= number) {
            flying = null;
            if (update > number && lost.throttled()) {
                add(lost);
            }
        }
    }

    /** Whether a refusal is waiting to be told. */
    boolean urgent() {
        return untold != null && untold.throttled();
    }

    boolean any() {
        return untold != null;
    }
}
