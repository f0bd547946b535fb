package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One row that was created, changed or removed, whole as the vendor would show it.
 *
 * @param before null for a created row
 * @param after null for a removed row
 */
record Change(
        String table,
        String id,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after) {

    /** The names of the fields that differ; fields that came or went are among them. */
    Set<String> fields() {
        Set<String> names = new TreeSet<>();
        if (before != null && after != null) {
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        }
        return names;
    }
}
