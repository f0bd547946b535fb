package io.rollcall.quickstart;

import java.time.Duration;

/** One process of the {@link Stack}. It keeps its ports and its data over stops, kills and starts. */
public abstract sealed class StackProcess permits Broker, Registry, Worker {

    private final JavaProcess process;

    StackProcess(JavaProcess process) {
        this.process = process;
    }

    /** Such as {@code worker-1}; its log has this name. */
    public final String name() {
        return process.name();
    }

    /**
     * Starts the process and waits until it can be used. How long that took is returned.
     *
     * @throws StackException if it does not come up; quotes the end of its log
     * @throws IllegalStateException if it is running
     */
    public final Duration start() throws InterruptedException {
        launch();
        return awaitReady();
    }

    /** Ends the process in good order, by force if it does not. */
    public final void stop() {
        process.end();
    }

    /** Ends the process as {@code kill -9} does and returns when it is gone. */
    public final void kill() throws InterruptedException {
        process.kill();
    }

    /** Whether the process is alive, which does not mean that it is ready. */
    public final boolean isRunning() {
        return process.isRunning();
    }

    /** The process id of the last start, for {@code jstack} and its like. */
    public final long pid() {
        return process.pid();
    }

    /** What the process has written, over all of its starts. */
    public final LogFile log() {
        return process.log();
    }

    void launch() throws InterruptedException {
        process.launch();
    }

    Duration awaitReady() throws InterruptedException {
        return process.awaitReady();
    }

    final JavaProcess process() {
        return process;
    }
}
