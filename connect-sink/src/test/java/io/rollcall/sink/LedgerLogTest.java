package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.apply.LedgerCodec;
import io.rollcall.apply.LedgerEntry;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.schema.CommandJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No command is begun before all is known that the ledger says of its partition. */
class LedgerLogTest {
    private static final CommandKey ANN = Records.key("ann");
    private static final CommandKey BEN = Records.key("ben");

    private static final TopicSettings TOPICS =
            new TopicSettings(Records.TOPIC, FakeKafka.RESULTS, FakeKafka.LEDGER, (short) -1);

    private final FakeKafka kafka = new FakeKafka();
    private final LedgerLog ledger = new LedgerLog(kafka.consumer, TOPICS, "olark", Records.TENANT, "rollcall-test");
    private final Map<Integer, Map<CommandKey, LedgerEntry>> loaded = new TreeMap<>();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anEmptyPartitionIsKnownAtOnce() {
        ledger.load(List.of(0, 1));

        awaitLoaded(0, 1);

        assertThat(loaded.values()).allSatisfy(entries -> assertThat(entries).isEmpty());
        assertThat(ledger.loading()).isZero();
    }

    @Test
    void theLastRecordOfEachSubjectCountsAndARecordWithoutAValueIsNone() {
        kafka.ledgerEnds(0, 4);
        kafka.ledgerBrings(0, 0, CommandJson.write(ANN), entry("u1"));
        kafka.ledgerBrings(0, 1, CommandJson.write(BEN), entry("u2"));
        kafka.ledgerBrings(0, 2, CommandJson.write(ANN), entry("u3"));
        kafka.ledgerBrings(0, 3, CommandJson.write(BEN), null);

        ledger.load(List.of(0));

        awaitLoaded(0);
        assertThat(loaded.get(0)).containsOnlyKeys(ANN);
        assertThat(loaded.get(0).get(ANN).userId()).isEqualTo("u3");
    }

    @Test
    void nothingIsHandedOverBeforeTheEndIsRead() {
        kafka.ledgerEnds(0, 2);
        kafka.ledgerBrings(0, 0, CommandJson.write(ANN), entry("u1"));
        ledger.load(List.of(0, 1));

        awaitLoaded(1);

        assertThat(loaded).doesNotContainKey(0);
        assertThat(ledger.loading()).isEqualTo(1);
        kafka.ledgerBrings(0, 1, CommandJson.write(BEN), entry("u2"));
        awaitLoaded(0, 1);
        assertThat(loaded.get(0)).containsOnlyKeys(ANN, BEN);
    }

    @Test
    void whatOthersRememberIsNotEvenRead() {
        kafka.ledgerEnds(0, 2);
        kafka.ledgerBrings(0, 0, CommandJson.write(new CommandKey("olark", "other", "x")), new byte[] {1});
        kafka.ledgerBrings(0, 1, CommandJson.write(new CommandKey("gladly", Records.TENANT, "x")), new byte[] {1});

        ledger.load(List.of(0));

        awaitLoaded(0);
        assertThat(loaded.get(0)).isEmpty();
    }

    @Test
    void aBrokenRecordEndsTheTaskAndIsNamedWithoutBeingQuoted() {
        kafka.ledgerEnds(0, 1);
        kafka.ledgerBrings(0, 0, CommandJson.write(ANN), "{ann@example.com".getBytes(StandardCharsets.UTF_8));

        ledger.load(List.of(0));

        assertThatThrownBy(() -> awaitLoaded(0))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("commands.ledger, named by ledger.topic, partition 0, offset 0")
                .hasMessageNotContaining("example.com")
                .hasNoCause();
    }

    @Test
    void aLedgerOfCommandsBeyondTheEndIsOfAnEarlierTopicAndWouldHideNewOnes() {
        kafka.commandsEnd(0, 17);
        kafka.ledgerEnds(0, 1);
        kafka.ledgerBrings(0, 0, CommandJson.write(ANN), answered(Records.TOPIC, 17));

        ledger.load(List.of(0));

        assertThatThrownBy(() -> awaitLoaded(0))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("was deleted and made anew")
                .hasMessageContaining("ledger.topic");
    }

