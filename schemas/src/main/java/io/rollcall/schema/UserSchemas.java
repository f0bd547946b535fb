package io.rollcall.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;

/** The Connect schemas of the user topics, made once from the packaged {@code .avsc} files. */
public final class UserSchemas {

    /** Resource that holds the Avro schema of the key. */
    public static final String KEY_RESOURCE = "/io/rollcall/avro/UserKey.avsc";

    /** Resource that holds the Avro schema of the value. */
    public static final String VALUE_RESOURCE = "/io/rollcall/avro/UserChangeEvent.avsc";

    /** Schema of record keys. */
    public static final Schema KEY = AvroToConnect.translate(avsc(KEY_RESOURCE));

    /** Schema of record values. */
    public static final Schema VALUE = AvroToConnect.translate(avsc(VALUE_RESOURCE));

    private UserSchemas() {}

    /** The Avro schema text of one of the resources above. */
    public static String avsc(String resource) {
        try (InputStream in = UserSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The jar was packaged without " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }
}
