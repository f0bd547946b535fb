package io.rollcall.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets as files that only the workers read, so that connector settings hold references and no secret. */
public final class Secrets {

    private final Path folder;

    Secrets(Path folder) {
        try {
            this.folder = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps a secret for the life of the stack.
     *
     * @param name letters, digits, dots and dashes; an existing secret of that name is replaced
     * @return what a connector's settings say in place of the secret; a worker resolves it when it starts the connector
     */
    public String put(String name, String secret) {
        try {
            Files.writeString(folder.resolve(name), secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "${directory:" + folder + ":" + name + "}";
    }
}
