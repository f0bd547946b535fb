package io.rollcall.example.identity;

import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads with a converter of Kafka Connect what the connector's worker wrote with it, then with a codec of Rollcall: typed
 * records instead of maps, from any version of the contract.
 */
record ConnectDeserializer<T>(Converter converter, Function<Struct, T> codec) implements Deserializer<T> {

    @Override
    public @Nullable T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        if (converter.toConnectData(topic, bytes).value() instanceof Struct struct) {
            return codec.apply(struct);
        }
        throw new SerializationException("Not a record: an event of Rollcall has a schema with fields");
    }
}
