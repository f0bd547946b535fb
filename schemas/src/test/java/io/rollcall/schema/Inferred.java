package io.rollcall.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Structs with a schema that a producer made up from its data: no names, only the fields that are there. */
final class Inferred {

    private Inferred() {}

    static Struct struct(Map<?, ?> map) {
        return (Struct) value(map, schema(map));
    }

    private static Schema schema(Object value) {
        if (value instanceof Map<?, ?> map) {
            SchemaBuilder struct = SchemaBuilder.struct().optional();
            map.forEach((name, member) -> struct.field((String) name, schema(member)));
            return struct.build();
        }
        if (value instanceof List<?> list) {
            return SchemaBuilder.array(element(list)).optional().build();
        }
        if (value instanceof Integer) {
            return Schema.OPTIONAL_INT32_SCHEMA;
        }
        if (value instanceof Long) {
            return Schema.OPTIONAL_INT64_SCHEMA;
        }
        if (value instanceof Double) {
            return Schema.OPTIONAL_FLOAT64_SCHEMA;
        }
        if (value instanceof Boolean) {
            return Schema.OPTIONAL_BOOLEAN_SCHEMA;
        }
        return value instanceof byte[] ? Schema.OPTIONAL_BYTES_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA;
    }

    private static Schema element(List<?> list) {
        Map<Object, Object> all = new LinkedHashMap<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)) {
                return schema(element);
            }
            map.forEach(all::putIfAbsent);
        }
        return schema(list.isEmpty() ? "" : all);
    }

    private static Object value(Object value, Schema schema) {
        if (value instanceof Map<?, ?> map) {
            Struct struct = new Struct(schema);
            for (Field field : schema.fields()) {
                struct.put(field, value(map.get(field.name()), field.schema()));
            }
            return struct;
        }
        if (value instanceof List<?> list) {
            // Connect knows no list of this and that.
            return list.stream()
                    .filter(element ->
                            schema(element).type() == schema.valueSchema().type())
                    .map(element -> value(element, schema.valueSchema()))
                    .toList();
        }
        return value;
    }
}
