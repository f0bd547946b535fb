package io.rollcall.sink;

import io.rollcall.command.CommandRef;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntToLongFunction;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Connect's dead letters, for records that are themselves bad. Keeps the records that are not finished, since only Connect's
 * own objects can be reported.
 *
 * <p>Connect may take its time with a report, so a thread of its own waits for it.
 */
final class DeadLetters implements AutoCloseable {
    private final @Nullable ErrantRecordReporter reporter;
    private final ExecutorService thread;
    private final Map<Integer, NavigableMap<Long, SinkRecord>> kept = new ConcurrentHashMap<>();

    /** @param reporter null when nobody wants to know */
    DeadLetters(@Nullable ErrantRecordReporter reporter, String name) {
        this.reporter = reporter;
        this.thread = Threads.one(name + "-dead-letters");
    }

    /** Whether reports go anywhere. */
    boolean wanted() {
        return reporter != null;
    }

    /** Keeps a record in case that it has to be buried. */
    void keep(Coordinates at, SinkRecord record) {
        if (reporter != null) {
            kept.computeIfAbsent(at.partition(), none -> new ConcurrentSkipListMap<>())
                    .put(at.offset(), record);
        }
    }

    /**
     * Forgets the records that are finished.
     *
     * @param progress the first offset of a partition that is not finished
     */
    void forget(IntToLongFunction progress) {
        kept.forEach((partition, records) ->
                records.headMap(progress.applyAsLong(partition)).clear());
    }

    /** Forgets a partition. */
    void forget(int partition) {
        kept.remove(partition);
    }

    /** Reports a record that was kept; at once done when it was not. Any thread. */
    CompletionStage<?> bury(CommandRef ref, String problem) {
        NavigableMap<Long, SinkRecord> records = kept.get(ref.partition());
        SinkRecord record = records == null ? null : records.get(ref.offset());
        return record == null ? CompletableFuture.completedFuture(null) : report(record, problem);
    }

    /** Reports a record. Any thread; done when the report is held for good. */
    CompletableFuture<?> report(SinkRecord record, String problem) {
        CompletableFuture<Object> held = new CompletableFuture<>();
        try {
            thread.execute(() -> report(record, problem, held));
        } catch (RejectedExecutionException closed) {
            held.completeExceptionally(closed);
        }
        return held;
    }

    private void report(SinkRecord record, String problem, CompletableFuture<Object> held) {
        try {
            if (reporter != null) {
                reporter.report(record, new ConnectException(problem)).get();
            }
            held.complete(true);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            held.completeExceptionally(closed);
        } catch (ExecutionException | RuntimeException failed) {
            held.completeExceptionally(failed);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
