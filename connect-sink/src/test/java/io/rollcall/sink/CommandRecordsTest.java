package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.apply.Delivery;
import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.Operation;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.Subject;
import io.rollcall.schema.CommandFingerprint;
import io.rollcall.schema.CommandKeyCodec;
import io.rollcall.schema.CommandSchemas;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever lies in the commands topic, a task knows whether it has to be answered, and to whom. */
class CommandRecordsTest {
    private static final CommandRef REF = new CommandRef(Records.TOPIC, 3, 42);
    private static final String KEY = """
            {"vendor": "olark", "tenant": "acme", "subjectKey": "E1"}""";
    private static final String COMMAND = """
            {"commandId": "c1", "vendor": "olark", "tenant": "acme", "subject": {"email": "a@example.com"},
             "operation": "UPDATE", "attributes": {"displayName": "Ann"}}""";

    private final CommandRecords records = new CommandRecords("olark", "acme", OnTombstone.IGNORE);

    @Test
    void aCommandOfTheContractIsRead() {
        ProvisioningCommand command = Records.verify(Records.key("E1"), "u1");

        assertThat(records.read(Records.of(command, 3, 42), REF))
                .isEqualTo(new Reading.Ours(new Delivery.Wanted(REF, command, CommandFingerprint.of(command))));
    }

    @Test
    void aCommandWrittenByHandAsJsonWithoutSchemasIsRead() {
        Delivery.Wanted wanted = wanted(json(false, KEY, COMMAND));

        assertThat(wanted.key()).isEqualTo(Records.key("E1"));
        assertThat(wanted.command().subject().email()).isEqualTo("a@example.com");
        assertThat(wanted.command().attributes().displayName()).isEqualTo("Ann");
        assertThat(wanted.command().issuedAt()).isEqualTo(Records.WRITTEN);
    }

