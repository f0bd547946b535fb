package io.rollcall.apply;

import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** What is known of every subject of our partitions: the ledger in memory, never ahead of the one in Kafka. */
final class Book {
    private final Journal journal;
    private final Places places;
    private final Map<Integer, Subjects> partitions = new ConcurrentHashMap<>();

    /** Those of one partition, and again those of them for whom commands wait: few of many, and asked for at every tick. */
    private static final class Subjects {
        final Map<CommandKey, LedgerEntry> all = new ConcurrentHashMap<>();
        final Map<CommandKey, LedgerEntry> waiting = new ConcurrentHashMap<>();

        LedgerEntry of(CommandKey key) {
            return all.getOrDefault(key, LedgerEntry.EMPTY);
        }

        void put(CommandKey key, LedgerEntry entry) {
            all.put(key, entry);
            if (entry.deferred().isEmpty()) {
                waiting.remove(key);
            } else {
                waiting.put(key, entry);
            }
        }
    }

    Book(Journal journal, Places places) {
        this.journal = journal;
        this.places = places;
    }

    void open(int partition, Map<CommandKey, LedgerEntry> entries) {
        Subjects subjects = new Subjects();
        entries.forEach(subjects::put);
        partitions.put(partition, subjects);
    }

    void close(int partition) {
        partitions.remove(partition);
    }

    boolean isOpen(int partition) {
        return partitions.containsKey(partition);
    }

    LedgerEntry of(int partition, CommandKey key) {
        Subjects ours = partitions.get(partition);
        return ours == null ? LedgerEntry.EMPTY : ours.of(key);
    }

    /** The subjects for whom commands wait, by partition; no partition without any. */
    Map<Integer, Map<CommandKey, LedgerEntry>> waiting() {
        Map<Integer, Map<CommandKey, LedgerEntry>> waiting = new HashMap<>();
        partitions.forEach((partition, ours) -> {
            if (!ours.waiting.isEmpty()) {
                waiting.put(partition, ours.waiting);
            }
        });
        return waiting;
    }

    /** How many commands wait for an approval. */
    int deferred() {
        return partitions.values().stream()
                .flatMap(ours -> ours.waiting.values().stream())
                .mapToInt(entry -> entry.deferred().size())
                .sum();
    }

    /** Keeps an entry; in memory only once Kafka has it. */
    CompletionStage<?> keep(int partition, CommandKey key, LedgerEntry entry) {
        return journal.remember(partition, key, entry).thenRun(() -> {
            Subjects ours = partitions.get(partition);
            if (ours != null) {
                ours.put(key, entry);
            }
        });
    }

    /** Changes an entry and waits until Kafka has it: for what must be known before a request leaves. */
    void keepNow(Case work, UnaryOperator<LedgerEntry> change) {
        int partition = work.delivery.ref().partition();
        CommandKey key = work.command.key();
        Subjects ours = partitions.get(partition);
        if (ours == null || !work.ours.getAsBoolean()) {
            // Somebody else's by now, and what we would write over is not known any more.
            throw new VendorException(new Failure.Withheld(), "The partition is not ours any more", null);
        }
        await(work, keep(partition, key, change.apply(ours.of(key))));
    }

    /** Keeps that a request is about to leave without a look: whoever takes over after a crash has to look first. */
    void attempt(Case work, Instant now) {
        keepNow(work, entry -> entry.attempting(new LedgerEntry.Attempt(work.command.commandId(), now, List.of())));
    }

    /** Publishes the state before, and waits until Kafka has it. */
    void audit(Case work, Answers answers) {
        ProvisioningResult image = answers.to(work, Code.BEFORE_IMAGE, null, null);
        await(work, journal.answer(work.delivery.ref().partition(), image));
        work.audited = true;
    }

    private void await(Case work, CompletionStage<?> stage) {
        places.await(stage, work.operation.removes());
    }
}
