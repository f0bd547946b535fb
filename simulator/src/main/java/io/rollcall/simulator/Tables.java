package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of one account by kind and id, in listing order. Objects in here are never changed in place, only replaced, so that a
 * shallow copy is a snapshot.
 */
final class Tables {

    static final String USERS = "users";

    /**
     * @param order place in listings; keeps its value when neighbours come and go, so a cursor can name it
     */
    record Row(double order, ObjectNode node) {}

    private final Map<String, Map<String, Row>> byName = new LinkedHashMap<>();
    private double lastOrder;

    Tables copy() {
        Tables copy = new Tables();
        copy.lastOrder = lastOrder;
        byName.forEach((name, rows) -> copy.byName.put(name, new LinkedHashMap<>(rows)));
        return copy;
    }

    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    Collection<Row> rows(String table) {
        return table(table).values();
    }

    List<ObjectNode> nodes(String table) {
        return rows(table).stream().map(Row::node).toList();
    }

    Optional<ObjectNode> find(String table, String id) {
        return Optional.ofNullable(table(table).get(id)).map(Row::node);
    }

    boolean has(String table, String id) {
        return table(table).containsKey(id);
    }

    /** Replaces in place, or appends. */
    void put(String table, String id, ObjectNode node) {
        Row old = table(table).get(id);
        table(table).put(id, new Row(old == null ? ++lastOrder : old.order(), node));
    }

    /** Inserts before the row at {@code position}; at or past the end it appends. */
    void insert(String table, String id, ObjectNode node, int position) {
        List<Map.Entry<String, Row>> entries = new ArrayList<>(table(table).entrySet());
        if (position >= entries.size()) {
            put(table, id, node);
            return;
        }
        double next = entries.get(position).getValue().order();
        double previous =
                position == 0 ? next - 2 : entries.get(position - 1).getValue().order();
        entries.add(position, Map.entry(id, new Row((previous + next) / 2, node)));
        refill(table, entries);
    }

    void rename(String table, String id, String newId, ObjectNode node) {
        List<Map.Entry<String, Row>> entries = new ArrayList<>(table(table).entrySet());
        entries.replaceAll(entry -> entry.getKey().equals(id)
                ? Map.entry(newId, new Row(entry.getValue().order(), node))
                : entry);
        refill(table, entries);
    }

    boolean remove(String table, String id) {
        return table(table).remove(id) != null;
    }

    void clear() {
        byName.clear();
    }

    private void refill(String table, List<Map.Entry<String, Row>> entries) {
        Map<String, Row> rows = table(table);
        rows.clear();
        entries.forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
    }

    private Map<String, Row> table(String name) {
        return byName.computeIfAbsent(name, any -> new LinkedHashMap<>());
    }
}
