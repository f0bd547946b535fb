package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task holds in memory has a bound, and what is lost or gained meanwhile is neither resumed nor forgotten. */
class BackpressureTest {
    private static final TopicPartition FIRST = new TopicPartition(Records.TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(Records.TOPIC, 1);

    private final Context context = new Context();
    private final Backpressure backpressure = new Backpressure(context, 10);

    @BeforeEach
    void assign() {
        context.assignment.add(FIRST);
    }

    @Test
    void itPausesAtTheMarkAndResumesBelowHalf() {
        backpressure.regulate(9);
        assertThat(context.paused).isEmpty();
        backpressure.regulate(10);
        assertThat(context.paused).containsExactly(FIRST);
        backpressure.regulate(5);
        assertThat(context.paused).containsExactly(FIRST);
        backpressure.regulate(4);
        assertThat(context.paused).isEmpty();
        backpressure.regulate(9);
        assertThat(context.paused).isEmpty();
    }

    @Test
    void aMarkOfOneLetsThroughOneAtATime() {
        Backpressure single = new Backpressure(context, 1);

        single.regulate(1);
        assertThat(context.paused).containsExactly(FIRST);
        single.regulate(0);
        assertThat(context.paused).isEmpty();
    }

    @Test
    void whatIsAssignedWhilePausedIsPausedToo() {
        backpressure.regulate(10);
        context.assignment.add(SECOND);

        backpressure.regulate(10);

        assertThat(context.paused).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void whatIsLostWhilePausedIsNotResumed() {
        context.assignment.add(SECOND);
        backpressure.regulate(10);
        context.assignment.remove(FIRST);
        backpressure.lost(List.of(FIRST));

        backpressure.regulate(0);

        assertThat(context.paused).containsExactly(FIRST);
    }
}
