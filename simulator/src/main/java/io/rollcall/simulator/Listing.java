package io.rollcall.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Cuts a table into pages, numbered or by cursor, with the listing faults applied. */
final class Listing {

    /**
     * @param next cursor of the following page, null on the last
     */
    record Page(List<ObjectNode> items, @Nullable String next) {}

    private record Cursor(double after, int page) {}

    private static final Cursor START = new Cursor(Double.NEGATIVE_INFINITY, 1);

    private final List<Tables.Row> rows;
    private final boolean repeating;

    private Listing(List<Tables.Row> rows, boolean repeating) {
        this.rows = rows;
        this.repeating = repeating;
    }

    static Listing of(Call call, Collection<Tables.Row> all, Predicate<ObjectNode> filter) {
        List<Tables.Row> rows = new ArrayList<>();
        for (Tables.Row row : all) {
            if (filter.test(row.node())) {
                rows.add(row);
            }
        }
        InjectedFault fault = call.fault();
        if (fault == null) {
            return new Listing(rows, false);
        }
        if (fault.kind() == InjectedFault.Kind.EMPTY_LISTING) {
            rows.clear();
        } else if (fault.kind() == InjectedFault.Kind.SHORT_LISTING) {
            rows.subList(Math.max(0, rows.size() - fault.drop()), rows.size()).clear();
            rows.removeIf(row -> fault.ids().contains(Json.text(row.node(), "id")));
        }
        return new Listing(rows, fault.kind() == InjectedFault.Kind.REPEATED_CURSOR);
    }

    int total() {
        return rows.size();
    }

    /** The page of that number from 1; empty beyond the end. */
    List<ObjectNode> numbered(int page, int size) {
        return slice((long) (Math.max(1, page) - 1) * size, size);
    }

    /** Items from a zero-based index on; a listing that repeats itself gives those before them once more. */
    List<ObjectNode> slice(long from, int size) {
        long start = repeating ? Math.max(0, from - size) : from;
        return rows.stream().skip(start).limit(size).map(Tables.Row::node).toList();
    }

    /**
     * The page after a cursor. The cursor names a place between two rows, so rows that come or go elsewhere shift nothing.
     *
     * @throws IllegalArgumentException for a cursor that was never given out
     */
    Page after(@Nullable String cursor, int size) {
        Cursor start = parse(cursor);
        List<Tables.Row> rest =
                rows.stream().filter(row -> row.order() > start.after()).toList();
        List<Tables.Row> served = rest.subList(0, Math.min(size, rest.size()));
        List<ObjectNode> items = served.stream().map(Tables.Row::node).toList();
        if (repeating) {
            return new Page(items, cursor == null || cursor.isEmpty() ? format(START) : cursor);
        }
        if (served.size() == rest.size()) {
            return new Page(items, null);
        }
        double last = served.get(served.size() - 1).order();
        return new Page(items, format(new Cursor(last, start.page() + 1)));
    }

    /** The number of the page that a cursor leads to; 1 without a cursor or with an unreadable one. */
    static int page(@Nullable String cursor) {
        try {
            return parse(cursor).page();
        } catch (IllegalArgumentException e) {
            return 1;
        }
    }

    private static String format(Cursor cursor) {
        String text = cursor.after() + "~" + cursor.page();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Cursor parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        int tilde = plain.indexOf('~');
        if (tilde < 0) {
            throw new IllegalArgumentException("not a cursor");
        }
        return new Cursor(Double.parseDouble(plain.substring(0, tilde)), Integer.parseInt(plain.substring(tilde + 1)));
    }
}
