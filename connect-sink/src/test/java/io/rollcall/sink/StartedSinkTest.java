package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rollcall.apply.LedgerCodec;
import io.rollcall.command.CommandKey;
import io.rollcall.schema.CommandJson;
import io.rollcall.schema.CommandKeyCodec;
import io.rollcall.schema.CommandSchemas;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task answers what can be answered, commits nothing too early, and never makes Connect wait. */
class StartedSinkTest {
    /** Far more than anything here needs, and far less than what waits for a silent vendor. */
    private static final Duration PROMPTLY = Duration.ofSeconds(15);

    private static Simulator simulator;

    private final FakeKafka kafka = new FakeKafka();
    private String user;

    @BeforeAll
    static void begin() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void end() {
        simulator.close();
    }

    @BeforeEach
    void seed() {
        simulator.reset();
        simulator.olark().primary().seed(3);
        user = simulator.olark().primary().users().get(0).get("id").asText();
    }

    @AfterEach
    void release() {
        simulator.releaseHangs();
    }

    @Test
    void aCommandIsAnsweredRememberedAndThenCommitted() {
        try (Worker worker = worker().start(0, 1)) {
            worker.put(verify("ann", 1, 7));

            worker.putUntil(() -> worker.committable().equals(Map.of(1, 8L)));

            assertThat(worker.answers()).containsExactly("id-of-ann ALREADY_CONVERGED");
            assertThat(kafka.producer.history())
                    .allSatisfy(record -> assertThat(record.partition()).isEqualTo(1))
                    .extracting(ProducerRecord::topic)
                    .contains(FakeKafka.LEDGER, FakeKafka.RESULTS);
            assertThat(worker.context.metric("results-already-converged-total")).isEqualTo(1L);
            assertThat(worker.context.metric("commands-unfinished")).isEqualTo(0);
            assertThat((long) worker.context.metric("requests-total")).isPositive();
            assertThat(worker.context.commitRequests).isPositive();
        }
    }

    @Test
    void aCommandWaitsForTheLedgerAndAReplayAsksTheVendorNothing() {
        Worker first = worker().start(0);
        first.put(verify("ann", 0, 7));
        first.putUntil(() -> first.committable().equals(Map.of(0, 8L)));
        List<ProducerRecord<byte[], byte[]>> remembered = kafka.sent(FakeKafka.LEDGER);
        byte[] ledger = remembered.get(remembered.size() - 1).value();
        first.close();
        assertThat(LedgerCodec.read(Records.key("ann"), ledger).done()).isNotNull();
        simulator.journal().clear();

        FakeKafka again = new FakeKafka();
        again.ledgerEnds(0, 1);
        try (Worker worker = new Worker(Settings.olark(simulator), again).start(0)) {
            worker.put(verify("ann", 0, 7));
            IntStream.range(0, 20).forEach(call -> worker.put());
            assertThat(worker.answers()).isEmpty();
            assertThat(worker.context.metric("ledger-partitions-loading")).isEqualTo(1);

            again.ledgerBrings(0, 0, CommandJson.write(Records.key("ann")), ledger);
            worker.putUntil(() -> worker.committable().equals(Map.of(0, 8L)));

            assertThat(worker.answers()).isEqualTo(first.answers());
            assertThat(requests()).isEmpty();
        }
    }

    @Test
    void aSilentVendorHoldsUpNeitherCallsNorTheEnd() {
        simulator.olark().inject(InjectedFault.of(Kind.HANG).repeated(-1));
        Worker worker = worker().with("max.unfinished.commands", 10).start(0);
        SinkRecord[] many = IntStream.range(0, 300)
                .mapToObj(number -> verify("s" + number, 0, number))
                .toArray(SinkRecord[]::new);

        assertTimeoutPreemptively(PROMPTLY, () -> {
            worker.put(many);
            worker.putUntil(() -> !requests().isEmpty());
            IntStream.range(0, 100).forEach(call -> worker.put());
            assertThat(worker.committable()).isEqualTo(Map.of(0, 0L));
            assertThat(worker.context.paused).containsExactly(new TopicPartition(Records.TOPIC, 0));
            assertThat(worker.context.metric("partitions-paused")).isEqualTo(1);
            assertThat(worker.context.timeouts).last().isEqualTo(200L);
            worker.revoke(0);
            worker.close();
        });
        assertThat(kafka.producer.closed()).isTrue();
    }

