package io.rollcall.schema;

import io.rollcall.command.CommandKey;
import org.apache.kafka.connect.data.Struct;

/** Between {@link CommandKey} and the Struct that is a record's key. */
public final class CommandKeyCodec {

    private CommandKeyCodec() {}

    /** The record key of commands and results. */
    public static Struct encode(CommandKey key) {
        return new Struct(CommandSchemas.KEY)
                .put("vendor", key.vendor())
                .put("tenant", key.tenant())
                .put("subjectKey", key.subjectKey());
    }

    /**
     * The key of a record that a connector wrote; {@link CommandCodec#decode} reads the keys that producers write.
     *
     * @throws org.apache.kafka.connect.errors.DataException if it is not such a key
     */
    public static CommandKey decode(Struct struct) {
        StructReader key = new StructReader(struct);
        return new CommandKey(key.string("vendor"), key.string("tenant"), key.string("subjectKey"));
    }
}
