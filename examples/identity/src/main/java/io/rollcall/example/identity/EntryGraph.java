package io.rollcall.example.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** All entries, and who shares a link with whom. A human being is a connected component. */
final class EntryGraph {

    static final String ENTRIES = "entries";
    static final String LINKS = "links";

    private final KeyValueStore<String, Entry> entries;
    private final KeyValueStore<String, Holders> links;
    private final int sharedAbove;

    /** @param keys of the entries that have a link, sorted */
    record Holders(List<String> keys) {}

    /**
     * @param sharedAbove a link that more entries than this have is a shared mailbox or a placeholder, and joins nobody
     */
    EntryGraph(KeyValueStore<String, Entry> entries, KeyValueStore<String, Holders> links, int sharedAbove) {
        this.entries = entries;
        this.links = links;
        this.sharedAbove = sharedAbove;
    }

    /** The entries whose components may differ once {@code key} has {@code next}. */
    Set<String> touchedBy(String key, @Nullable Entry next) {
        Set<String> touched = new TreeSet<>(Set.of(key));
        Set<String> changing = linksOf(key);
        if (next != null) {
            changing.addAll(next.links());
        }
        for (String link : changing) {
            Collection<String> holders = holders(link);
            // One more or less makes a link shared, or tells its holders apart again.
            if (holders.size() <= sharedAbove + 1) {
                touched.addAll(holders);
            }
        }
        return touched;
    }

    void put(String key, @Nullable Entry next) {
        Set<String> before = linksOf(key);
        Set<String> after = next == null ? Set.of() : next.links();
        before.stream().filter(link -> !after.contains(link)).forEach(link -> unlink(link, key));
        after.stream().filter(link -> !before.contains(link)).forEach(link -> link(link, key));
        entries.put(key, next);
    }

    /** The components of these entries, each once and whole. */
    List<List<Entry>> components(Set<String> keys) {
        List<List<Entry>> components = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String key : keys) {
            List<Entry> component = component(key, seen);
            if (!component.isEmpty()) {
                components.add(component);
            }
        }
        return components;
    }

    private List<Entry> component(String start, Set<String> seen) {
        List<Entry> component = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String key = open.pop();
            Entry entry = seen.add(key) ? entries.get(key) : null;
            if (entry != null) {
                component.add(entry);
                entry.links().stream().filter(this::joins).forEach(link -> open.addAll(holders(link)));
            }
        }
        return component;
    }

    /** Whether this link tells one human being from others. */
    boolean joins(String link) {
        return holders(link).size() <= sharedAbove;
    }

    private Set<String> linksOf(String key) {
        Entry entry = entries.get(key);
        return entry == null ? new TreeSet<>() : entry.links();
    }

    private Collection<String> holders(String link) {
        Holders holders = links.get(link);
        return holders == null ? List.of() : holders.keys();
    }

    private void link(String link, String key) {
        Set<String> keys = new TreeSet<>(holders(link));
        keys.add(key);
        links.put(link, new Holders(List.copyOf(keys)));
    }

    private void unlink(String link, String key) {
        Set<String> keys = new TreeSet<>(holders(link));
        keys.remove(key);
        links.put(link, keys.isEmpty() ? null : new Holders(List.copyOf(keys)));
    }
}
