package io.rollcall.budget.ledger;

import io.rollcall.budget.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: urgent classes first, each class sometimes, participants of a class in a circle. */
final class Scheduler {
    static final int TURN = 1000;

    /** When the even pace lets the next request go, in microseconds of the log's clock. Every class advances it. */
    private long pace;

    private final List<Integer> credit = new ArrayList<>(Collections.nCopies(Demand.CLASSES, 0));
    private final List<Long> last = new ArrayList<>(Collections.nCopies(Demand.CLASSES, -1L));
    private long granted;

    /** Whether somebody waited for the limit since this was last asked for. */
    private boolean saturated;

    static Scheduler of(LedgerState.Turns state) {
        Scheduler scheduler = new Scheduler();
        scheduler.pace = state.paceMicros();
        Collections.copy(scheduler.credit, state.credit());
        Collections.copy(scheduler.last, state.last());
        scheduler.granted = state.granted();
        scheduler.saturated = state.saturated();
        return scheduler;
    }

    LedgerState.Turns state() {
        return new LedgerState.Turns(pace, List.copyOf(credit), List.copyOf(last), granted, saturated);
    }

    /** Everything a turn is decided by. */
    record Scene(Policy policy, Demand demand, Charges charges, Congestion vendor, long time) {

        /** Permits that all limits leave. */
        long available() {
            long available = (long) vendor.limit() - charges.used(0) - vendor.elsewhere(policy);
            for (int i = 1; i < policy.limits().size(); i++) {
                available = Math.min(available, policy.limits().get(i).requests() - charges.used(i));
            }
            return available;
        }

        boolean open() {
            return !vendor.blocks(time) && !(vendor.probing() && charges.openSum() > 0);
        }

        /** How many requests the first limit leaves us in a window. */
        private long ours() {
            return Math.max(1, vendor.limit() - vendor.elsewhere(policy));
        }

        /** The same, of the limit that leaves fewest. */
        long fewest() {
            return policy.limits().stream().skip(1).mapToLong(Limit::requests).reduce(ours(), Math::min);
        }

        /** Microseconds between two requests at an even pace. */
        long interval() {
            return policy.spanMs(0) * 1000 / ours();
        }

        /** Microseconds in which so many requests go at an even pace, but no longer than a window. */
        long lasts(long requests) {
            return Math.min(requests, ours()) * interval();
        }

        long micros() {
            return time * 1000;
        }
    }

    /** Grants what can be granted by the record at this offset. */
    List<Grant> grant(Scene scene, long offset) {
        // No more can be ahead of the pace than is in use. When the interval has shrunk, what was reckoned by the old
        // one ends here.
        pace = Math.min(pace, scene.micros() + scene.lasts(scene.charges().used(0)));
        List<Grant> grants = new ArrayList<>();
        while (scene.open()) {
            if (scene.available() <= 0) {
                saturated |= !scene.demand().waiting().isEmpty();
                break;
            }
            int priority = pick(scene);
            if (priority < 0) {
                break;
            }
            grants.add(grant(scene, priority, offset));
        }
        return grants;
    }

    private int pick(Scene scene) {
        for (int i = 0; i < Demand.CLASSES; i++) {
            if (credit.get(i) >= TURN && eligible(scene, i)) {
                return i;
            }
        }
        for (int i = 0; i < Demand.CLASSES; i++) {
            if (paced(scene, i) && eligible(scene, i)) {
                if (room(scene, i)) {
                    return i;
                }
                saturated = true;
            }
        }
        return -1;
    }

    private boolean eligible(Scene scene, int priority) {
        return scene.demand().next(priority, last.get(priority), scene.policy().maxHeld(), scene.charges()) != null;
    }

    /** Whether what is left is more than what those before it keep for themselves, which is never everything. */
    private static boolean room(Scene scene, int priority) {
        long kept = scene.policy().reserve().subList(0, priority).stream()
                .mapToLong(Integer::longValue)
                .sum();
        return scene.available() > Math.min(kept, scene.fewest() - 1);
    }

    private boolean paced(Scene scene, int priority) {
        int burst = scene.policy().burst().get(priority);
        return burst < 0 || pace <= scene.micros() + scene.lasts(burst);
    }

    private Grant grant(Scene scene, int priority, long offset) {
        for (int i = 0; i < Demand.CLASSES; i++) {
            if (i != priority && eligible(scene, i)) {
                credit.set(
                        i, Math.min(TURN, credit.get(i) + scene.policy().share().get(i)));
            }
        }
        credit.set(priority, Math.max(0, credit.get(priority) - TURN));
        Long participant =
                scene.demand().next(priority, last.get(priority), scene.policy().maxHeld(), scene.charges());
        if (participant == null) {
            throw new IllegalStateException("A class was picked that nobody waits in");
        }
        last.set(priority, participant);
        pace = Math.max(pace, scene.micros()) + scene.interval();
        granted++;
        scene.demand().granted(participant, priority);
        scene.charges().grant(offset, participant);
        return new Grant(participant, Priority.at(priority));
    }

    /** When the pace lets one of the classes that wait go; null when it holds none back. */
    @Nullable
    Long paceAt(Scene scene) {
        Long earliest = null;
        for (int i = 0; i < Demand.CLASSES; i++) {
            if (eligible(scene, i) && !paced(scene, i)) {
                long micros = pace - scene.lasts(scene.policy().burst().get(i));
                long at = Math.floorDiv(micros + 999, 1000);
                earliest = earliest == null ? at : Math.min(earliest, at);
            }
        }
        return earliest;
    }

    boolean saturated() {
        return saturated;
    }

    void lookAnew() {
        saturated = false;
    }

    long granted() {
        return granted;
    }
}
