package io.rollcall.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The archive as it is handed out. */
final class Archive {

    static final Path FILE = Path.of(System.getProperty("rollcall.archive"));
    static final String VERSION = System.getProperty("rollcall.version");
    /** The one folder that everything is in. */
    static final String ROOT = "rollcall-kafka-connect-" + VERSION + "/";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Archive() {}

    /** Everything in it, in its order. */
    static List<? extends ZipEntry> entries() {
        try (ZipFile zip = new ZipFile(FILE.toFile())) {
            return zip.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of a folder of it by name, without those of folders in it. */
    static Map<String, byte[]> files(String folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipFile zip = new ZipFile(FILE.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith(ROOT + folder) && name.indexOf('/', (ROOT + folder).length()) < 0) {
                    files.put(
                            name.substring((ROOT + folder).length()),
                            zip.getInputStream(entry).readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.remove("");
        return files;
    }

    static String text(String folder, String file) {
        return new String(files(folder).get(file), StandardCharsets.UTF_8);
    }

    static JsonNode json(String folder, String file) throws IOException {
        return JSON.readTree(files(folder).get(file));
    }

    static JsonNode json(byte[] bytes) throws IOException {
        return JSON.readTree(bytes);
    }

    /** What is in a jar, by name. */
    static Map<String, byte[]> jar(byte[] jar) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Writes its jars into a folder. */
    static List<Path> unpackJars(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> jar : files("lib/").entrySet()) {
            try (InputStream in = new ByteArrayInputStream(jar.getValue())) {
                Files.copy(in, folder.resolve(jar.getKey()));
            }
        }
        return files("lib/").keySet().stream().map(folder::resolve).toList();
    }
}
