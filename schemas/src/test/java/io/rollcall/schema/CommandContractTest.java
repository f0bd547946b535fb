package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.Operation;
import io.rollcall.command.Status;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

/** What producers of commands and consumers of results rely on in Avro; {@link AvroContractTest} compares releases. */
class CommandContractTest {

    private static final Schema KEY = Wire.contract(CommandSchemas.KEY_RESOURCE);
    private static final Schema COMMAND = Wire.contract(CommandSchemas.COMMAND_RESOURCE);
    private static final Schema RESULT = Wire.contract(CommandSchemas.RESULT_RESOURCE);

    private static final Pattern WORD = Pattern.compile("\\b[A-Z][A-Z_]+\\b");
    private static final Pattern GROUP = Pattern.compile("([A-Z_]+): ([A-Z_]+(?:, [A-Z_]+)*)");

    @Test
    void theRegisteredSchemasAreTheAvscFiles() throws Exception {
        Wire commands = new Wire("registered-commands");
        commands.writeKey(CommandKeyCodec.encode(CommandSamples.KEY));
        commands.writeValue(CommandCodec.encode(CommandSamples.EVERYTHING));
        Wire results = new Wire("registered-results");
        results.writeValue(ResultCodec.encode(CommandSamples.result(Code.APPLIED)));

        // The text carries names, namespaces, docs and defaults.
        assertThat(commands.registered("users-key")).isEqualTo(KEY.toString());
        assertThat(commands.registered("users-value")).isEqualTo(COMMAND.toString());
        assertThat(results.registered("users-value")).isEqualTo(RESULT.toString());
    }

    @Test
    void commandsCarryConfluentFramingAndReadWithTheContractAlone() throws Exception {
        Wire wire = new Wire("framing-commands");

        GenericRecord read = unframed(wire, wire.writeValue(CommandCodec.encode(CommandSamples.EVERYTHING)), COMMAND);

        assertThat(read.get("operation")).hasToString("UPSERT");
        assertThat(read.get("issuedAt")).isEqualTo(CommandSamples.ISSUED_AT.toEpochMilli());
        assertThat(((GenericRecord) read.get("attributes")).get("title")).hasToString("Lead");
    }

    @Test
    void resultsCarryConfluentFramingAndReadWithTheContractAlone() throws Exception {
        Wire wire = new Wire("framing-results");

        GenericRecord read =
                unframed(wire, wire.writeValue(ResultCodec.encode(CommandSamples.result(Code.APPLIED))), RESULT);

        assertThat(read.get("code")).hasToString("APPLIED");
        assertThat(read.get("attempt")).isEqualTo(2);
        assertThat(((GenericRecord) read.get("after")).get("title")).hasToString("Lead");
    }

    @Test
    void theKeyIsFrozen() {
        // The fingerprint over names and types: docs may be improved, nothing else may change, ever.
        assertThat(SchemaNormalization.toParsingForm(KEY))
                .isEqualTo("{\"name\":\"io.rollcall.command.v1.Key\",\"type\":\"record\",\"fields\":["
                        + "{\"name\":\"vendor\",\"type\":\"string\"},"
                        + "{\"name\":\"tenant\",\"type\":\"string\"},"
                        + "{\"name\":\"subjectKey\",\"type\":\"string\"}]}");
    }

    @Test
    void equalKeysAreEqualBytes() {
        Wire wire = new Wire("command-key-bytes");
        byte[] bytes = wire.writeKey(CommandKeyCodec.encode(CommandSamples.KEY));

        assertThat(wire.writeKey(CommandKeyCodec.encode(CommandSamples.KEY))).isEqualTo(bytes);
        assertThat(CommandKeyCodec.decode(wire.readKey(bytes))).isEqualTo(CommandSamples.KEY);
    }

    @Test
    void aUserInAResultIsTheUserOfEvents() {
        Schema event = Wire.contract(UserSchemas.VALUE_RESOURCE);

        // The text carries the docs, which Schema.equals ignores.
        assertThat(user(RESULT, "before").toString())
                .isEqualTo(user(event, "before").toString());
        assertThat(user(RESULT, "after")).isEqualTo(user(event, "after"));
        assertThat(CommandSchemas.RESULT.field("before").schema())
                .isEqualTo(UserSchemas.VALUE.field("before").schema());
    }

    @Test
    void onlyWhatACommandCannotDoWithoutIsRequired() {
        assertThat(required(COMMAND)).containsExactly("commandId", "vendor", "tenant", "subject", "operation");
        assertThat(COMMAND.getDoc()).contains("Required are commandId, vendor, tenant, subject and operation;");
        assertThat(required(COMMAND.getField("subject").schema())).isEmpty();
        for (String part : List.of("attributes", "preconditions", "options")) {
            assertThat(required(COMMAND.getField(part).schema().getTypes().get(1)))
                    .as(part)
                    .isEmpty();
        }
    }

    @Test
    void docsNameExactlyTheVocabularyOfTheCode() {
        Schema membership = COMMAND.getField("memberships").schema().getElementType();

        assertThat(words(COMMAND.getField("operation").doc())).isEqualTo(names(Operation.values()));
        assertThat(words(membership.getField("action").doc())).isEqualTo(names(MembershipAction.values()));
        assertThat(words(RESULT.getField("status").doc())).isEqualTo(names(Status.values()));
        Set<String> codes = names(Code.values());
        codes.addAll(names(Status.values()));
        assertThat(words(RESULT.getField("code").doc())).isEqualTo(codes);
    }

    @Test
    void theDocOfCodeGroupsTheCodesByTheirStatus() {
        Map<Status, Set<Code>> groups = new EnumMap<>(Status.class);
        for (MatchResult group :
                GROUP.matcher(RESULT.getField("code").doc()).results().toList()) {
            groups.put(
                    Status.valueOf(group.group(1)),
                    Stream.of(group.group(2).split(", ")).map(Code::valueOf).collect(Collectors.toSet()));
        }

        for (Code code : Code.values()) {
            assertThat(groups.getOrDefault(code.status(), Set.of())).contains(code);
        }
        assertThat(groups.values().stream().mapToInt(Set::size).sum()).isEqualTo(Code.values().length);
        assertThat(groups.keySet()).isEqualTo(EnumSet.allOf(Status.class));
    }

    private static GenericRecord unframed(Wire wire, byte[] bytes, Schema contract) throws Exception {
        assertThat(bytes[0]).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(wire.registeredId("users-value"));
        return new GenericDatumReader<GenericRecord>(contract)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    }

    private static Schema user(Schema record, String field) {
        return record.getField(field).schema().getTypes().get(1);
    }

    private static List<String> required(Schema record) {
        return record.getFields().stream()
                .filter(field -> !field.hasDefaultValue())
                .map(Schema.Field::name)
                .toList();
    }

    private static Set<String> words(String doc) {
        return WORD.matcher(doc).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Set<String> names(Enum<?>[] constants) {
        return Stream.of(constants).map(Enum::name).collect(Collectors.toSet());
    }
}
