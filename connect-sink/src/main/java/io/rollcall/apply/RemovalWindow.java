package io.rollcall.apply;

import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts removals in a sliding window, so that a mistake upstream cannot take everybody's access away. Thread-safe. */
final class RemovalWindow {
    private final int most;
    private final Duration window;
    private final Map<CommandRef, Instant> removals = new HashMap<>();

    RemovalWindow(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** Takes over what the ledger says of removals that another task or an earlier start has made. */
    synchronized void restore(Map<CommandKey, LedgerEntry> ledger) {
        for (LedgerEntry entry : ledger.values()) {
            LedgerEntry.Done done = entry.done();
            if (done != null && done.removal() && done.result().completedAt() != null) {
                removals.put(done.ref(), done.result().completedAt());
            }
        }
    }

    /** Counts one more; whether there was room for it. */
    synchronized boolean admits(CommandRef ref, Instant now, boolean override) {
        removals.values().removeIf(then -> !then.isAfter(now.minus(window)));
        if (!override && !removals.containsKey(ref) && removals.size() >= most) {
            return false;
        }
        removals.put(ref, now);
        return true;
    }

    /** One that was admitted did not take place. */
    synchronized void release(CommandRef ref) {
        removals.remove(ref);
    }
}
