package io.rollcall.quickstart;

import io.rollcall.budget.log.KafkaLogSettings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Shows the rate budget of a licence, as all connectors see it, or checks its whole topic. Only reads. */
final class Budget {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private Budget() {}

    /**
     * Shows it until interrupted, or checks it.
     *
     * @return whether all is well
     * @throws StackException when the topic cannot be read
     */
    static boolean run(BudgetOptions options, PrintStream out, InstantSource clock) {
        TopicPartition log = new TopicPartition(options.topic(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = options.cluster().consumer()) {
            if (consumer.partitionsFor(options.topic()).isEmpty()) {
                throw new StackException("There is no topic " + options.topic() + ": no connector uses the budget of "
                        + options.vendor() + " licence " + options.licence()
                        + ". The licence is budget.licence of the connectors, or else their tenant.");
            }
            consumer.assign(List.of(log));
            consumer.seekToBeginning(List.of(log));
            BudgetReplay replay = new BudgetReplay();
            long end = consumer.endOffsets(List.of(log)).getOrDefault(log, 0L);
            while (consumer.position(log) < end) {
                consumer.poll(LOOK_EVERY).forEach(record -> take(record, replay));
            }
            return options.replay() ? check(options, replay, out) : watch(options, consumer, replay, out, clock);
        } catch (KafkaException unreachable) {
            throw new StackException(
                    "Topic " + options.topic() + " cannot be read: " + unreachable.getMessage(), unreachable);
        }
    }

    /** Takes what comes within a second. */
    private static void take(KafkaConsumer<byte[], byte[]> consumer, BudgetReplay replay) {
        long begun = System.nanoTime();
        Duration left = LOOK_EVERY;
        while (left.toMillis() > 0) {
            consumer.poll(left).forEach(record -> take(record, replay));
            left = LOOK_EVERY.minusNanos(System.nanoTime() - begun);
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, BudgetReplay replay) {
        Header signature = record.headers().lastHeader(KafkaLogSettings.WRITER);
        String writer = signature == null ? "unknown" : new String(signature.value(), StandardCharsets.UTF_8);
        replay.take(record.offset(), record.timestamp(), writer, record.value());
    }

    private static boolean check(BudgetOptions options, BudgetReplay replay, PrintStream out) {
        out.println("Topic " + options.topic() + ": " + replay.summary());
        replay.findings().forEach(out::println);
        if (!replay.begun()) {
            out.println("Its beginning is gone and it holds no snapshot: nothing can be computed from it.");
            return false;
        }
        out.println(
                replay.findings().isEmpty()
                        ? "No record lets more requests go than the limit, and every snapshot agrees."
                        : replay.findings().size() + " records are wrong.");
        return replay.findings().isEmpty();
    }

    private static boolean watch(
            BudgetOptions options,
            KafkaConsumer<byte[], byte[]> consumer,
            BudgetReplay replay,
            PrintStream out,
            InstantSource clock) {
        out.println("Budget of " + options.vendor() + " licence " + options.licence() + ", topic " + options.topic()
                + ", until Ctrl-C");
        while (!Thread.currentThread().isInterrupted()) {
            out.println();
            BudgetScreen.of(replay, clock.millis()).forEach(out::println);
            take(consumer, replay);
        }
        return true;
    }
}
