package io.rollcall.sink;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that tell whose they are and keep no worker alive. */
final class Threads {
    private static final int IDLE_SECONDS = 30;

    private Threads() {}

    static ExecutorService one(String name) {
        return Executors.newSingleThreadExecutor(work -> daemon(work, name));
    }

    /**
     * Threads that come when they are needed and go when they are not. What is handed over after the end is dropped, since
     * answers of Kafka may still arrive then.
     */
    static ExecutorService pool(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> daemon(work, name + "-" + number.incrementAndGet());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                factory,
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
