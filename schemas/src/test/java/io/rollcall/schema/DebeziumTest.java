package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.transforms.ExtractNewRecordState;
import io.rollcall.user.UserChange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Debezium's own unwrapping takes our envelope: in the source connector, and behind Avro in a sink connector. */
class DebeziumTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "delete.tombstone.handling.mode", "rewrite",
            "add.fields", "op,source.ts_ms,source.tenant",
            "add.headers", "op");

    private final Wire wire = new Wire("debezium");

    static List<UserChange> changesWithState() {
        return List.of(Samples.read(), Samples.create(), Samples.update());
    }

    @ParameterizedTest
    @MethodSource("changesWithState")
    void aStateIsUnwrappedInASink(UserChange change) {
        SinkRecord record = unwrap(sinkRecord(change), SETTINGS);

        Struct row = (Struct) record.value();
        assertThat(row.getString("title")).isEqualTo(change.after().title());
        assertThat(row.getString("__op")).isEqualTo(change.op().code());
        assertThat(row.getString("__source_tenant")).isEqualTo("acme eu");
        assertThat(row.getInt64("__source_ts_ms")).isPositive();
        assertThat(row.getString("__deleted")).isEqualTo("false");
        assertThat(record.headers().lastWithName("__op").value())
                .isEqualTo(change.op().code());
    }

    @ParameterizedTest
    @MethodSource("changesWithState")
    void aStateIsUnwrappedInTheSource(UserChange change) {
        Struct value = UserEventCodec.encode(Samples.event(change), Samples.EVERYTHING);
        SourceRecord record = new SourceRecord(
                Map.of(),
                Map.of(),
                "users",
                null,
                UserSchemas.KEY,
                UserKeyCodec.encode(Samples.KEY),
                UserSchemas.VALUE,
                value);

        try (ExtractNewRecordState<SourceRecord> unwrap = new ExtractNewRecordState<>()) {
            unwrap.configure(SETTINGS);
            Struct row = (Struct) unwrap.apply(record).value();
            assertThat(row.getString("id")).isEqualTo(Samples.KEY.userId());
            assertThat(row.getString("__op")).isEqualTo(change.op().code());
            // A rewritten row must still be writable.
            assertThat(wire.readValue(wire.writeValue(row)).getString("title"))
                    .isEqualTo(change.after().title());
        }
    }

    @Test
    void aDeleteIsRewrittenFromItsBefore() {
        Struct row = (Struct) unwrap(sinkRecord(Samples.delete()), SETTINGS).value();

        assertThat(row.getString("id")).isEqualTo(Samples.KEY.userId());
        assertThat(row.getString("__deleted")).isEqualTo("true");
        assertThat(row.getString("__op")).isEqualTo("d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tombstone", "delete-to-tombstone"})
    void aDeleteBecomesATombstoneWhenAskedTo(String mode) {
        SinkRecord record = unwrap(sinkRecord(Samples.delete()), Map.of("delete.tombstone.handling.mode", mode));

        assertThat(record.value()).isNull();
        assertThat(UserKeyCodec.decode((Struct) record.key())).isEqualTo(Samples.KEY);
    }

    @Test
    void aTombstonePassesWhenAskedTo() {
        Struct key = UserKeyCodec.encode(Samples.KEY);
        SinkRecord tombstone = new SinkRecord("users", 0, key.schema(), key, null, null, 0);

        assertThat(unwrap(tombstone, Map.of("delete.tombstone.handling.mode", "rewrite-with-tombstone")))
                .isSameAs(tombstone);
    }

    private SinkRecord sinkRecord(UserChange change) {
        Struct key = wire.readKey(wire.writeKey(UserKeyCodec.encode(change.key())));
        Struct value =
                wire.readValue(wire.writeValue(UserEventCodec.encode(Samples.event(change), Samples.EVERYTHING)));
        return new SinkRecord("users", 0, key.schema(), key, value.schema(), value, 0);
    }

    private static SinkRecord unwrap(SinkRecord record, Map<String, String> settings) {
        try (ExtractNewRecordState<SinkRecord> unwrap = new ExtractNewRecordState<>()) {
            unwrap.configure(settings);
            return unwrap.apply(record);
        }
    }
}
