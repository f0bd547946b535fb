package io.rollcall.example.identity;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The half of a serde that a topic needs which is only written. */
record Writing<T>(Serializer<T> serializer) implements Serde<T> {

    @Override
    public Deserializer<T> deserializer() {
        throw new UnsupportedOperationException("This topic is only written");
    }
}
