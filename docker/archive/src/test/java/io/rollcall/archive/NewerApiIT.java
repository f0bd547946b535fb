package io.rollcall.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the connectors call of Kafka is there in the oldest Connect that they run on, but for a few newer things, of which each is
 * called in one class only, that knows what to do without.
 */
class NewerApiIT {

    /** Who may call something newer: WorkerMetrics shows metrics since 4.1, Coordinates knows the original ones since 3.6. */
    private static final Set<String> GUARDS =
            Set.of("io.rollcall.plugin.WorkerMetrics", "io.rollcall.sink.Coordinates");

    private static final Path OLDEST = Path.of(System.getProperty("rollcall.oldest.worker"));

    @TempDir
    private Path folder;

    @Test
    void nothingNewerThanTheOldestWorkerIsCalledOutsideTheClassesThatSurviveWithoutIt() throws Exception {
        List<Path> jars = Archive.unpackJars(folder);
        Map<String, Set<String>> newer = new TreeMap<>();
        try (URLClassLoader oldest = oldestWorkerWith(jars)) {
            for (JavaClass caller : ours(jars)) {
                for (JavaCodeUnitAccess<?> call : caller.getCodeUnitAccessesFromSelf()) {
                    if (mayBeKafkas(call.getTargetOwner()) && !exists(oldest, call.getTarget())) {
                        newer.computeIfAbsent(outermost(caller), any -> new TreeSet<>())
                                .add(call.getTarget().getFullName());
                    }
                }
            }
        }
        assertThat(newer.keySet())
                .as("callers of what the oldest Connect lacks: %s", newer)
                .isEqualTo(GUARDS);
    }

    private static JavaClasses ours(List<Path> jars) {
        List<Location> ours = new ArrayList<>();
        for (Path jar : jars) {
            if (jar.getFileName().toString().startsWith("rollcall-")) {
                ours.add(Location.of(URI.create("jar:" + jar.toUri() + "!/")));
            }
        }
        return new ClassFileImporter().importLocations(ours);
    }

    /** The plugin as that worker would load it, if the worker's jars and the plugin's were one class path. */
    private static URLClassLoader oldestWorkerWith(List<Path> plugin) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> worker = Files.list(OLDEST)) {
            for (Path jar : Stream.concat(worker, plugin.stream()).toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Our own classes inherit from Kafka's. */
    private static boolean mayBeKafkas(JavaClass owner) {
        return owner.getName().startsWith("org.apache.kafka.")
                || owner.getName().startsWith("io.rollcall.");
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static boolean exists(ClassLoader loader, CodeUnitAccessTarget target) {
        try {
            return declares(Class.forName(target.getOwner().getName(), false, loader), target);
        } catch (ClassNotFoundException | NoClassDefFoundError unknown) {
            return false;
        }
    }

    private static boolean declares(@Nullable Class<?> type, CodeUnitAccessTarget target) {
        if (type == null) {
            return false;
        }
        if (target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
            return Stream.of(type.getDeclaredConstructors())
                    .anyMatch(constructor -> parameters(constructor).equals(parameters(target)));
        }
        return Stream.of(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(target.getName())
                                && method.getReturnType()
                                        .getName()
                                        .equals(target.getRawReturnType().getName())
                                && parameters(method).equals(parameters(target)))
                || declares(type.getSuperclass(), target)
                || Stream.of(type.getInterfaces()).anyMatch(inherited -> declares(inherited, target))
                || type.isInterface() && type != Object.class && declares(Object.class, target);
    }

    private static List<String> parameters(Executable found) {
        return Stream.of(found.getParameterTypes()).map(Class::getName).toList();
    }

    private static List<String> parameters(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    }
}
