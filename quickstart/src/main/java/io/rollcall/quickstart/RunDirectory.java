package io.rollcall.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run of a {@link Stack}: logs and settings, which stay to be read afterwards, data and secrets, which go.
 *
 * @param directory the folder, made for this run alone
 */
record RunDirectory(Path directory) {

    static RunDirectory createIn(Path parent) {
        try {
            Files.createDirectories(parent);
            RunDirectory run = new RunDirectory(Files.createTempDirectory(parent, "run-"));
            Files.createDirectory(run.logs());
            Files.createDirectory(run.data());
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for the run in " + parent, e);
        }
    }

    Path logs() {
        return directory.resolve("logs");
    }

    Path data() {
        return directory.resolve("data");
    }

    Path secrets() {
        return data().resolve("secrets");
    }

    LogFile log(String process) {
        return new LogFile(logs().resolve(process + ".log"));
    }

    /** Writes the settings of a process and returns the file. */
    Path write(String fileName, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = directory.resolve(fileName);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    void deleteData() {
        try {
            Files.walkFileTree(data(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + data(), e);
        }
    }
}