    @Test
    void aCommandWrittenByHandAsJsonWithASchemaOfItsOwnIsRead() {
        String key = """
                {"schema": {"type": "struct", "fields": [
                   {"field": "vendor", "type": "string"}, {"field": "tenant", "type": "string"},
                   {"field": "subjectKey", "type": "string"}]},
                 "payload": %s}""".formatted(KEY);
        String value = """
                {"schema": {"type": "struct", "fields": [
                   {"field": "commandId", "type": "string"}, {"field": "vendor", "type": "string"},
                   {"field": "tenant", "type": "string"}, {"field": "operation", "type": "string"},
                   {"field": "subject", "type": "struct", "fields": [{"field": "email", "type": "string"}]},
                   {"field": "attributes", "type": "struct", "fields": [{"field": "displayName", "type": "string"}]}]},
                 "payload": %s}""".formatted(COMMAND);

        assertThat(wanted(json(true, key, value)).command())
                .isEqualTo(wanted(json(false, KEY, COMMAND)).command());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"vendor\": \"gladly\", \"tenant\": \"acme\", \"subjectKey\": \"E1\"}",
                "{\"vendor\": \"olark\", \"tenant\": \"other\", \"subjectKey\": \"E1\"}"
            })
    void whatOthersHaveToDoIsSkippedWellFormedOrNot(String key) {
        Map<?, ?> names = (Map<?, ?>) json(false, key, COMMAND).key();
        String value = COMMAND.replace("\"olark\"", "\"" + names.get("vendor") + "\"")
                .replace("\"acme\"", "\"" + names.get("tenant") + "\"");

        assertThat(records.read(json(false, key, value), REF)).isEqualTo(new Reading.Skipped(Reading.Reason.ELSEWHERE));
        assertThat(records.read(json(false, key, "{\"operation\": 7}"), REF))
                .isEqualTo(new Reading.Skipped(Reading.Reason.ELSEWHERE));
    }

    @Test
    void aBrokenCommandIsAnsweredToItsKeyWithTheIdThatCouldBeRead() {
        Reading reading = records.read(json(false, KEY, COMMAND.replace("\"operation\": \"UPDATE\",", "")), REF);

        assertThat(malformed(reading))
                .returns(REF, Delivery.Malformed::ref)
                .returns(Records.key("E1"), Delivery.Malformed::key)
                .returns("c1", Delivery.Malformed::commandId)
                .returns(Code.INVALID_COMMAND, Delivery.Malformed::code)
                .satisfies(told -> assertThat(told.problem()).contains("operation"));
    }

    @Test
    void aCommandWithASecretIsRefusedWithoutRepeatingIt() {
        Reading reading = records.read(
                json(false, KEY, COMMAND.replace("\"displayName\": \"Ann\"", "\"password\": \"hunter2hunter2\"")), REF);

        assertThat(malformed(reading)).returns(Code.FORBIDDEN_ATTRIBUTE, Delivery.Malformed::code);
        assertThat(reading.toString()).doesNotContain("hunter2");
    }

    @Test
    void withoutAKeyNobodyCanBeAnswered() {
        Reading reading = records.read(json(false, null, COMMAND), REF);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.problem()).contains("key").doesNotContain("example.com"));
    }

    @Test
    void wordsAndBytesAreNoCommands() {
        assertThat(records.read(Records.poison(3, 42), REF)).isInstanceOf(Reading.Unreadable.class);
        assertThat(records.read(
                        Records.record(Schema.BYTES_SCHEMA, new byte[] {1}, Schema.BYTES_SCHEMA, new byte[] {2}, 3, 42),
                        REF))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aRecordWithoutAValueIsSkippedUnlessToldOtherwise() {
        assertThat(records.read(tombstone("a@example.com"), REF))
                .isEqualTo(new Reading.Skipped(Reading.Reason.TOMBSTONE));
    }

    @ParameterizedTest
    @EnumSource(
            value = OnTombstone.class,
            names = {"DEACTIVATE", "DELETE"})
    void aRecordWithoutAValueRemovesTheUserOfItsKeyByTheSameCommandEachTime(OnTombstone removal) {
        CommandRecords removing = new CommandRecords("olark", "acme", removal);

        Reading first = removing.read(tombstone("a@example.com"), REF);
        ProvisioningCommand command = wanted(first).command();

        assertThat(command.operation())
                .isEqualTo((removal == OnTombstone.DELETE ? Operation.DELETE : Operation.DEACTIVATE).name());
        assertThat(command.options().deleteMode()).isEqualTo(removal == OnTombstone.DELETE ? "HARD" : "SOFT");
        assertThat(command.subject()).isEqualTo(new Subject(null, null, null, "a@example.com"));
        assertThat(removing.read(tombstone("a@example.com"), REF)).isEqualTo(first);
        assertThat(wanted(removing.read(tombstone("a@example.com"), new CommandRef(Records.TOPIC, 3, 43)))
                        .command()
                        .commandId())
                .isNotEqualTo(command.commandId());
    }

    @Test
    void aKeyThatIsNoAddressLeavesTheUserToBeRemembered() {
        CommandRecords removing = new CommandRecords("olark", "acme", OnTombstone.DEACTIVATE);

        assertThat(wanted(removing.read(tombstone("E1"), REF)).command().subject())
                .isEqualTo(new Subject(null, null, null, null));
    }

    @Test
    void tombstonesOfOthersAndOfNobodyRemoveNobody() {
        CommandRecords removing = new CommandRecords("olark", "other", OnTombstone.DELETE);

        assertThat(removing.read(tombstone("a@example.com"), REF))
                .isEqualTo(new Reading.Skipped(Reading.Reason.ELSEWHERE));
        assertThat(removing.read(Records.record(null, null, null, null, 3, 42), REF))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aKeyOfALaterVersionIsRead() {
        Schema later = SchemaBuilder.struct()
                .field("vendor", Schema.STRING_SCHEMA)
                .field("tenant", Schema.STRING_SCHEMA)
                .field("subjectKey", Schema.STRING_SCHEMA)
                .field("more", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct key =
                new Struct(later).put("vendor", "olark").put("tenant", "acme").put("subjectKey", "E1");
        SinkRecord command = Records.of(Records.verify(Records.key("E1"), "u1"), 3, 42);

        Reading reading = records.read(Records.record(later, key, command.valueSchema(), command.value(), 3, 42), REF);

        assertThat(wanted(reading).key()).isEqualTo(Records.key("E1"));
    }

    private Delivery.Wanted wanted(SinkRecord record) {
        return wanted(records.read(record, REF));
    }

    private static Delivery.Wanted wanted(Reading reading) {
        return (Delivery.Wanted) ((Reading.Ours) reading).delivery();
    }

    private static Delivery.Malformed malformed(Reading reading) {
        return (Delivery.Malformed) ((Reading.Ours) reading).delivery();
    }

    private static SinkRecord tombstone(String subjectKey) {
        CommandKey key = Records.key(subjectKey);
        return Records.record(CommandSchemas.KEY, CommandKeyCodec.encode(key), null, null, 3, 42);
    }

    /** What the worker's converter makes of a record of JSON text. */
    private static SinkRecord json(boolean schemas, String key, String value) {
        SchemaAndValue readKey = read(schemas, true, key);
        SchemaAndValue readValue = read(schemas, false, value);
        return Records.record(readKey.schema(), readKey.value(), readValue.schema(), readValue.value(), 3, 42);
    }

    private static SchemaAndValue read(boolean schemas, boolean isKey, String text) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", String.valueOf(schemas)), isKey);
            return text == null
                    ? SchemaAndValue.NULL
                    : converter.toConnectData(Records.TOPIC, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
