package io.rollcall.simulator;

import java.util.concurrent.CountDownLatch;

/** Where hanging requests wait. Once closed, nothing waits any more. */
final class HangGate {

    private CountDownLatch latch = new CountDownLatch(1);
    private boolean closed;

    /** Waits for the next release. */
    void await() {
        CountDownLatch mine;
        synchronized (this) {
            if (closed) {
                return;
            }
            mine = latch;
        }
        try {
            mine.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void release() {
        latch.countDown();
        latch = new CountDownLatch(1);
    }

    synchronized void close() {
        closed = true;
        latch.countDown();
    }
}
