package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.command.Code;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningCommand;
import io.rollcall.command.RandomCommands;
import io.rollcall.command.Subject;
import io.rollcall.command.UserPatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCodecTest {

    static List<Map<String, String>> converterSettings() {
        return List.of(Map.of(), Wire.DOCUMENTED_SETTINGS);
    }

    @ParameterizedTest
    @MethodSource("converterSettings")
    void everyCommandComesBackThroughAvro(Map<String, String> settings) {
        Wire wire = new Wire("commands-" + settings.size(), settings);
        for (long seed = 0; seed < 300; seed++) {
            ProvisioningCommand command = new RandomCommands(seed).command();

            byte[] key = wire.writeKey(CommandKeyCodec.encode(command.key()));
            byte[] value = wire.writeValue(CommandCodec.encode(command));

            assertThat(decode(wire.readKey(key), wire.readValue(value)))
                    .as("seed %d", seed)
                    .isEqualTo(command);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCommandComesBackThroughJson(boolean schemas) {
        try (JsonConverter keys = converter(schemas, true);
                JsonConverter values = converter(schemas, false)) {
            for (long seed = 0; seed < 300; seed++) {
                ProvisioningCommand command = new RandomCommands(seed).command();

                byte[] key =
                        keys.fromConnectData("commands", CommandSchemas.KEY, CommandKeyCodec.encode(command.key()));
                byte[] value = values.fromConnectData("commands", CommandSchemas.COMMAND, CommandCodec.encode(command));

                assertThat(decode(
                                keys.toConnectData("commands", key).value(),
                                values.toConnectData("commands", value).value()))
                        .as("seed %d", seed)
                        .isEqualTo(command);
            }
        }
    }

    @Test
    void aCommandWithoutASchemaOrWithAnyStructurallyEqualOneIsTheSameCommand() {
        ProvisioningCommand everything = CommandSamples.EVERYTHING;

        assertThat(decode(CommandSamples.key(), CommandSamples.everything())).isEqualTo(everything);
        assertThat(decode(Inferred.struct(CommandSamples.key()), Inferred.struct(CommandSamples.everything())))
                .isEqualTo(everything);
        assertThat(decode(CommandKeyCodec.encode(CommandSamples.KEY), CommandSamples.everything()))
                .isEqualTo(everything);
    }

    @Test
    void jsonWithASchemaWrittenByHandMayNameNothingAndUseSmallerNumbers() {
        String json = """
                {"schema": {"type": "struct", "fields": [
                   {"field": "commandId", "type": "string"},
                   {"field": "sequence", "type": "int32"},
                   {"field": "issuedAt", "type": "int64"},
                   {"field": "notAfter", "type": "string", "optional": true},
                   {"field": "vendor", "type": "string"},
                   {"field": "tenant", "type": "string"},
                   {"field": "subject", "type": "map", "keys": {"type": "string"}, "values": {"type": "string"}},
                   {"field": "operation", "type": "string"},
                   {"field": "options", "type": "struct", "fields": [
                     {"field": "approvalTimeoutMs", "type": "int16"}]}]},
                 "payload": {"commandId": "c-1", "sequence": 7, "issuedAt": 1772359200000, "notAfter": null,
                   "vendor": "livechat", "tenant": "acme eu", "subject": {"email": "ada@example.test"},
                   "operation": "VERIFY", "options": {"approvalTimeoutMs": 500}}}
                """;
        try (JsonConverter converter = converter(true, false)) {
            Object value = converter
                    .toConnectData("commands", json.getBytes(StandardCharsets.UTF_8))
                    .value();

            ProvisioningCommand command = decode(CommandSamples.key(), value);

            assertThat(command.sequence()).isEqualTo(7);
            assertThat(command.issuedAt()).isEqualTo(CommandSamples.ISSUED_AT);
            assertThat(command.notAfter()).isNull();
            assertThat(command.subject()).isEqualTo(new Subject(null, null, null, "ada@example.test"));
            assertThat(command.options().approvalTimeoutMs()).isEqualTo(500);
        }
    }

    @Test
    void everythingButFiveMembersMayBeLeftOut() {
        ProvisioningCommand expected = new ProvisioningCommand(
                "c-1",
                0,
                null,
                CommandSamples.RECORD_TIME,
                null,
                CommandSamples.KEY,
                new Subject(null, null, null, "ada@example.test"),
                "DEACTIVATE",
                UserPatch.NONE,
                List.of(),
                Preconditions.NONE,
                Options.DEFAULT);
        Map<String, Object> least = CommandSamples.least();

        assertThat(decode(CommandSamples.key(), least)).isEqualTo(expected);
        assertThat(decode(CommandSamples.key(), Inferred.struct(least))).isEqualTo(expected);
        for (String member : least.keySet()) {
            Map<String, Object> without = CommandSamples.least();
            without.remove(member);
            assertThat(refused(CommandSamples.key(), without)).hasMessage(member + " is missing");
            assertThat(refused(CommandSamples.key(), Inferred.struct(without))).hasMessage(member + " is missing");
        }
    }

    @Test
    void membersOfOptionsDefaultOneByOneAsInTheAvroSchema() throws Exception {
        for (String options : List.of("{}", "{\"dryRun\": null}", "{\"deleteMode\": \"SOFT\"}")) {
            assertThat(decode(CommandSamples.key(), with("options", json(options)))
                            .options())
                    .isEqualTo(Options.DEFAULT);
        }
        Struct defaults = new Struct(CommandSchemas.COMMAND.field("options").schema());
        assertThat(decode(CommandSamples.key(), with("options", defaults)).options())
                .isEqualTo(Options.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        1772359200123                   | 2026-03-01T10:00:00.123Z
        1772359200123.0                 | 2026-03-01T10:00:00.123Z
        -1                              | 1969-12-31T23:59:59.999Z
        "2026-03-01T10:00:00.123456Z"   | 2026-03-01T10:00:00.123Z
        "2026-03-01T11:00:00+01:00"     | 2026-03-01T10:00:00Z
        """)
    void timesAreMillisecondsOrText(String written, Instant time) throws Exception {
        ProvisioningCommand command = decode(CommandSamples.key(), with("notAfter", json(written)));

        assertThat(command.notAfter()).isEqualTo(time);
    }

    @Test
    void aCommandOfALaterVersionIsReadWithoutWhatIsNew() {
        Struct value = CommandCodec.encode(CommandSamples.EVERYTHING);
        SchemaBuilder later = SchemaBuilder.struct().name(value.schema().name()).field("added", Schema.STRING_SCHEMA);
        for (Field field : value.schema().fields()) {
            later.field(field.name(), field.schema());
        }
        Struct laterValue = new Struct(later.build()).put("added", "x");
        value.schema().fields().forEach(field -> laterValue.put(field.name(), value.get(field)));

        assertThat(decode(CommandSamples.key(), laterValue)).isEqualTo(CommandSamples.EVERYTHING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        options         | {"dryrun": true}                                           | options.dryrun is not a member of a command
        attributes      | {"titel": "Lead"}                                          | attributes.titel is not a member of a command
        attributes      | {"titel": null}                                            | attributes.titel is not a member of a command
        attributes      | {"name": {"givenName": "Ada"}}                             | attributes.name is not a member of a command
        reason          | "x"                                                        | reason is not a member of a command
        subject         | {"mail": "a@b.test"}                                       | subject.mail is not a member of a command
        subject         | {}                                                         | subject names nobody
        subject         | {"email": null}                                            | subject names nobody
        subject         | {"userId": 7}                                              | subject.userId is not text
        subject         | {"userId": " "}                                            | subject.userId is empty
        subject         | "ada"                                                      | subject is not an object
        memberships     | {"type": "role"}                                           | memberships is not a list
        memberships     | [null]                                                     | memberships[0] is null
        memberships     | [{"type": "role", "action": "REPLACE"}]                    | memberships[0].refs is missing
        memberships     | [{"type": "role", "action": "ADD", "refs": [{}]}]          | memberships[0].refs[0] names nothing
        memberships     | [{"type": "role", "action": "ADD", "refs": ["x"]}]         | memberships[0].refs[0] is not an object
        memberships     | [{"type": "role", "action": "ADD", "refs": [{"ID": "x"}]}] | memberships[0].refs[0].ID is not a member
        memberships     | [{"type": "role", "action": "ADD", "refs": [{"id": 0}]}]   | memberships[0].refs[0].id is not text
        attributes      | {"title": ""}                                              | attributes.title is empty
        attributes      | {"clear": "title"}                                         | attributes.clear is not a list
        attributes      | {"extensions": {"a:b": 6}}                                 | attributes.extensions.a:b is not text
        attributes      | {"extensions": {"a:b": "six"}}                             | attributes.extensions.a:b is not JSON text
        attributes      | {"extensions": {"a:b": "{} {}"}}                           | attributes.extensions.a:b is not JSON text
        attributes      | {"extensions": {"a b@c": 6}}                               | attributes.extensions.? is not text
        preconditions   | {"ifActive": "true"}                                       | preconditions.ifActive is not true or false
        sequence        | "7"                                                        | sequence is not a whole number from 0
        sequence        | 7.5                                                        | sequence is not a whole number from 0
        sequence        | -1                                                         | sequence is not a whole number from 0
        notAfter        | "tomorrow"                                                 | notAfter is not a time
        notAfter        | "+999999999-12-31T00:00:00Z"                               | notAfter is not a time
        notAfter        | true                                                       | notAfter is not a time
        vendor          | "gladly"                                                   | vendor is not that of the key
        tenant          | "acme us"                                                  | tenant is not that of the key
        commandId       | "a\\u0000b"                                                | commandId contains control characters
        commandId       | "a\\ud800b"                                                | commandId is not valid Unicode
        """)
    void aSlipIsRefusedByItsPath(String member, String json, String message) throws Exception {
        InvalidCommandException refusal = refused(CommandSamples.key(), with(member, json(json)));

        assertThat(refusal).hasMessageStartingWith(message);
        assertThat(refusal.code()).isEqualTo(Code.INVALID_COMMAND);
    }

    @Test
    void idsHaveALimitOfLength() {
        assertThat(decode(CommandSamples.key(), with("commandId", "x".repeat(128)))
                        .commandId())
                .hasSize(128);
        assertThat(refused(CommandSamples.key(), with("commandId", "x".repeat(129))))
                .hasMessage("commandId is longer than 128 characters");

        Map<String, Object> key = CommandSamples.key();
        key.put("subjectKey", "x".repeat(255));
        assertThat(decode(key, CommandSamples.least()).key().subjectKey()).hasSize(255);
        key.put("subjectKey", "x".repeat(256));
        assertThat(refused(key, CommandSamples.least())).hasMessage("key.subjectKey is longer than 255 characters");
    }

    @Test
    void aRecordWithoutAKeyIsToldWhatToDo() {
        InvalidCommandException refusal = refused(null, CommandSamples.least());

        assertThat(refusal).hasMessageContaining("Write vendor, tenant and subjectKey as its key");
        assertThat(refusal.address().key()).isNull();
        assertThat(refusal.address().vendor()).isEqualTo("livechat");
        assertThat(refusal.address().tenant()).isEqualTo("acme eu");
        assertThat(refused("hr-1001", CommandSamples.least()))
                .hasMessageStartingWith("key is not an object")
                .hasMessageContaining("converter");
    }

    @Test
    void aRecordThatIsNoObjectIsToldWhatToDo() {
        assertThat(refused(CommandSamples.key(), null)).hasMessageContaining("Write a command as its value");
        assertThat(refused(CommandSamples.key(), "{}"))
                .hasMessageStartingWith("The value is not an object")
                .hasMessageContaining("converter");
    }

    @Test
    void aRefusalCanBeAnswered() {
        Map<String, Object> value = CommandSamples.everything();
        value.put("subject", List.of());

        assertThat(refused(CommandSamples.key(), value).address())
                .isEqualTo(
                        new CommandAddress("c-1", "ticket-5", 7, "UPSERT", "livechat", "acme eu", CommandSamples.KEY));

        value.put("commandId", List.of());
        value.put("correlationId", 5);
        value.put("sequence", "x");
        value.put("operation", "\n");
        assertThat(refused(Map.of("vendor", "gladly"), value).address())
                .isEqualTo(new CommandAddress(null, null, 0, null, "gladly", "acme eu", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        attributes | {"password": "hunter2"}                                       | attributes.password
        attributes | {"password": null}                                            | attributes.password
        attributes | {"New_Password": "hunter2"}                                   | attributes.New_Password
        attributes | {"api-key": "hunter2"}                                        | attributes.api-key
        attributes | {"API_KEY": "hunter2"}                                        | attributes.API_KEY
        attributes | {"phonePin": "hunter2"}                                       | attributes.phonePin
        attributes | {"pwd": 7}                                                    | attributes.pwd
        attributes | {"extensions": {"olark:accessToken": "\\"hunter2\\""}}        | attributes.extensions.olark:accessToken
        attributes | {"extensions": {"olark:pin": "not json"}}                     | attributes.extensions.olark:pin
        attributes | {"extensions": {"olark:login": "[{\\"passwd\\": \\"hunter2\\"}]"}}  | attributes.extensions.olark:login
        attributes | {"clear": ["title", "clientSecret"]}                          | attributes.clear[1]
        attributes | {"titel": "x", "credentials": {"x": "hunter2"}}               | attributes.credentials
        subject    | {"token": "hunter2"}                                          | subject.token
        passphrase | "hunter2"                                                     | passphrase
        """)
    void aSecretIsForbiddenWhateverElseIsWrong(String member, String json, String path) throws Exception {
        Map<String, Object> value = with(member, json(json));
        value.remove("commandId");

        InvalidCommandException refusal = refused(null, value);

        assertThat(refusal.code()).isEqualTo(Code.FORBIDDEN_ATTRIBUTE);
        assertThat(refusal).hasMessageStartingWith(path + " ").hasMessageNotContaining("hunter2");
    }

    @Test
    void aSecretInAStructIsForbiddenOnceItHasAValue() {
        Schema attributes = SchemaBuilder.struct()
                .field("title", Schema.STRING_SCHEMA)
                .field("password", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct patch = new Struct(attributes).put("title", "Lead");

        assertThat(decode(CommandSamples.key(), with("attributes", patch))
                        .attributes()
                        .title())
                .isEqualTo("Lead");
        patch.put("password", "hunter2");
        assertThat(refused(CommandSamples.key(), with("attributes", patch)).code())
                .isEqualTo(Code.FORBIDDEN_ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"livechat:typing_preview", "gladly:spinner", "olark:compass", "talkdesk:keypad", "a:passive"})
    void aNameThatOnlySoundsSecretIsAllowed(String name) {
        Map<String, Object> attributes = new HashMap<>(Map.of("extensions", Map.of(name, "true")));

        assertThat(decode(CommandSamples.key(), with("attributes", attributes))
                        .attributes()
                        .extensions())
                .containsKey(name);
    }

    private static Map<String, Object> with(String member, Object value) {
        Map<String, Object> command = CommandSamples.least();
        command.put(member, value);
        return command;
    }

    private static Object json(String text) throws Exception {
        return new ObjectMapper().readValue(text, Object.class);
    }

    private static ProvisioningCommand decode(Object key, Object value) {
        return CommandCodec.decode(key, value, CommandSamples.RECORD_TIME);
    }

    private static InvalidCommandException refused(Object key, Object value) {
        return catchThrowableOfType(InvalidCommandException.class, () -> decode(key, value));
    }

    private static JsonConverter converter(boolean schemas, boolean key) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas), key);
        return converter;
    }
}
