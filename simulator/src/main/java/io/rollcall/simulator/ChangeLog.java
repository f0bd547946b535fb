package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Gathers what one request, or one call of a door, changes, and tells of it once, when all of it is true. The account locks it. */
final class ChangeLog {

    /** The vendor's own console, where people change things by hand: what the doors stand for. */
    static final String CONSOLE = "5f0c1e8a7b3d4296a1d0e9c8b7f6a543";

    private record Row(String table, String id) {}

    private final String account;
    private final ChangeWatch watch;
    private final BiFunction<String, String, Optional<ObjectNode>> shown;
    private final Map<Row, Optional<ObjectNode>> before = new LinkedHashMap<>();
    private String client = CONSOLE;
    private int depth;

    ChangeLog(String account, ChangeWatch watch, BiFunction<String, String, Optional<ObjectNode>> shown) {
        this.account = account;
        this.watch = watch;
        this.shown = shown;
    }

    /** Runs one piece of work; pieces within it belong to it. */
    <T> T during(Supplier<T> work) {
        depth++;
        try {
            return work.get();
        } finally {
            if (--depth == 0) {
                tell();
            }
        }
    }

    <T> T by(String newClient, Supplier<T> work) {
        client = newClient;
        try {
            return during(work);
        } finally {
            client = CONSOLE;
        }
    }

    /** To be called before a row, or the membership it shows, changes. */
    void touch(String table, String id) {
        if (watch.listens(account)) {
            before.computeIfAbsent(new Row(table, id), row -> shown.apply(table, id));
        }
    }

    private void tell() {
        List<Change> changes = new ArrayList<>();
        before.forEach((row, old) -> {
            Optional<ObjectNode> now = shown.apply(row.table(), row.id());
            if (!old.equals(now)) {
                changes.add(new Change(row.table(), row.id(), old.orElse(null), now.orElse(null)));
            }
        });
        before.clear();
        if (!changes.isEmpty()) {
            watch.changed(account, client, changes);
        }
    }
}
