package io.rollcall.example.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Records as JSON: for internal topics and stores, which nobody else reads, and for the people topic. */
final class JsonSerde {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonSerde() {}

    static <T> Serde<T> of(Class<T> type) {
        Serializer<T> serializer = (topic, value) -> write(value);
        Deserializer<T> deserializer = (topic, bytes) -> read(type, bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private static byte @Nullable [] write(@Nullable Object value) {
        try {
            // Kafka's null, not JSON's: a null in a compacted topic is a tombstone.
            return value == null ? null : JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new SerializationException("A " + value.getClass().getSimpleName() + " cannot be written", e);
        }
    }

    private static <T> @Nullable T read(Class<T> type, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        T value;
        try {
            value = JSON.readValue(bytes, type);
        } catch (IOException e) {
            // Without the cause: Jackson quotes what it read, which is personal data.
            throw new SerializationException("Not a " + type.getSimpleName() + " in JSON");
        }
        if (value == null) {
            throw new SerializationException("The text null; a tombstone has no value at all");
        }
        return value;
    }
}
