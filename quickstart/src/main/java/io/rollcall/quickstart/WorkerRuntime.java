package io.rollcall.quickstart;

import java.nio.file.Path;

/**
 * What a worker runs on.
 *
 * @param line which Connect
 * @param javaHome which Java
 */
public record WorkerRuntime(Line line, Path javaHome) {

    /** A release line of Connect that the build lays out. */
    public enum Line {
        /** The newest, which everything else here is compiled against. */
        NEWEST("worker", "/health", "-Dlog4j2.configurationFile=", "log4j2.properties"),
        /** The oldest that the connectors run on. It has no endpoint for its health; this one, too, waits until the worker can be used. */
        OLDEST("worker-oldest", "/connectors", "-Dlog4j.configuration=file:", "log4j.properties");

        private final String folder;
        private final String health;
        private final String loggingOption;
        private final String logging;

        Line(String folder, String health, String loggingOption, String logging) {
            this.folder = folder;
            this.health = health;
            this.loggingOption = loggingOption;
            this.logging = logging;
        }

        String classPath(StackHome home) {
            return home.directory().resolve(folder).resolve("*").toString();
        }

        /** The option that tells the worker how to log. */
        String loggingOption(StackHome home) {
            return loggingOption + home.directory().resolve(logging);
        }

        /** Answers 200 when the worker can be used. */
        String health() {
            return health;
        }
    }

    /** The newest Connect on the Java that this JVM runs on. */
    public static WorkerRuntime newest() {
        return new WorkerRuntime(Line.NEWEST, ownJava());
    }

    /** Where the Java is that this JVM runs on. */
    static Path ownJava() {
        return Path.of(System.getProperty("java.home"));
    }
}
