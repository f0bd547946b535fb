package io.rollcall.quickstart;

import java.io.IOException;
import java.io.InputStream;

/**
 * A Java agent that ends its process when the process that started it is gone.
 *
 * <p>The parent holds the other end of this process's standard input and never writes to it. However the parent ends, by
 * {@code kill -9} too, the operating system closes that pipe, and the read here returns. A shutdown hook in the parent could
 * not promise this.
 */
public final class Lifeline {

    /** What a shell reports for a process ended by SIGTERM. */
    private static final int ENDED_FROM_OUTSIDE = 143;

    private Lifeline() {}

    /**
     * Called by the JVM before the main class.
     *
     * @param arguments the agent's arguments, not used
     */
    public static void premain(String arguments) {
        Thread watch = new Thread(Lifeline::endWithParent, "lifeline");
        watch.setDaemon(true);
        watch.start();
    }

    private static void endWithParent() {
        try (InputStream parent = System.in) {
            while (parent.read() >= 0) {
                // Nothing is ever said on this pipe; only its end means something.
            }
        } catch (IOException broken) {
            // A pipe that cannot be read any more has no parent behind it either.
        }
        // Not System.exit: nobody is left who could wait for an orderly end, and hooks may hang.
        Runtime.getRuntime().halt(ENDED_FROM_OUTSIDE);
    }
}
