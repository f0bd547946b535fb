package io.rollcall.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** A PEM file as a setting: read to the end, so that a bad one is found before the connector starts. Unset is allowed. */
public final class PemFile implements ConfigDef.Validator {
    private final Reader reader;

    /** Reads a file or says what is wrong with it. */
    public interface Reader {
        Object read(Path file) throws IOException;
    }

    public PemFile(Reader reader) {
        this.reader = reader;
    }

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (value == null) {
            return;
        }
        try {
            reader.read(Path.of((String) value));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(
                    key + ": the file " + value + " " + e.getMessage() + ". Put a PEM file there, on every worker.");
        }
    }

    @Override
    public String toString() {
        return "a readable PEM file";
    }
}