    @Test
    void aLedgerOfAnotherTopicsCommandsSaysNothingAboutOffsets() {
        kafka.commandsEnd(0, 3);
        kafka.ledgerEnds(0, 1);
        kafka.ledgerBrings(0, 0, CommandJson.write(ANN), answered("commands.before", 17));

        ledger.load(List.of(0));

        awaitLoaded(0);
        assertThat(loaded.get(0).get(ANN).offset(Records.TOPIC)).isEqualTo(-1);
    }

    @Test
    void passingTroubleIsWaitedFor() {
        kafka.ledgerEnds(0, 1);
        kafka.consumer.schedulePollTask(() -> kafka.consumer.setPollException(new TimeoutException("away")));
        kafka.ledgerBrings(0, 0, CommandJson.write(ANN), entry("u1"));

        ledger.load(List.of(0));

        awaitLoaded(0);
        assertThat(loaded.get(0)).containsOnlyKeys(ANN);
    }

    @Test
    void troubleWithOnePartitionTakesNothingFromAnotherThatWasHandedOver() {
        kafka.ledgerEnds(0, 1);
        kafka.ledgerEnds(1, 1);
        kafka.ledgerBrings(1, 0, CommandJson.write(BEN), entry("u2"));
        ledger.load(List.of(0, 1));
        awaitLoaded(1);

        kafka.consumer.schedulePollTask(() -> kafka.consumer.setPollException(new TimeoutException("away")));
        kafka.ledgerBrings(0, 0, CommandJson.write(ANN), entry("u1"));
        awaitLoaded(0, 1);

        assertThat(loaded.get(0)).containsOnlyKeys(ANN);
        assertThat(loaded.get(1)).containsOnlyKeys(BEN);
    }

    @Test
    void aRefusalEndsTheTask() {
        kafka.ledgerEnds(0, 1);
        kafka.consumer.schedulePollTask(() ->
                kafka.consumer.setPollException(new TopicAuthorizationException("Not authorized to access topics")));

        ledger.load(List.of(0));

        assertThatThrownBy(() -> awaitLoaded(0))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("ledger.topic")
                .hasMessageContaining("kafka.")
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void aPartitionThatCameBackGetsOnlyWhatWasReadForItsPresentTurn() {
        kafka.ledgerEnds(0, 1);
        kafka.ledgerBrings(0, 0, CommandJson.write(ANN), entry("u1"));
        ledger.load(List.of(0));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> kafka.brought() == 1 && kafka.consumer.assignment().isEmpty());
        ledger.drop(0);
        kafka.ledgerEnds(0, 2);
        kafka.ledgerBrings(0, 1, CommandJson.write(BEN), entry("u2"));
        ledger.load(List.of(0));

        awaitLoaded(0);

        assertThat(loaded.get(0)).containsOnlyKeys(BEN);
        assertThat(ledger.loading()).isZero();
    }

    @Test
    void itsConsumerIsClosedWithItEvenWhileTheEndIsNotRead() {
        kafka.ledgerEnds(0, 1);
        ledger.load(List.of(0));

        ledger.close();

        await().atMost(Duration.ofSeconds(30)).until(kafka.consumer::closed);
    }

    private void awaitLoaded(Integer... partitions) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    ledger.deliver(loaded::put);
                    return loaded.keySet().containsAll(List.of(partitions));
                });
    }

    private static byte[] answered(String topic, long offset) {
        CommandRef ref = new CommandRef(topic, 0, offset);
        LedgerEntry.Done done = new LedgerEntry.Done(ref, "", Records.result("cmd", ANN, ref), false, false);
        return LedgerCodec.write(new LedgerEntry(done, null, List.of(), null, null, 0));
    }

    private static byte[] entry(String userId) {
        return LedgerCodec.write(new LedgerEntry(null, null, List.of(), userId, null, 0));
    }
}
