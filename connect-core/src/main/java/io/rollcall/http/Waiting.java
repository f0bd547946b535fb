package io.rollcall.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Monotonic time, and waiting in it until closed. */
interface Waiting extends AutoCloseable {

    long nanos();

    /** Returns true after the pause, false as soon as this is closed. */
    boolean pause(Duration pause) throws InterruptedException;

    @Override
    void close();

    static Waiting real() {
        CountDownLatch closed = new CountDownLatch(1);
        return new Waiting() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public boolean pause(Duration pause) throws InterruptedException {
                return !closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }
}
