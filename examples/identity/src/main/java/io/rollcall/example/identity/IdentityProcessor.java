package io.rollcall.example.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Entries in, identities out. Identities follow from the entries of the moment alone, so whichever order accounts and
 * people come in, the table ends up the same.
 */
final class IdentityProcessor extends ContextualProcessor<String, Entry, String, Identity> {

    private final Authority authority;
    private final int sharedAbove;

    IdentityProcessor(Authority authority, int sharedAbove) {
        this.authority = authority;
        this.sharedAbove = sharedAbove;
    }

    @Override
    public void process(Record<String, Entry> record) {
        EntryGraph graph = new EntryGraph(
                context().getStateStore(EntryGraph.ENTRIES), context().getStateStore(EntryGraph.LINKS), sharedAbove);
        Set<String> touched = graph.touchedBy(record.key(), record.value());
        Map<String, Identity> before = identities(graph, touched);
        graph.put(record.key(), record.value());
        Map<String, Identity> after = identities(graph, touched);

        // Ends first: a reader who looks up an account never finds it in two identities.
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(id -> emit(record, id, null));
        after.forEach((id, identity) -> {
            if (!identity.equals(before.get(id))) {
                emit(record, id, identity);
            }
        });
    }

    private Map<String, Identity> identities(EntryGraph graph, Set<String> keys) {
        Map<String, Identity> identities = new TreeMap<>();
        for (List<Entry> component : graph.components(keys)) {
            Identity identity = Identity.of(component, authority, graph::joins);
            if (identity != null) {
                identities.put(identity.id(), identity);
            }
        }
        return identities;
    }

    private void emit(Record<String, Entry> cause, String id, @Nullable Identity identity) {
        context().forward(new Record<>(id, identity, cause.timestamp()));
    }
}
