package io.rollcall.schema;

import io.rollcall.user.UserKey;
import org.apache.kafka.connect.data.Struct;

/** Between {@link UserKey} and the Struct that is a record's key. */
public final class UserKeyCodec {

    private UserKeyCodec() {}

    /** The record key of a user. */
    public static Struct encode(UserKey key) {
        return new Struct(UserSchemas.KEY)
                .put("vendor", key.vendor())
                .put("tenant", key.tenant())
                .put("userId", key.userId());
    }

    /**
     * The user that a record key names.
     *
     * @throws org.apache.kafka.connect.errors.DataException if it is not such a key
     */
    public static UserKey decode(Struct struct) {
        StructReader key = new StructReader(struct);
        return new UserKey(key.string("vendor"), key.string("tenant"), key.string("userId"));
    }
}
