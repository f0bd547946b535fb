package io.rollcall.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that can be started, stopped, killed and started again with the same command line.
 *
 * <p>It ends when this JVM ends, however that happens; see {@link Lifeline}. Not safe for use by several threads at once, except
 * {@link #end} which a shutdown hook may call at any time.
 */
final class JavaProcess {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int QUOTED_LINES = 40;

    private final String name;
    private final List<String> command;
    private final LogFile log;
    private final Predicate<JavaProcess> ready;
    private final Poll poll = new Poll(System::nanoTime, this::pause);
    private volatile @Nullable Process process;
    private long launchedAt;
    private long logStart;

    /**
     * @param command everything behind {@code java} and the options every process here gets
     * @param ready whether the process, once it was launched, can be used
     */
    JavaProcess(String name, StackHome home, List<String> command, LogFile log, Predicate<JavaProcess> ready) {
        this(name, home, WorkerRuntime.ownJava(), command, log, ready);
    }

    /** @param javaHome of another Java than this JVM's */
    JavaProcess(
            String name,
            StackHome home,
            Path javaHome,
            List<String> command,
            LogFile log,
            Predicate<JavaProcess> ready) {
        this.name = name;
        this.command = Stream.concat(java(home, javaHome), command.stream()).toList();
        this.log = log;
        this.ready = ready;
    }

    /** Small and quick to start rather than fast in the long run: several of these share a laptop. */
    private static Stream<String> java(StackHome home, Path javaHome) {
        return Stream.of(
                javaHome.resolve("bin").resolve("java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-javaagent:" + home.lifeline());
    }

    /** Starts the process and returns at once; {@link #awaitReady} must follow. */
    void launch() {
        if (isRunning()) {
            throw new IllegalStateException("The " + name + " is running already");
        }
        launchedAt = System.nanoTime();
        logStart = log.size();
        Redirect output = Redirect.appendTo(log.path().toFile());
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the " + name, e);
        }
    }

    /**
     * Returns when the process can be used, with the time since its launch.
     *
     * @throws StackException if it ended instead, or took too long; quotes the end of its log
     */
    Duration awaitReady() throws InterruptedException {
        return poll.until(
                START_LIMIT,
                () -> ready.test(this)
                        ? Optional.of(Duration.ofNanos(System.nanoTime() - launchedAt))
                        : Optional.empty(),
                () -> failure("is not ready after " + START_LIMIT.toSeconds() + " s"));
    }

    /** Runs a process that ends by itself, and returns when it has ended well. */
    void runToEnd() throws InterruptedException {
        launch();
        Process running = current();
        if (!running.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw failure("has not ended after " + START_LIMIT.toSeconds() + " s");
        }
        if (running.exitValue() != 0) {
            throw failure("ended with exit code " + running.exitValue());
        }
    }

    /** Asks the process to end in good order (SIGTERM) and returns at once. */
    void askToStop() {
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }

    /** Ends the process in good order, or by force if that takes too long. Does nothing if it is not running. */
    void end() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process as {@code kill -9} does and returns when it is gone. */
    void kill() throws InterruptedException {
        current().destroyForcibly().waitFor();
    }

    String name() {
        return name;
    }

    boolean isRunning() {
        Process running = process;
        return running != null && running.isAlive();
    }

    long pid() {
        return current().pid();
    }

    /** What was logged since the last launch. */
    String loggedSinceLaunch() {
        return log.since(logStart);
    }

    LogFile log() {
        return log;
    }

    /** Waits on this process: ends with a {@link StackException} as soon as it is no longer running. */
    Poll poll() {
        return poll;
    }

    private void pause() throws InterruptedException {
        if (current().waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            throw failure("is not running, exit code " + current().exitValue());
        }
    }

    private Process current() {
        Process launched = process;
        if (launched == null) {
            throw new IllegalStateException("The " + name + " was never started");
        }
        return launched;
    }

    private StackException failure(String what) {
        return new StackException("The " + name + " " + what + ". The end of " + log.path() + ":"
                + System.lineSeparator() + log.tail(QUOTED_LINES));
    }
}
