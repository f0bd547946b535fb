package io.rollcall.schema;

import org.apache.kafka.connect.data.Schema;

/** The Connect schemas of the topics of commands and results, made once from the packaged {@code .avsc} files. */
public final class CommandSchemas {

    /** Resource that holds the Avro schema of the key of commands and results. */
    public static final String KEY_RESOURCE = "/io/rollcall/avro/CommandKey.avsc";

    /** Resource that holds the Avro schema of commands. */
    public static final String COMMAND_RESOURCE = "/io/rollcall/avro/ProvisioningCommand.avsc";

    /** Resource that holds the Avro schema of results. */
    public static final String RESULT_RESOURCE = "/io/rollcall/avro/ProvisioningResult.avsc";

    /** Schema of the keys of commands and results. */
    public static final Schema KEY = AvroToConnect.translate(UserSchemas.avsc(KEY_RESOURCE));

    /** Schema of commands. */
    public static final Schema COMMAND = AvroToConnect.translate(UserSchemas.avsc(COMMAND_RESOURCE));

    /** Schema of results. */
    public static final Schema RESULT = AvroToConnect.translate(UserSchemas.avsc(RESULT_RESOURCE));

    private CommandSchemas() {}
}
