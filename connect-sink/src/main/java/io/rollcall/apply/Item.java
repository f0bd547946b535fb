package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.vendor.Lookup;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Something to be done for a subject. */
final class Item {
    final Delivery delivery;
    /** Whether its partition is still ours, in the same assignment. */
    final BooleanSupplier ours;
    /** Whether it is a deferred command whose time has come, or its answer, and no record of its own. */
    final boolean deferred;
    /** The user of a deferred command, as the list just showed it. */
    final Lookup.@Nullable Found shown;
    /** Whether it has to be applied by itself, since together with others it was refused. */
    boolean alone;
    /** What earlier tries learnt. */
    @Nullable
    Case work;
    /** What earlier tries learnt of a deferred command that has to be settled first. */
    @Nullable
    Case first;

    private Item(Delivery delivery, BooleanSupplier ours, boolean deferred, Lookup.@Nullable Found shown) {
        this.delivery = delivery;
        this.ours = ours;
        this.deferred = deferred;
        this.shown = shown;
    }

    static Item record(Delivery delivery, BooleanSupplier ours) {
        return new Item(delivery, ours, false, null);
    }

    static Item deferred(LedgerEntry.Deferred waiting, BooleanSupplier ours, Lookup.@Nullable Found shown) {
        Delivery.Wanted wanted = new Delivery.Wanted(waiting.ref(), waiting.command(), waiting.fingerprint());
        return new Item(wanted, ours, true, shown);
    }

    /** An answer that was kept and perhaps not published. */
    static Item unsaid(LedgerEntry.Done done, CommandKey key, BooleanSupplier ours) {
        Delivery nothing = new Delivery.Malformed(
                done.ref(), key, done.result().commandId(), done.result().code(), "");
        return new Item(nothing, ours, true, null);
    }

    String topic() {
        return delivery.ref().topic();
    }

    int partition() {
        return delivery.ref().partition();
    }

    long offset() {
        return delivery.ref().offset();
    }
}
