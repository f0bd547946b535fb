package io.rollcall.schema;

import io.rollcall.command.CommandKey;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * As much as could be read of a command that is refused, so that the refusal can be answered. Null for what is missing
 * or itself refused.
 *
 * @param commandId the command's id
 * @param correlationId to be copied to the answer
 * @param sequence 0 when it could not be read
 * @param operation what was asked
 * @param vendor of the key, else of the value
 * @param tenant of the key, else of the value
 * @param key the whole key
 */
public record CommandAddress(
        @Nullable String commandId,
        @Nullable String correlationId,
        long sequence,
        @Nullable String operation,
        @Nullable String vendor,
        @Nullable String tenant,
        @Nullable CommandKey key) {

    static CommandAddress of(@Nullable Object key, @Nullable Object value) {
        Schema command = CommandSchemas.COMMAND;
        String keyVendor = read(key, CommandSchemas.KEY, CommandReader::vendor);
        String keyTenant = read(key, CommandSchemas.KEY, CommandReader::tenant);
        Long sequence = read(value, command, CommandReader::sequence);
        return new CommandAddress(
                read(value, command, CommandReader::commandId),
                read(value, command, CommandReader::correlationId),
                sequence == null ? 0 : sequence,
                read(value, command, CommandReader::operation),
                keyVendor == null ? read(value, command, CommandReader::vendor) : keyVendor,
                keyTenant == null ? read(value, command, CommandReader::tenant) : keyTenant,
                read(key, CommandSchemas.KEY, CommandReader::key));
    }

    private static <T> @Nullable T read(@Nullable Object from, Schema schema, Function<Members, @Nullable T> part) {
        try {
            return from == null ? null : part.apply(Members.lenient(from, schema));
        } catch (MalformedException e) {
            return null;
        }
    }
}
