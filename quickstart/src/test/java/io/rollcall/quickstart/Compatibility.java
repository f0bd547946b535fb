package io.rollcall.quickstart;

import io.rollcall.quickstart.WorkerRuntime.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Connect and a Java that the packaged connectors are tried on together.
 *
 * @param line which Connect
 * @param java which release of Java the worker runs on
 */
record Compatibility(Line line, int java) {

    /** What {@link CompatibilityIT} tries; the newest Connect on Java 17 is what everything else here runs on. */
    static final List<Compatibility> TRIED =
            List.of(new Compatibility(Line.OLDEST, 17), new Compatibility(Line.NEWEST, 25));

    private static final Path POM = Path.of("..", "pom.xml");

    /** The version of Kafka. */
    String version() {
        return version(line);
    }

    /** The version that the build lays out of a line. */
    static String version(Line line) {
        String property = switch (line) {
            case OLDEST -> "oldest.kafka.version";
            case NEWEST -> "kafka.version";
        };
        Matcher version =
                Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<").matcher(pom());
        if (!version.find()) {
            throw new IllegalStateException(POM + " has no " + property);
        }
        return version.group(1);
    }

    /** Which test runs a line on a Java. */
    static String proof(Line line, int java) {
        if (TRIED.contains(new Compatibility(line, java))) {
            return "`CompatibilityIT`";
        }
        if (line == Line.NEWEST && java == 17) {
            return "every test";
        }
        return "not tried: Kafka itself is not made for it";
    }

    private static String pom() {
        try {
            return Files.readString(POM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Connect " + version() + " on Java " + java;
    }
}
