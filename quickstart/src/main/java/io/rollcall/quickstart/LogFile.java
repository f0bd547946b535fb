package io.rollcall.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has written to standard output and standard error, over all of its starts.
 *
 * @param path the file; it need not exist yet
 */
public record LogFile(Path path) {

    /** The number of bytes written so far. */
    public long size() {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written after the first {@code position} bytes. */
    public String since(long position) {
        if (!Files.exists(path)) {
            return "";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - position)));
            channel.position(position);
            while (rest.hasRemaining() && channel.read(rest) >= 0) {
                // A read may deliver less than there is.
            }
            return StandardCharsets.UTF_8.decode(rest.flip()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything written so far. */
    public String text() {
        return since(0);
    }

    /** The last lines, for an error message. */
    public String tail(int lines) {
        List<String> all = text().lines().toList();
        return String.join(System.lineSeparator(), all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
