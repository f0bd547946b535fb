package io.rollcall.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is counted for people. Not thread-safe. */
final class Figures {
    private final List<WaitSample> waits = new ArrayList<>();
    private long refused;
    private long stale;
    private long replaced;
    private byte @Nullable [] flying;
    private long flyingSince;
    private long lag;

    Figures() {
        for (int i = 0; i < Priority.values().length; i++) {
            waits.add(new WaitSample());
        }
    }

    void waited(Priority priority, long millis) {
        waits.get(priority.rank()).add(millis);
    }

    void refused() {
        refused++;
    }

    void stale() {
        stale++;
    }

    /** Another participant takes over, which counts from the beginning. */
    void left(Participant former) {
        stale += former.tooLate();
        replaced += former.replaced();
        flying = null;
    }

    void written(byte[] record, long now) {
        if (flying == null) {
            flying = record;
            flyingSince = now;
        }
    }

    void read(byte[] record, long now) {
        if (flying != null && Arrays.equals(flying, record)) {
            lag = now - flyingSince;
            flying = null;
        }
    }

    BudgetView view(BudgetView.State state, @Nullable Participant current, int waiting, long lost, long now) {
        return new BudgetView(
                state,
                current == null ? null : current.view(),
                waiting,
                waits.stream().map(WaitSample::figures).toList(),
                refused,
                stale + (current == null ? 0 : current.tooLate()),
                replaced + (current == null ? 0 : current.replaced()),
                flying == null ? lag : Math.max(lag, now - flyingSince),
                lost,
                current != null && current.conflict());
    }
}
