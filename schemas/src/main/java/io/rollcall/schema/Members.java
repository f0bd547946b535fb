package io.rollcall.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * One object of a command, as a Struct or as a Map, whose members are read by name and refused by path. Null is the
 * same as absent.
 *
 * <p>A Struct may be of a later version, so that fields that the contract does not know are ignored. A strict Map was
 * written by hand: there an unknown member is a slip that must not go unnoticed.
 */
final class Members {

    private static final int MOST_ELEMENTS = 1000;

    private final Map<String, Object> values;
    private final Schema schema;
    private final String path;
    private final boolean strict;

    private Members(Map<String, Object> values, Schema schema, String path, boolean strict) {
        this.values = values;
        this.schema = schema;
        this.path = path;
        this.strict = strict;
    }

    /** An object that somebody wrote, such as the contract's {@code schema} describes it. */
    static Members strict(Object object, Schema schema, String path) {
        return of(object, schema, path, true);
    }

    /** An object that may have members of a later version. */
    static Members lenient(Object object, Schema schema) {
        return of(object, schema, "", false);
    }

    private static Members of(Object object, Schema schema, String path, boolean strict) {
        if (object instanceof Struct struct) {
            return new Members(fields(struct), schema, path, strict);
        }
        if (object instanceof Map<?, ?> map) {
            Members members = new Members(new HashMap<>(), schema, path, strict);
            members.fill(map);
            return members;
        }
        throw MalformedException.invalid(
                shown(path) + " is not an object; check the producer, and the converter of the connector");
    }

    private static Map<String, Object> fields(Struct struct) {
        Map<String, Object> values = new HashMap<>();
        for (Field field : struct.schema().fields()) {
            Object value = struct.get(field);
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return values;
    }

    private void fill(Map<?, ?> map) {
        atMost(map.size(), shown(path));
        map.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw refuse("has a member whose name is not text");
            }
            if (strict && schema.type() == Schema.Type.STRUCT && schema.field(text) == null) {
                throw MalformedException.invalid(at(text) + " is not a member of a command; correct or remove it");
            }
            if (value != null) {
                values.put(text, value);
            }
        });
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    String word(String name, int longest) {
        return Scalars.word(present(name), at(name), longest);
    }

    @Nullable
    String wordOrNull(String name, int longest) {
        Object value = values.get(name);
        return value == null ? null : Scalars.word(value, at(name), longest);
    }

    @Nullable
    String textOrNull(String name) {
        Object value = values.get(name);
        return value == null ? null : Scalars.text(value, at(name));
    }

    @Nullable
    Boolean boolOrNull(String name) {
        Object value = values.get(name);
        return value == null ? null : Scalars.bool(value, at(name));
    }

    @Nullable
    Long countOrNull(String name) {
        Object value = values.get(name);
        return value == null ? null : Scalars.count(value, at(name));
    }

    @Nullable
    Instant instantOrNull(String name) {
        Object value = values.get(name);
        return value == null ? null : Scalars.instant(value, at(name));
    }

    Members child(String name) {
        return of(present(name), schema.field(name).schema(), at(name), strict);
    }

    @Nullable
    Members childOrNull(String name) {
        return values.containsKey(name) ? child(name) : null;
    }

    List<Members> children(String name) {
        Schema element = schema.field(name).schema().valueSchema();
        List<Members> children = new ArrayList<>();
        for (Object value : elements(name)) {
            children.add(of(value, element, MemberPath.element(at(name), children.size()), strict));
        }
        return children;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object value : elements(name)) {
            texts.add(Scalars.text(value, MemberPath.element(at(name), texts.size())));
        }
        return texts;
    }

    /** All members, of an object that is a map of texts. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        values.forEach((name, value) -> texts.put(Scalars.text(name, at(name)), Scalars.text(value, at(name))));
        return texts;
    }

    /** The value of a member that may be empty but not left out. */
    Object present(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw MalformedException.invalid(at(name) + " is missing");
        }
        return value;
    }

    String at(String name) {
        return MemberPath.member(path, name);
    }

    MalformedException refuse(String problem) {
        return MalformedException.invalid(shown(path) + " " + problem);
    }

    private List<Object> elements(String name) {
        Object value = values.getOrDefault(name, List.of());
        if (!(value instanceof List<?> list)) {
            throw MalformedException.invalid(at(name) + " is not a list");
        }
        atMost(list.size(), at(name));
        List<Object> elements = new ArrayList<>();
        for (Object element : list) {
            if (element == null) {
                throw MalformedException.invalid(MemberPath.element(at(name), elements.size()) + " is null; remove it");
            }
            elements.add(element);
        }
        return elements;
    }

    private static String shown(String path) {
        return path.isEmpty() ? "The value" : path;
    }

    private static void atMost(int size, String path) {
        if (size > MOST_ELEMENTS) {
            throw MalformedException.invalid(path + " has more than " + MOST_ELEMENTS + " elements");
        }
    }
}
