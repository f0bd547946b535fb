package io.rollcall.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** How far Connect may commit. Used by Connect's thread alone. */
final class Commits {
    private final Map<Integer, Taken> partitions = new HashMap<>();

    private static final class Taken {
        /** After the last record that was taken; -1 before the first. */
        long next = -1;

        final NavigableMap<Long, CompletableFuture<?>> reports = new TreeMap<>();
    }

    void opened(int partition) {
        partitions.put(partition, new Taken());
    }

    void closed(int partition) {
        partitions.remove(partition);
    }

    /** A record was handed on. */
    void took(Coordinates at) {
        of(at).next = at.offset() + 1;
    }

    /** A record that nobody can be answered for is being reported; nothing from it on is committed before that is done. */
    void reporting(Coordinates at, CompletableFuture<?> report) {
        of(at).reports.put(at.offset(), report);
    }

    /**
     * Forgets reports that are done, and says whether there are others.
     *
     * @throws ConnectException when one failed
     */
    boolean settle() {
        boolean waiting = false;
        for (Taken taken : partitions.values()) {
            taken.reports.values().removeIf(Commits::done);
            waiting |= !taken.reports.isEmpty();
        }
        return waiting;
    }

    private static boolean done(CompletableFuture<?> report) {
        if (report.isCompletedExceptionally()) {
            throw new ConnectException(
                    "A record that is no command could not be handed to Connect's dead letters. Check the topic that"
                            + " errors.deadletterqueue.topic.name names.",
                    report.handle((done, failure) -> failure).join());
        }
        return report.isDone();
    }

    /**
     * The offsets to commit.
     *
     * @param current how far Connect has read; beyond what was taken lie only records that transformations or converters
     *     kept from us
     * @param progress how far a partition is finished, of what was taken
     */
    Map<TopicPartition, OffsetAndMetadata> of(
            Map<TopicPartition, OffsetAndMetadata> current, IntToLongFunction progress) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        current.forEach((place, read) -> {
            Taken taken = partitions.get(place.partition());
            if (taken != null) {
                long finished = taken.next < 0 ? -1 : progress.applyAsLong(place.partition());
                long offset = finished == taken.next ? read.offset() : finished;
                if (!taken.reports.isEmpty()) {
                    offset = Math.min(offset, taken.reports.firstKey());
                }
                if (offset >= 0) {
                    committable.put(place, new OffsetAndMetadata(offset));
                }
            }
        });
        return committable;
    }

    private Taken of(Coordinates at) {
        return partitions.computeIfAbsent(at.partition(), none -> new Taken());
    }
}
