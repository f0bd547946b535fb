package io.rollcall.apply;

import io.rollcall.command.ProvisioningResult;
import io.rollcall.vendor.VendorException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one try of a command ended. */
sealed interface Ending {

    /**
     * Answered, for good or until the vendor approves: the ledger first, then the answer, then the next command of the subject.
     * An answer that no record would remind of after a crash is marked in the ledger until it is published.
     *
     * @param entry what the ledger has to hold; null when it holds that already
     * @param bad whether the record itself was bad
     * @param ofHead whether it is the answer to the command that was tried, and not to an earlier one that had to be settled
     *     first
     */
    record Answered(ProvisioningResult result, @Nullable LedgerEntry entry, boolean bad, boolean ofHead)
            implements Ending {}

    /** Several commands answered that were applied together, in their order. */
    record Folded(List<Answered> answers) implements Ending {}

    /** Answered before; nothing is to be said. */
    record Silent() implements Ending {}

    /**
     * To be tried again.
     *
     * @param answer what to say in the meantime; null for nothing
     */
    record Again(Instant at, @Nullable ProvisioningResult answer) implements Ending {}

    /** The vendor turned the whole tenant away: to be tried again when it does not. */
    record Refused(VendorException why) implements Ending {}

    /** Not ours any more; somebody else will take it up. */
    record Dropped() implements Ending {}
}
