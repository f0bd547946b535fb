package io.rollcall.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.connect.avro.AvroConverter;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

/** The extracted jars are complete enough to be used, and a worker that loads plugins by service manifest finds them. */
class AvroConverterTest {

    private static final Schema SCHEMA = SchemaBuilder.struct()
            .name("io.rollcall.avro.Seat")
            .field("login", Schema.STRING_SCHEMA)
            .field("limit", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private static final Struct SEAT =
            new Struct(SCHEMA).put("login", "sam@example.test").put("limit", 6);

    private final Map<String, String> config = Map.of("schema.registry.url", "mock://avro-converter-test");

    @Test
    void aStructSurvivesTheWayThroughAvro() {
        AvroConverter converter = new AvroConverter();
        converter.configure(config, false);

        byte[] bytes = converter.fromConnectData("seats", SCHEMA, SEAT);
        Struct back = (Struct) converter.toConnectData("seats", bytes).value();

        assertThat(back.getString("login")).isEqualTo("sam@example.test");
        assertThat(back.getInt32("limit")).isEqualTo(6);
    }

    @Test
    void theDeserializerReadsWhatTheConverterWrote() {
        AvroConverter converter = new AvroConverter();
        converter.configure(config, false);

        byte[] bytes = converter.fromConnectData("seats", SCHEMA, SEAT);

        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(config, false);
            GenericRecord read = (GenericRecord) deserializer.deserialize("seats", bytes);
            assertThat(read.getSchema().getFullName()).isEqualTo("io.rollcall.avro.Seat");
            assertThat(read.get("login")).hasToString("sam@example.test");
        }
    }

    @Test
    void theConverterIsFoundByServiceLoading() {
        assertThat(ServiceLoader.load(Converter.class)).hasAtLeastOneElementOfType(AvroConverter.class);
    }
}
