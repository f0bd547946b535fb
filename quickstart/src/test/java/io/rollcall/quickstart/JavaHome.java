package io.rollcall.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the Java of a release on this machine. */
final class JavaHome {

    private static final Path USUAL = Path.of("/usr/lib/jvm");

    private JavaHome() {}

    /** Named by the environment as, say, {@code JAVA25_HOME}, else this JVM's own, else where Linux keeps them. */
    static Optional<Path> of(int release) {
        String named = System.getenv("JAVA" + release + "_HOME");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        if (Runtime.version().feature() == release) {
            return Optional.of(WorkerRuntime.ownJava());
        }
        return installed().filter(home -> isRelease(home, release)).findFirst();
    }

    private static Stream<Path> installed() {
        if (!Files.isDirectory(USUAL)) {
            return Stream.empty();
        }
        try (Stream<Path> homes = Files.list(USUAL)) {
            return homes.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every JDK since 9 tells its version in a file. */
    private static boolean isRelease(Path home, int release) {
        try {
            return Files.isExecutable(home.resolve("bin").resolve("java"))
                    && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + release);
        } catch (IOException noJdk) {
            return false;
        }
    }
}
