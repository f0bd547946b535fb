package io.rollcall.sink;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed, the latest first, whatever becomes of the others. */
final class Resources implements AutoCloseable {
    private final Deque<Resource> opened = new ArrayDeque<>();

    interface Resource {
        void close();
    }

    void add(Resource resource) {
        opened.push(resource);
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
