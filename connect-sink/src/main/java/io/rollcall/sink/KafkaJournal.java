package io.rollcall.sink;

import io.rollcall.apply.Journal;
import io.rollcall.apply.LedgerCodec;
import io.rollcall.apply.LedgerEntry;
import io.rollcall.command.CommandKey;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.schema.CommandJson;
import io.rollcall.schema.CommandKeyCodec;
import io.rollcall.schema.CommandSchemas;
import io.rollcall.schema.ResultCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.storage.Converter;

/**
 * Answers and the ledger in their topics, in the order of the calls.
 *
 * <p>A producer may block when Kafka is away, and must not be used from its own callbacks: it has a thread of its own.
 */
final class KafkaJournal implements Journal, AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofMillis(300);

    private final TopicSettings topics;
    private final Converter keys;
    private final Converter values;
    private final Producer<byte[], byte[]> producer;
    private final DeadLetters deadLetters;
    private final ExecutorService thread;
    private final Map<Long, CompletableFuture<Object>> pending = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    /** Its converters and its producer are closed together with it. */
    KafkaJournal(
            TopicSettings topics,
            Converter keys,
            Converter values,
            Producer<byte[], byte[]> producer,
            DeadLetters deadLetters,
            String name) {
        this.topics = topics;
        this.keys = keys;
        this.values = values;
        this.producer = producer;
        this.deadLetters = deadLetters;
        this.thread = Threads.one(name + "-journal");
    }

    @Override
    public CompletionStage<?> answer(int partition, ProvisioningResult result) {
        String topic = topics.results();
        return send(() -> new ProducerRecord<>(
                topic,
                partition,
                keys.fromConnectData(topic, CommandSchemas.KEY, CommandKeyCodec.encode(result.key())),
                values.fromConnectData(topic, CommandSchemas.RESULT, ResultCodec.encode(result))));
    }

    @Override
    public CompletionStage<?> remember(int partition, CommandKey key, LedgerEntry entry) {
        return send(() -> new ProducerRecord<>(
                topics.ledger(),
                partition,
                CommandJson.write(key).getBytes(StandardCharsets.UTF_8),
                LedgerCodec.write(entry)));
    }

    @Override
    public CompletionStage<?> bury(ProvisioningResult result) {
        String why = result.message() == null ? "" : ": " + result.message();
        return deadLetters.bury(result.ref(), result.code() + why);
    }

    private CompletionStage<?> send(Supplier<ProducerRecord<byte[], byte[]>> record) {
        CompletableFuture<Object> held = new CompletableFuture<>();
        long number = count.incrementAndGet();
        pending.put(number, held);
        var unused = held.whenComplete((where, failure) -> pending.remove(number));
        try {
            thread.execute(() -> send(record, held));
        } catch (RejectedExecutionException closed) {
            held.completeExceptionally(closed);
        }
        return held;
    }

    private void send(Supplier<ProducerRecord<byte[], byte[]>> record, CompletableFuture<Object> held) {
        try {
            var unused = producer.send(record.get(), (where, failure) -> {
                if (failure == null) {
                    held.complete(where);
                } else {
                    held.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException unsendable) {
            held.completeExceptionally(unsendable);
        }
    }

    /** Lets go of what Kafka does not take at once: the ledger tells the next owner how far this one came. */
    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(LAST_WORDS);
        // Whoever waits for a record that will never be sent must not wait for ever.
        pending.values().forEach(held -> held.completeExceptionally(new RejectedExecutionException("The task ends")));
        ResultConverters.close(keys);
        ResultConverters.close(values);
    }
}
