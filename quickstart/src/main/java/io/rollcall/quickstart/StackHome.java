package io.rollcall.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that the build lays out: {@code broker/}, {@code registry/} and one folder for each {@link WorkerRuntime.Line}
 * with the jars of one process each, {@code plugins/} with one folder for each plugin of the worker.
 *
 * @param directory the folder, absolute
 */
record StackHome(Path directory) {

    static final String PROPERTY = "rollcall.stack.home";

    StackHome {
        if (!Files.isDirectory(directory.resolve("broker"))) {
            throw new StackException(directory + " holds no stack; the build makes it in its package phase");
        }
    }

    static StackHome ofSystemProperty() {
        String directory = System.getProperty(PROPERTY);
        if (directory == null) {
            throw new StackException("The system property " + PROPERTY + " must name the folder the build laid out");
        }
        return new StackHome(Path.of(directory).toAbsolutePath());
    }

    String brokerClassPath() {
        return directory.resolve("broker").resolve("*").toString();
    }

    Path plugins() {
        return directory.resolve("plugins");
    }

    Path lifeline() {
        return directory.resolve("rollcall-lifeline.jar");
    }

    /** How the broker logs. */
    Path logging() {
        return directory.resolve("log4j2.properties");
    }

    /** The registry's runnable jar, whose name carries its version. */
    Path registryJar() {
        try (Stream<Path> files = Files.list(directory.resolve("registry"))) {
            List<Path> jars = files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .toList();
            if (jars.size() != 1) {
                throw new StackException("Expected one registry, found " + jars + "; a clean build helps");
            }
            return jars.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the folders of the runs go when nobody says otherwise: beside this one, so that "clean" removes them. */
    Path runs() {
        return directory.resolveSibling("stack-runs");
    }
}
