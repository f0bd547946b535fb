package io.rollcall.quickstart;

import io.rollcall.simulator.Simulator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures a sink. In a JVM of its own, which compiles as the worker does here and as JVMs do: the bare client and the
 * simulated vendors must not be held back by what the command sets for itself to start quickly.
 */
final class CommandsBenchmark {
    private CommandsBenchmark() {}

    /**
     * Runs it in a new JVM, which writes to this one's output.
     *
     * @return whether everything holds that has to
     */
    static boolean run(int users) throws InterruptedException {
        StackHome home = StackHome.ofSystemProperty();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-javaagent:" + home.lifeline(),
                "-D" + StackHome.PROPERTY + "=" + home.directory(),
                "-Dlog4j2.level=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                CommandsBenchmark.class.getName(),
                String.valueOf(users));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the benchmark of commands", e);
        }
    }

    /**
     * The process of its own.
     *
     * @param args the number of users
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            System.exit(measure(Integer.parseInt(args[0]), out) ? 0 : 1);
        } catch (StackException failed) {
            out.println("The benchmark of commands stopped: " + failed.getMessage());
            System.exit(1);
        }
    }

    private static boolean measure(int users, PrintStream out) throws InterruptedException {
        out.printf("Starting the stack, and a simulated vendor with %,d users ...%n", users);
        StackSettings settings = StackSettings.defaults().withWorkerOption("-XX:TieredStopAtLevel=4");
        try (Simulator simulator = Simulator.start();
                Stack stack = Stack.start(settings)) {
            simulator.gladly().primary().seed(users);
            CommandsResult result = new CommandsRun(stack, simulator, out).measure();
            result.print(out);
            List<String> flaws = result.flaws();
            flaws.forEach(flaw -> out.println("DOES NOT HOLD: " + flaw));
            if (result.isDisturbed()) {
                out.println("NOT JUDGED: speed. The processors were busy, and not only with the benchmark;"
                        + " run it again when they are free.");
            }
            return flaws.isEmpty();
        }
    }
}
