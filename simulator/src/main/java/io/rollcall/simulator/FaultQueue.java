package io.rollcall.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that wait for requests of one vendor; the oldest that matches strikes. */
final class FaultQueue {

    private static final class Waiting {
        private final InjectedFault fault;
        private int toSkip;
        private int left;

        private Waiting(InjectedFault fault) {
            this.fault = fault;
            this.toSkip = fault.skip();
            this.left = fault.times();
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();

    synchronized void add(InjectedFault fault) {
        waiting.add(new Waiting(fault));
    }

    synchronized void clear() {
        waiting.clear();
    }

    synchronized List<InjectedFault> pending() {
        return waiting.stream().map(each -> each.fault).toList();
    }

    /** The fault for this request. Only one strikes, but every matching one counts the request towards its own skip. */
    synchronized @Nullable InjectedFault next(String action, String path) {
        Waiting struck = null;
        for (Waiting each : waiting) {
            if (!each.fault.matches(action, path)) {
                continue;
            }
            if (each.toSkip > 0) {
                each.toSkip--;
            } else if (struck == null) {
                struck = each;
            }
        }
        if (struck == null) {
            return null;
        }
        if (struck.left > 0 && --struck.left == 0) {
            waiting.remove(struck);
        }
        return struck.fault;
    }
}
