package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What consumers rely on in Avro.
 *
 * <p>Every release of the contract is kept under {@code src/test/resources/released/<n>}. To release the next: bump the
 * product's version, copy all files of {@code src/main/avro} to {@code released/<n+1>}, and never touch that folder
 * again. A schema that fails here needs another shape, or, if it must be, a new topic.
 */
class AvroContractTest {

    private static final Schema KEY = Wire.contract(UserSchemas.KEY_RESOURCE);
    private static final Schema VALUE = Wire.contract(UserSchemas.VALUE_RESOURCE);

    @Test
    void theRegisteredSchemasAreTheAvscFiles() throws Exception {
        Wire wire = new Wire("registered");
        wire.writeKey(UserKeyCodec.encode(Samples.KEY));
        wire.writeValue(UserEventCodec.encode(Samples.event(Samples.update()), Samples.EVERYTHING));

        assertSame(wire.registered("users-key"), KEY);
        assertSame(wire.registered("users-value"), VALUE);
    }

    private static void assertSame(String registered, Schema contract) {
        // The text carries the docs, which Schema.equals ignores.
        assertThat(registered).isEqualTo(contract.toString());
        assertThat(parse(registered)).isEqualTo(contract);
    }

    @Test
    void recordsCarryConfluentFramingAndReadWithTheContractAlone() throws Exception {
        Wire wire = new Wire("framing");
        byte[] bytes = wire.writeValue(UserEventCodec.encode(Samples.event(Samples.update()), Samples.EVERYTHING));

        assertThat(bytes[0]).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(wire.registeredId("users-value"));
        GenericRecord read = new GenericDatumReader<GenericRecord>(VALUE)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read.get("op")).hasToString("u");
        assertThat(((GenericRecord) read.get("before")).get("title")).hasToString("Agent");
        assertThat(((GenericRecord) read.get("after")).get("title")).hasToString("Lead");
        assertThat(((GenericRecord) read.get("event")).get("observedTo")).isEqualTo(Samples.OBSERVED_TO.toEpochMilli());
    }

    @Test
    void theKeyIsFrozen() {
        // The fingerprint over names and types: docs may be improved, nothing else may change, ever.
        assertThat(SchemaNormalization.toParsingForm(KEY))
                .isEqualTo("{\"name\":\"io.rollcall.user.v1.Key\",\"type\":\"record\",\"fields\":["
                        + "{\"name\":\"vendor\",\"type\":\"string\"},"
                        + "{\"name\":\"tenant\",\"type\":\"string\"},"
                        + "{\"name\":\"userId\",\"type\":\"string\"}]}");
    }

    @Test
    void equalKeysAreEqualBytes() {
        Wire wire = new Wire("key-bytes");

        assertThat(wire.writeKey(UserKeyCodec.encode(Samples.KEY)))
                .isEqualTo(wire.writeKey(UserKeyCodec.encode(Samples.KEY)));
        assertThat(UserKeyCodec.decode(wire.readKey(wire.writeKey(UserKeyCodec.encode(Samples.KEY)))))
                .isEqualTo(Samples.KEY);
    }

    static List<Path> releases() throws Exception {
        return list(released());
    }

    static List<Path> releasedFiles() throws Exception {
        List<Path> files = new ArrayList<>();
        for (Path release : releases()) {
            files.addAll(list(release));
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("releasedFiles")
    void everyReleaseReadsTodaysValuesAndTodayReadsTheirs(Path file) throws Exception {
        Schema then = parse(Files.readString(file));
        Schema now = Wire.contract("/io/rollcall/avro/" + file.getFileName());

        assertThat(canRead(then, now)).as("release reads today").isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(canRead(now, then)).as("today reads release").isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        if (file.getFileName().toString().endsWith("Key.avsc")) {
            assertThat(SchemaNormalization.toParsingForm(then)).isEqualTo(SchemaNormalization.toParsingForm(now));
        }
    }

    @Test
    void releasesAreNumberedWithoutGaps() throws Exception {
        List<Path> releases = releases();

        for (int number = 1; number <= releases.size(); number++) {
            assertThat(released().resolve(Integer.toString(number))).isDirectory();
        }
        assertThat(releases).isNotEmpty();
        assertThat(names(releases.get(releases.size() - 1)))
                .as("the latest release holds every file of the contract")
                .isEqualTo(names(Path.of("src/main/avro")));
    }

    @Test
    void aFieldWithoutDefaultWouldBeFoundIncompatible() {
        String without = UserSchemas.avsc(UserSchemas.VALUE_RESOURCE);
        String with = without.replaceFirst(
                "\\{\"name\": \"op\"", "{\"name\": \"added\", \"type\": \"string\"}, {\"name\": \"op\"");
        Schema next = parse(with);

        assertThat(canRead(next, VALUE)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
        assertThat(canRead(VALUE, next)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    private static SchemaCompatibilityType canRead(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static Schema parse(String avsc) {
        return new Schema.Parser().parse(avsc);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return list(folder).stream().map(file -> file.getFileName().toString()).toList();
    }

    private static Path released() throws URISyntaxException {
        return Path.of(AvroContractTest.class.getResource("/released").toURI());
    }
}
