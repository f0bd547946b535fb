package io.rollcall.schema;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Struct by field names, whichever version of the contract wrote it: fields that its schema lacks read as null
 * or empty, fields that this code does not ask for are ignored.
 */
final class StructReader {

    private final Struct struct;

    StructReader(Struct struct) {
        this.struct = struct;
    }

    String string(String field) {
        return present(field, stringOrNull(field));
    }

    @Nullable
    String stringOrNull(String field) {
        return value(field, String.class);
    }

    boolean bool(String field) {
        return present(field, boolOrNull(field));
    }

    @Nullable
    Boolean boolOrNull(String field) {
        return value(field, Boolean.class);
    }

    int int32(String field) {
        return present(field, value(field, Integer.class));
    }

    long int64(String field) {
        return present(field, int64OrNull(field));
    }

    @Nullable
    Long int64OrNull(String field) {
        return value(field, Long.class);
    }

    Instant instant(String field) {
        return present(field, instantOrNull(field));
    }

    @Nullable
    Instant instantOrNull(String field) {
        Date date = value(field, Date.class);
        return date == null ? null : Instant.ofEpochMilli(Timestamp.fromLogical(Timestamp.SCHEMA, date));
    }

    StructReader child(String field) {
        return present(field, childOrNull(field));
    }

    @Nullable
    StructReader childOrNull(String field) {
        Struct child = value(field, Struct.class);
        return child == null ? null : new StructReader(child);
    }

    <T> List<T> list(String field, Function<StructReader, T> element) {
        List<?> list = value(field, List.class);
        return list == null
                ? List.of()
                : list.stream()
                        .map(value -> element.apply(new StructReader((Struct) value)))
                        .toList();
    }

    List<String> strings(String field) {
        List<?> list = value(field, List.class);
        return list == null ? List.of() : list.stream().map(String.class::cast).toList();
    }

    Map<String, String> stringMap(String field) {
        @SuppressWarnings("unchecked") // the schemas of all versions know maps of strings only
        Map<String, String> map = value(field, Map.class);
        return map == null ? Map.of() : map;
    }

    private <T> @Nullable T value(String name, Class<T> type) {
        Schema schema = struct.schema();
        Field field = schema.field(name);
        Object value = field == null ? null : struct.get(field);
        if (value != null && !type.isInstance(value)) {
            throw new DataException("Field " + name + " of " + schema.name() + " is not a " + type.getSimpleName());
        }
        return type.cast(value);
    }

    private <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new DataException("Field " + field + " of " + struct.schema().name() + " is missing");
        }
        return value;
    }

    /** The form in which Connect wants a timestamp; it drops what is finer than a millisecond. */
    static @Nullable Object timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.toLogical(Timestamp.SCHEMA, instant.toEpochMilli());
    }
}
