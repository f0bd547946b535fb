package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.apply.LedgerCodec;
import io.rollcall.apply.LedgerEntry;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.schema.CommandJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers and the ledger lie beside their command, in the order in which they came, and count when Kafka holds them. */
class KafkaJournalTest {
    private static final CommandKey KEY = Records.key("ann");
    private static final ResultConverters PLAIN =
            new ResultConverters(JsonConverter.class, json(), JsonConverter.class, json());

    private final FakeKafka kafka = new FakeKafka(false);
    private final DeadLetters deadLetters = new DeadLetters(null, "rollcall-test");
    private final KafkaJournal journal = new KafkaJournal(
            new TopicSettings(Records.TOPIC, FakeKafka.RESULTS, FakeKafka.LEDGER, (short) -1),
            PLAIN.key(),
            PLAIN.value(),
            kafka.producer,
            deadLetters,
            "rollcall-test");

    @AfterEach
    void close() {
        journal.close();
        deadLetters.close();
    }

    @Test
    void anAnswerLiesInThePartitionOfItsCommandUnderItsKey() throws IOException {
        journal.answer(1, result("c1"));

        ProducerRecord<byte[], byte[]> sent = sent(1).get(0);
        assertThat(sent.topic()).isEqualTo(FakeKafka.RESULTS);
        assertThat(sent.partition()).isEqualTo(1);
        assertThat(read(sent.key()).path("subjectKey").asText()).isEqualTo("ann");
        assertThat(read(sent.value()).path("commandId").asText()).isEqualTo("c1");
        assertThat(read(sent.value()).path("code").asText()).isEqualTo("APPLIED");
    }

    @Test
    void theLedgerCanBeReadBack() {
        LedgerEntry entry = new LedgerEntry(null, null, List.of(), "u1", null, 7);
        journal.remember(0, KEY, entry);

        ProducerRecord<byte[], byte[]> sent = sent(1).get(0);
        assertThat(sent.topic()).isEqualTo(FakeKafka.LEDGER);
        assertThat(sent.partition()).isEqualTo(0);
        CommandKey key = CommandJson.readKey(new String(sent.key(), StandardCharsets.UTF_8));
        assertThat(key).isEqualTo(KEY);
        assertThat(LedgerCodec.read(key, sent.value())).isEqualTo(entry);
    }

    @Test
    void theOrderIsKept() {
        IntStream.range(0, 50).forEach(number -> journal.answer(0, result("c" + number)));

        assertThat(sent(50))
                .extracting(record -> read(record.value()).path("commandId").asText())
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(number -> "c" + number).toList());
    }

    @Test
    void aRecordCountsOnlyWhenKafkaHoldsIt() {
        CompletionStage<?> held = journal.answer(0, result("c1"));
        sent(1);
        assertThat(held.toCompletableFuture()).isNotDone();

        kafka.producer.completeNext();

        assertThat(held.toCompletableFuture()).isCompleted();
    }

    @Test
    void aRecordThatKafkaDoesNotTakeIsNotHeld() {
        CompletionStage<?> held = journal.answer(0, result("c1"));
        sent(1);

        kafka.producer.errorNext(new RecordTooLargeException("too large"));

        assertThat(held.toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void whatComesAfterTheEndIsNotHeld() {
        journal.close();

        assertThat(journal.answer(0, result("c1")).toCompletableFuture()).isCompletedExceptionally();
        assertThat(kafka.producer.closed()).isTrue();
    }

    @Test
    void withoutDeadLettersNobodyIsWaitedFor() {
        assertThat(journal.bury(result("c1")).toCompletableFuture()).isCompleted();
    }

    private List<ProducerRecord<byte[], byte[]>> sent(int count) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> kafka.producer.history().size() == count);
        return kafka.producer.history();
    }

    private static JsonNode read(byte @Nullable [] json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError("Not JSON", e);
        }
    }

    private static Map<String, Object> json() {
        return Map.of("schemas.enable", "false", "converter.type", "value");
    }

    private static ProvisioningResult result(String commandId) {
        return Records.result(commandId, KEY, new CommandRef(Records.TOPIC, 0, 1));
    }
}
