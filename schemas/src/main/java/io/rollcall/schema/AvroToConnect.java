package io.rollcall.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Makes a Connect schema of an Avro schema text, such that Confluent's AvroConverter with
 * {@code enhanced.avro.schema.support=true} and {@code connect.meta.data=false} makes the same Avro schema of it again.
 *
 * <p>Not all of Avro survives that way back, so the contract keeps to a profile, and anything else is refused: records,
 * arrays, maps of strings, {@code string}, {@code boolean}, {@code int}, {@code long} and {@code timestamp-millis};
 * nullable only as {@code ["null", T]} with {@code "default": null}; a doc on every record and field. Enums are left out
 * on purpose: a reader could not skip a symbol that it does not know.
 */
final class AvroToConnect {

    // Confluent's converter takes docs from these parameters; what SchemaBuilder.doc() sets never reaches Avro.
    private static final String RECORD_DOC = "io.confluent.connect.avro.record.doc";
    private static final String FIELD_DOC = "io.confluent.connect.avro.field.doc.";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final Map<String, JsonNode> records = new HashMap<>();

    private AvroToConnect() {}

    /**
     * The Connect schema of a record.
     *
     * @throws IllegalArgumentException if the text is outside the profile; the message says where
     */
    static Schema translate(String avsc) {
        try {
            JsonNode root = MAPPER.readTree(avsc);
            require("record".equals(root.path("type").asText()), "the schema", "is not a record");
            return new AvroToConnect().type(root, "", "the schema").build();
        } catch (IOException e) {
            throw new IllegalArgumentException("Not JSON", e);
        }
    }

    private SchemaBuilder type(JsonNode type, String namespace, String where) {
        if (type.isTextual()) {
            return named(type.textValue(), namespace, where);
        }
        return switch (type.path("type").asText()) {
            case "record" -> record(type, namespace);
            case "array" -> {
                members(type, Set.of("type", "items"), where);
                yield SchemaBuilder.array(
                        type(type.path("items"), namespace, where).build());
            }
            case "map" -> {
                members(type, Set.of("type", "values"), where);
                require("string".equals(type.path("values").asText()), where, "is a map of something but strings");
                yield SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA);
            }
            case "long" -> {
                members(type, Set.of("type", "logicalType"), where);
                String logicalType = type.path("logicalType").asText();
                require("timestamp-millis".equals(logicalType), where, "has another logical type: " + logicalType);
                yield Timestamp.builder();
            }
            default -> throw outside(where, "has a type outside the profile: " + type);
        };
    }

    private SchemaBuilder named(String name, String namespace, String where) {
        return switch (name) {
            case "string" -> SchemaBuilder.string();
            case "boolean" -> SchemaBuilder.bool();
            case "int" -> SchemaBuilder.int32();
            case "long" -> SchemaBuilder.int64();
            default -> {
                JsonNode definition = records.get(fullName(name, namespace));
                if (definition == null) {
                    throw outside(where, "has a type that is neither in the profile nor defined above: " + name);
                }
                yield record(definition, namespace);
            }
        };
    }

    private SchemaBuilder record(JsonNode record, String enclosingNamespace) {
        String namespace = record.path("namespace").asText(enclosingNamespace);
        String name = fullName(record.path("name").asText(), namespace);
        members(record, Set.of("type", "name", "namespace", "doc", "fields"), name);
        SchemaBuilder struct = SchemaBuilder.struct().name(name).parameter(RECORD_DOC, doc(record, name));
        for (JsonNode field : record.path("fields")) {
            String fieldName = field.path("name").asText();
            String where = name + "." + fieldName;
            members(field, Set.of("name", "type", "doc", "default"), where);
            struct.parameter(FIELD_DOC + fieldName, doc(field, where));
            struct.field(fieldName, field(field, namespace, where));
        }
        // Only now: a record that contains itself has no Connect schema.
        records.put(name, record);
        return struct;
    }

    private Schema field(JsonNode field, String namespace, String where) {
        JsonNode type = field.path("type");
        JsonNode byDefault = field.get("default");
        if (type.isArray()) {
            require(
                    type.size() == 2 && "null".equals(type.get(0).asText()) && byDefault != null && byDefault.isNull(),
                    where,
                    "is a union, but not [\"null\", T] with default null");
            return type(type.get(1), namespace, where).optional().build();
        }
        SchemaBuilder builder = type(type, namespace, where);
        if (byDefault != null) {
            builder.defaultValue(value(byDefault, builder, where));
        }
        return builder.build();
    }

    private static Object value(JsonNode byDefault, Schema schema, String where) {
        // Of schemas with a name, timestamps and records, no default is in the profile.
        Schema.Type type = schema.name() == null ? schema.type() : Schema.Type.STRUCT;
        Object value = switch (type) {
            case STRING -> byDefault.textValue();
            case BOOLEAN -> byDefault.isBoolean() ? byDefault.booleanValue() : null;
            case INT32 -> byDefault.isInt() ? byDefault.intValue() : null;
            case INT64 -> byDefault.isIntegralNumber() && byDefault.canConvertToLong() ? byDefault.longValue() : null;
            case ARRAY -> byDefault.isArray() && byDefault.isEmpty() ? List.of() : null;
            case MAP -> byDefault.isObject() && byDefault.isEmpty() ? Map.of() : null;
            default -> null;
        };
        if (value == null) {
            throw outside(where, "has a default outside the profile: " + byDefault);
        }
        return value;
    }

    private static String doc(JsonNode node, String where) {
        String doc = node.path("doc").asText();
        require(!doc.isBlank(), where, "has no doc");
        return doc;
    }

    private static String fullName(String name, String namespace) {
        return name.contains(".") || namespace.isEmpty() ? name : namespace + "." + name;
    }

    private static void members(JsonNode node, Set<String> allowed, String where) {
        node.fieldNames()
                .forEachRemaining(member ->
                        require(allowed.contains(member), where, "has a member outside the profile: " + member));
    }

    private static void require(boolean holds, String where, String problem) {
        if (!holds) {
            throw outside(where, problem);
        }
    }

    private static IllegalArgumentException outside(String where, String problem) {
        return new IllegalArgumentException("Not in the profile of the contract: " + where + " " + problem);
    }
}
