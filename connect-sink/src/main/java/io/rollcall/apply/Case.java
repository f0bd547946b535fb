package io.rollcall.apply;

import io.rollcall.command.AttributeChange;
import io.rollcall.command.Operation;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.user.Ref;
import io.rollcall.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One command on its way: what was learnt and done so far. Kept while it is tried again; used by one thread at a time. */
final class Case {
    final Delivery.Wanted delivery;
    final ProvisioningCommand command;
    final Operation operation;
    /** Whether a request of it may still be sent: the partition is ours and Connect's thread alive. */
    final BooleanSupplier ours;
    /** Whether a deferred command's user was approved. */
    final boolean approved;

    int attempt;
    Instant startedAt = Instant.EPOCH;
    /** From when on the vendor has to be looked at, since something may have taken effect; null while nothing may. */
    @Nullable
    Instant lookSince;
    /** Writes whose outcome was not known, one after the other. */
    int unknown;
    /** Whether the vendor said last that the user to be created exists. */
    boolean conflict;
    /** How often the vendor forbade it. */
    int forbidden;
    /** When the vendor first turned everybody away when it was asked for this; null when it did not. */
    @Nullable
    Instant refusedSince;
    /** How often that happened although something was written in between. */
    int refusedAlone;
    /** How much was written until that last happened. */
    long othersThen;
    /** How often its turn came so late that what it was made of had to be read anew. */
    int waitedTooLong;
    /** When it was first not known what a write did, for the time within which that has to be found out. */
    @Nullable
    Instant uncertainSince;

    List<AttributeChange> changes = List.of();
    final Set<String> warnings = new LinkedHashSet<>();
    final List<Ref> demotedFrom = new ArrayList<>();
    /** When this try or an earlier one saw the role taken; null when none did. */
    @Nullable
    Instant demotedAt;
    /** Whether what is sent gives a role back, which it is never too late for. */
    boolean restoring;

    @Nullable
    User before;

    @Nullable
    User after;

    @Nullable
    String userId;

    @Nullable
    String previousUserId;

    @Nullable
    String effectiveOperation;
    /** Whether the state before is published. */
    boolean audited;
    /** Whether the guard counted it as a removal. */
    boolean counted;
    /** Whether the user came into being through this command. */
    boolean created;
    /** Successful writes. */
    int writes;

    /** Those of them that took an administrator's role, which is given back if the command fails. */
    int demotions;

    boolean repaired;

    Case(Delivery.Wanted delivery, Operation operation, BooleanSupplier ours, boolean approved) {
        this.delivery = delivery;
        this.command = delivery.command();
        this.operation = operation;
        this.ours = ours;
        this.approved = approved;
    }

    /** What was learnt, for one of several commands that were tried together. */
    Case by(Delivery.Wanted one) {
        Case work = new Case(one, operation, ours, approved);
        work.attempt = attempt;
        work.lookSince = lookSince;
        work.unknown = unknown;
        work.uncertainSince = uncertainSince;
        return work;
    }

    void begin(Instant now) {
        attempt++;
        startedAt = now;
        if (writes == 0 && lookSince == null && demotedFrom.isEmpty()) {
            // Nothing of ours is in the user's state, which may have changed meanwhile.
            before = null;
            after = null;
            changes = List.of();
            audited = false;
        }
    }
}
