package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No offset is committed past a record that is not finished. */
class CommitsTest {
    private final Commits commits = new Commits();
    private final Map<Integer, Long> progress = new HashMap<>();

    @BeforeEach
    void open() {
        commits.opened(0);
        progress.put(0, -1L);
    }

    @Test
    void onlyWhatIsFinishedIsCommitted() {
        take(10, 11, 12);
        progress.put(0, 11L);

        assertThat(committable(13)).isEqualTo(11);
    }

    @Test
    void recordsThatNeverReachedUsAreCommittedOnceAllBeforeThemIsFinished() {
        take(10, 11);
        progress.put(0, 11L);
        assertThat(committable(20)).isEqualTo(11);

        progress.put(0, 12L);

        assertThat(committable(20)).isEqualTo(20);
    }

    @Test
    void aPartitionThatBroughtNothingStaysWhereItIs() {
        assertThat(committable(7)).isEqualTo(7);
    }

    @Test
    void nothingOfALostPartitionIsCommitted() {
        take(10);
        progress.put(0, 11L);
        commits.closed(0);

        assertThat(commits.of(at(11), progress::get)).isEmpty();
    }

    @Test
    void aReportThatIsNotHeldYetHoldsTheOffset() {
        CompletableFuture<?> report = new CompletableFuture<>();
        take(10, 11, 12);
        progress.put(0, 13L);
        commits.reporting(new Coordinates(0, 11), report);
        assertThat(commits.settle()).isTrue();
        assertThat(committable(13)).isEqualTo(11);

        report.complete(null);

        assertThat(commits.settle()).isFalse();
        assertThat(committable(13)).isEqualTo(13);
    }

    @Test
    void aReportThatFailedEndsTheTaskWithItsCause() {
        RuntimeException cause = new RuntimeException("no such topic");
        commits.reporting(new Coordinates(0, 11), CompletableFuture.failedFuture(cause));

        assertThatThrownBy(commits::settle)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("errors.deadletterqueue.topic.name")
                .hasCause(cause);
    }

    private void take(long... offsets) {
        for (long offset : offsets) {
            commits.took(new Coordinates(0, offset));
        }
    }

    private long committable(long read) {
        return commits.of(at(read), progress::get)
                .get(new TopicPartition(Records.TOPIC, 0))
                .offset();
    }

    private static Map<TopicPartition, OffsetAndMetadata> at(long read) {
        return Map.of(new TopicPartition(Records.TOPIC, 0), new OffsetAndMetadata(read));
    }
}
