package io.rollcall.example.identity;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The half of a serde that a topic needs which is only read. */
record Reading<T>(Deserializer<T> deserializer) implements Serde<T> {

    /** For keys: a record without one is nobody's, so it goes where unreadable records go. */
    static <T> Reading<T> keys(Deserializer<T> deserializer) {
        return new Reading<>((topic, bytes) -> {
            if (bytes == null) {
                throw new SerializationException("A record without a key");
            }
            return deserializer.deserialize(topic, bytes);
        });
    }

    @Override
    public Serializer<T> serializer() {
        throw new UnsupportedOperationException("This topic is only read");
    }
}
