package io.rollcall.schema;

import io.confluent.connect.avro.AvroConverter;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Struct;

/** Confluent's converter as a worker would configure it, with an in-memory registry of its own. */
final class Wire {

    static final Map<String, String> DOCUMENTED_SETTINGS =
            Map.of("enhanced.avro.schema.support", "true", "connect.meta.data", "false");

    private final String scope;
    private final AvroConverter key = new AvroConverter();
    private final AvroConverter value = new AvroConverter();

    Wire(String scope) {
        this(scope, DOCUMENTED_SETTINGS);
    }

    Wire(String scope, Map<String, String> settings) {
        this.scope = scope;
        Map<String, String> config = new HashMap<>(settings);
        config.put("schema.registry.url", "mock://" + scope);
        key.configure(config, true);
        value.configure(config, false);
    }

    byte[] writeKey(Struct struct) {
        return key.fromConnectData("users", struct.schema(), struct);
    }

    byte[] writeValue(Struct struct) {
        return value.fromConnectData("users", struct.schema(), struct);
    }

    Struct readKey(byte[] bytes) {
        return (Struct) key.toConnectData("users", bytes).value();
    }

    Struct readValue(byte[] bytes) {
        return (Struct) value.toConnectData("users", bytes).value();
    }

    /** The text that the converter registered for {@code users-key} or {@code users-value}. */
    String registered(String subject) throws Exception {
        return MockSchemaRegistry.getClientForScope(scope)
                .getLatestSchemaMetadata(subject)
                .getSchema();
    }

    int registeredId(String subject) throws Exception {
        return MockSchemaRegistry.getClientForScope(scope)
                .getLatestSchemaMetadata(subject)
                .getId();
    }

    static Schema contract(String resource) {
        return new Schema.Parser().parse(UserSchemas.avsc(resource));
    }
}
