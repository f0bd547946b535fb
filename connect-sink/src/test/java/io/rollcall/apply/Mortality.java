package io.rollcall.apply;

import java.util.function.Supplier;

/** Where a process may die: before and after everything it does to the world. Off until armed. */
final class Mortality {
    private int passed;
    private int last = Integer.MAX_VALUE;
    private boolean dead;

    /** The process is dead; nothing may catch this. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** How many places were passed so far. */
    synchronized int passed() {
        return passed;
    }

    /** The process dies at that place, counted from the start. */
    synchronized void dieAt(int place) {
        passed = 0;
        last = place;
    }

    /** A new process, which lives on. */
    synchronized void revive() {
        dead = false;
        last = Integer.MAX_VALUE;
    }

    synchronized boolean dead() {
        return dead;
    }

    <T> T around(Supplier<T> act) {
        pass();
        T result = act.get();
        pass();
        return result;
    }

    /** A dead process does nothing more. */
    synchronized void pass() {
        if (passed >= last) {
            dead = true;
            throw new Killed();
        }
        passed++;
    }
}
