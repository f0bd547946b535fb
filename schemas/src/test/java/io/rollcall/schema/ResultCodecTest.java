package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.RandomCommands;
import io.rollcall.user.StateVersion;
import io.rollcall.user.User;
import io.rollcall.user.UserJson;
import io.rollcall.user.UserKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResultCodecTest {

    private static final Struct KEY = CommandKeyCodec.encode(CommandSamples.KEY);

    static List<Map<String, String>> converterSettings() {
        return List.of(Map.of(), Wire.DOCUMENTED_SETTINGS);
    }

    @ParameterizedTest
    @MethodSource("converterSettings")
    void everyResultComesBackThroughAvro(Map<String, String> settings) {
        Wire wire = new Wire("results-" + settings.size(), settings);
        for (long seed = 0; seed < 300; seed++) {
            ProvisioningResult result = new RandomCommands(seed).result();

            byte[] key = wire.writeKey(CommandKeyCodec.encode(result.key()));
            byte[] value = wire.writeValue(ResultCodec.encode(result));

            assertSame(ResultCodec.decode(wire.readKey(key), wire.readValue(value)), result, seed);
        }
    }

    @Test
    void everyResultComesBackThroughJsonWithSchemas() {
        try (JsonConverter converter = converter(true)) {
            for (long seed = 0; seed < 300; seed++) {
                ProvisioningResult result = new RandomCommands(seed).result();

                byte[] bytes = converter.fromConnectData("results", CommandSchemas.RESULT, ResultCodec.encode(result));
                Struct value =
                        (Struct) converter.toConnectData("results", bytes).value();

                assertSame(ResultCodec.decode(CommandKeyCodec.encode(result.key()), value), result, seed);
            }
        }
    }

    @Test
    void jsonWithoutSchemasHasTheDocumentedShape() throws Exception {
        ProvisioningResult result = CommandSamples.result(Code.APPLIED);
        try (JsonConverter converter = converter(false)) {
            byte[] bytes = converter.fromConnectData("results", CommandSchemas.RESULT, ResultCodec.encode(result));

            ObjectMapper mapper = new ObjectMapper();
            ObjectNode json = (ObjectNode) mapper.readTree(bytes);
            assertThat(json.remove("before").path("title").textValue()).isEqualTo("Agent");
            assertThat(json.path("after").path("meta").path("version").textValue())
                    .isEqualTo(StateVersion.of(new UserKey("livechat", "acme eu", Samples.LEAD.id()), Samples.LEAD));
            assertThat(json.remove("after").path("presence")).isEmpty();
            assertThat(json).isEqualTo(mapper.readTree("""
                    {
                      "resultId": "%s",
                      "commandId": "c-1",
                      "correlationId": "ticket-5",
                      "sequence": 7,
                      "vendor": "livechat",
                      "tenant": "acme eu",
                      "userId": "ada@example.test",
                      "previousUserId": "old@example.test",
                      "operation": "UPSERT",
                      "effectiveOperation": "UPDATE",
                      "status": "SUCCEEDED",
                      "code": "APPLIED",
                      "terminal": true,
                      "retryable": false,
                      "dryRun": false,
                      "changes": [{"path": "title", "action": "set", "before": "Agent", "after": "Lead"}],
                      "warnings": ["SESSION_NOT_TERMINATED"],
                      "message": "Changed.",
                      "attempt": 2,
                      "startedAt": 1772359200000,
                      "completedAt": 1772359201000,
                      "nextCheckAt": 1772359260000,
                      "commandRef": {"topic": "commands", "partition": 3, "offset": 42},
                      "connector": "livechat-sink",
                      "task": 1
                    }
                    """.formatted(result.resultId())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void statusAndWhatFollowsFromItComeFromTheCode(Code code) {
        Struct value = ResultCodec.encode(CommandSamples.result(code));

        assertThat(value.getString("code")).isEqualTo(code.name());
        assertThat(value.getString("status")).isEqualTo(code.status().name());
        assertThat(value.getBoolean("terminal")).isEqualTo(code.status().terminal());
        assertThat(value.getBoolean("retryable")).isEqualTo(code.retryable());
        assertThat(ResultCodec.decode(KEY, value).code()).isEqualTo(code);
    }

    @Test
    void theSameAnswerHasTheSameIdAndAnotherOneAnother() {
        // Pinned: consumers drop repeats by it.
        assertThat(ResultCodec.resultId("c-1", 1, Code.APPLIED)).isEqualTo("62b9e573-ffec-5532-80fa-b6de8c1383c4");

        Set<String> ids = new HashSet<>();
        for (Code code : Code.values()) {
            for (int attempt = 1; attempt <= 11; attempt++) {
                ids.add(ResultCodec.resultId("c-1", attempt, code));
                ids.add(ResultCodec.resultId("c-11", attempt, code));
            }
        }
        assertThat(ids).hasSize(Code.values().length * 22);
    }

    @Test
    void fieldsThatALaterVersionAddsOrDropsDoNotStopAReader() {
        Struct value = ResultCodec.encode(CommandSamples.result(Code.APPLIED)).put("message", null);
        SchemaBuilder later = SchemaBuilder.struct().name(value.schema().name()).field("added", Schema.STRING_SCHEMA);
        for (Field field : value.schema().fields()) {
            if (!field.name().equals("message")) {
                later.field(field.name(), field.schema());
            }
        }
        Struct laterValue = new Struct(later.build()).put("added", "x");
        for (Field field : laterValue.schema().fields()) {
            if (!field.name().equals("added")) {
                laterValue.put(field.name(), value.get(field.name()));
            }
        }

        assertThat(ResultCodec.decode(KEY, laterValue)).isEqualTo(ResultCodec.decode(KEY, value));
    }

    @Test
    void somethingElseThanAResultIsRefused() {
        Struct later = ResultCodec.encode(CommandSamples.result(Code.APPLIED)).put("code", "PROMOTED");

        assertThatThrownBy(() -> ResultCodec.decode(KEY, later))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("status");
        assertThatThrownBy(() -> ResultCodec.decode(KEY, CommandCodec.encode(CommandSamples.EVERYTHING)))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> ResultCodec.decode(UserKeyCodec.encode(Samples.KEY), later))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("subjectKey");
    }

    private static void assertSame(ProvisioningResult back, ProvisioningResult result, long seed) {
        assertThat(back)
                .as("seed %d", seed)
                .usingRecursiveComparison()
                .ignoringFields("before", "after")
                .isEqualTo(result);
        assertThat(Samples.canonical(back.before())).isEqualTo(Samples.canonical(withoutPresence(result.before())));
        assertThat(Samples.canonical(back.after())).isEqualTo(Samples.canonical(withoutPresence(result.after())));
    }

    private static User withoutPresence(User user) {
        return user == null ? null : UserJson.fromJson(UserJson.toJson(user).without("presence"));
    }

    private static JsonConverter converter(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas), false);
        return converter;
    }
}