    @Test
    void whatCannotBeAnsweredEndsTheTaskUnlessConnectIsTolerant() {
        try (Worker worker = worker().start(0)) {
            assertThatThrownBy(() -> worker.put(verify("ann", 0, 7), Records.poison(0, 8)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("commands, partition 0, offset 8")
                    .hasMessageContaining("errors.tolerance=all")
                    .hasMessageNotContaining("hello");
        }
    }

    @Test
    void whatCannotBeAnsweredIsCommittedWhenItsReportIsHeld() {
        Reports reports = new Reports();
        try (Worker worker = tolerant(reports).start(0)) {
            SinkRecord poison = Records.poison(0, 7);
            worker.put(poison, verify("ann", 0, 8));
            worker.putUntil(() -> worker.answers().size() == 1 && reports.records.size() == 1);
            assertThat(worker.committable()).isEqualTo(Map.of(0, 7L));

            reports.held.complete(null);

            worker.putUntil(() -> worker.committable().equals(Map.of(0, 9L)));
            assertThat(reports.records).containsExactly(poison);
            assertThat(worker.context.metric("records-unreadable-total")).isEqualTo(1L);
        }
    }

    @Test
    void aReportThatFailsEndsTheTask() {
        Reports reports = new Reports();
        reports.held.completeExceptionally(new RecordTooLargeException("too large"));
        try (Worker worker = tolerant(reports).start(0)) {
            worker.put(Records.poison(0, 7));

            assertThatThrownBy(() -> worker.putUntil(() -> false))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("errors.deadletterqueue.topic.name");
            assertThat(worker.committable()).isEqualTo(Map.of(0, 7L));
        }
    }

    @Test
    void withoutAReporterATolerantTaskGoesOn() {
        try (Worker worker = worker().with("errors.tolerance", "all").start(0)) {
            worker.put(Records.poison(0, 7));

            assertThat(worker.committable()).isEqualTo(Map.of(0, 8L));
            assertThat(worker.context.metric("records-unreadable-total")).isEqualTo(1L);
        }
    }

    @Test
    void aBrokenCommandIsAnsweredAndTheTaskGoesOnWhateverTheTolerance() {
        Reports reports = new Reports();
        try (Worker worker = worker().start(0)) {
            worker.context.reporter = reports;
            worker.put(broken("ann", 0, 7), verify("ben", 0, 8));

            worker.putUntil(() -> worker.committable().equals(Map.of(0, 9L)));

            assertThat(worker.answers()).containsExactlyInAnyOrder("c1 INVALID_COMMAND", "id-of-ben ALREADY_CONVERGED");
            assertThat(reports.records).isEmpty();
        }
    }

    @Test
    void aBrokenCommandIsAlsoReportedToATolerantConnectBeforeItIsCommitted() {
        Reports reports = new Reports();
        try (Worker worker = tolerant(reports).start(0)) {
            SinkRecord record = broken("ann", 0, 7);
            worker.put(record);
            worker.putUntil(() -> reports.records.size() == 1);
            assertThat(worker.committable()).isEqualTo(Map.of(0, 7L));

            reports.held.complete(null);

            worker.putUntil(() -> worker.committable().equals(Map.of(0, 8L)));
            assertThat(reports.records).containsExactly(record);
            assertThat(reports.errors.get(0)).hasMessageContaining("INVALID_COMMAND");
            assertThat(worker.answers()).containsExactly("c1 INVALID_COMMAND");
        }
    }

    @Test
    void whatOthersHaveToDoIsPassedAndCommitted() {
        try (Worker worker = worker().start(0)) {
            worker.put(Records.of(Records.verify(new CommandKey("olark", "other", "x"), user), 0, 7));

            assertThat(worker.committable()).isEqualTo(Map.of(0, 8L));
            assertThat(worker.context.metric("records-elsewhere-total")).isEqualTo(1L);
            assertThat(requests()).isEmpty();
        }
    }

    @Test
    void aRecordThatKafkaDoesNotTakeEndsTheTaskUncommitted() {
        FakeKafka refusing = new FakeKafka(false);
        try (Worker worker = new Worker(Settings.olark(simulator), refusing).start(0)) {
            worker.put(verify("ann", 0, 7));
            worker.putUntil(() -> refusing.producer.errorNext(new RecordTooLargeException("too large")));

            assertThatThrownBy(() -> worker.putUntil(() -> false)).isInstanceOf(ConnectException.class);
            assertThat(worker.committable()).isEqualTo(Map.of(0, 7L));
        }
    }

    @Test
    void partitionsThatTheTopicsLackEndTheTask() {
        try (Worker worker = worker().start(0)) {
            assertThatThrownBy(() -> worker.assign(2))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("commands has more than the 2 partitions");
        }
    }

    @Test
    void topicsThatDoNotFitKeepTheTaskFromStarting() {
        kafka.cluster.with(FakeKafka.LEDGER, 2, "delete");

        assertThatThrownBy(() -> worker().start(0))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("ledger.topic");
    }

    @Test
    void whatWasOpenedIsClosedWhenTheRestCannotBe() {
        kafka.refusal = new KafkaException("Failed to construct kafka consumer");

        assertThatThrownBy(() -> worker().start(0)).isSameAs(kafka.refusal);

        assertThat(kafka.producer.closed()).isTrue();
    }

    private static List<JournalEntry> requests() {
        return simulator.journal().entries(any -> true);
    }

    private Worker worker() {
        return new Worker(Settings.olark(simulator), kafka);
    }

    private Worker tolerant(Reports reports) {
        Worker worker = worker().with("errors.tolerance", "all");
        worker.context.reporter = reports;
        return worker;
    }

    private SinkRecord verify(String subjectKey, int partition, long offset) {
        return Records.of(Records.verify(Records.key(subjectKey), user), partition, offset);
    }

    private static SinkRecord broken(String subjectKey, int partition, long offset) {
        return Records.record(
                CommandSchemas.KEY,
                CommandKeyCodec.encode(Records.key(subjectKey)),
                null,
                Map.of("commandId", "c1", "vendor", "olark", "tenant", Records.TENANT),
                partition,
                offset);
    }

    /** Connect's side of dead letters. */
    private static final class Reports implements ErrantRecordReporter {
        final List<SinkRecord> records = new CopyOnWriteArrayList<>();
        final List<Throwable> errors = new CopyOnWriteArrayList<>();
        final CompletableFuture<Void> held = new CompletableFuture<>();

        @Override
        public CompletableFuture<Void> report(SinkRecord record, Throwable error) {
            errors.add(error);
            records.add(record);
            return held;
        }
    }
}
