package io.rollcall.apply;

import io.rollcall.vendor.Lookup;
import org.jspecify.annotations.Nullable;

/** Whom a command is about. */
sealed interface Target {

    /**
     * This user.
     *
     * @param state as the lookup showed it; null when nothing was looked up
     * @param remembered whether only the ledger or the address says so, and nobody asked the vendor
     */
    record Known(String userId, Lookup.@Nullable Found state, boolean remembered) implements Target {}

    /** Nobody at the vendor. */
    record Nobody() implements Target {}
}
