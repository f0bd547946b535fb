package io.rollcall.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What shall happen to the account right before or after a page of the next user listing. Each entry happens once. */
final class DriftQueue {

    private record Entry(int page, boolean before, Runnable mutation) {}

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(int page, boolean before, Runnable mutation) {
        entries.add(new Entry(page, before, mutation));
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized int size() {
        return entries.size();
    }

    void run(int page, boolean before) {
        for (Runnable mutation : take(page, before)) {
            mutation.run();
        }
    }

    private synchronized List<Runnable> take(int page, boolean before) {
        List<Runnable> due = new ArrayList<>();
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.page() == page && entry.before() == before) {
                due.add(entry.mutation());
                each.remove();
            }
        }
        return due;
    }
}
