package io.rollcall.budget;

import java.util.ArrayList;
import java.util.List;

/** What a participant waits for, and how much of it the log has been told. Lists are in the order of {@link Priority}. */
final class Wants {
    /** Nobody is granted more at once, and a longer line helps nobody. */
    private static final int MOST = 1000;

    private static final int CLASSES = Priority.values().length;

    private final int[] waiting = new int[CLASSES];
    private final int[] told = new int[CLASSES];
    private final long[] granted = new long[CLASSES];

    void want(List<Integer> counts) {
        for (int i = 0; i < CLASSES; i++) {
            waiting[i] = Math.min(MOST, counts.get(i));
        }
    }

    /** A permit for one of those who wait. */
    void granted(Priority priority) {
        int rank = priority.rank();
        granted[rank]++;
        told[rank] = Math.max(0, told[rank] - 1);
        waiting[rank] = Math.max(0, waiting[rank] - 1);
    }

    /** Goes by what the log believes to have granted. */
    void adopt(List<Long> known) {
        for (int i = 0; i < CLASSES; i++) {
            granted[i] = known.get(i);
        }
    }

    /** What waits is being written. */
    List<Integer> tell() {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < CLASSES; i++) {
            told[i] = waiting[i];
            list.add(waiting[i]);
        }
        return list;
    }

    List<Long> known() {
        List<Long> list = new ArrayList<>();
        for (long each : granted) {
            list.add(each);
        }
        return list;
    }

    boolean any() {
        for (int each : waiting) {
            if (each > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether some class waits of which the log knows nothing. */
    boolean untold() {
        for (int i = 0; i < CLASSES; i++) {
            if (waiting[i] > 0 && told[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the log was told something else. */
    boolean changed() {
        for (int i = 0; i < CLASSES; i++) {
            if (waiting[i] != told[i]) {
                return true;
            }
        }
        return false;
    }

    int waiting(Priority priority) {
        return waiting[priority.rank()];
    }
}
