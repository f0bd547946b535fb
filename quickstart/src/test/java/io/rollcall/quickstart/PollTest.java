package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whatIsThereAtOnceCostsNoTime() throws Exception {
        assertThat(time.poll(LIMIT).until(Duration.ZERO, () -> Optional.of("here"), PollTest::late))
                .isEqualTo("here");
        assertThat(time.passed()).isZero();
    }

    @Test
    void whatComesDuringTheLastPauseIsStillSeen() throws Exception {
        Poll poll = time.poll(Duration.ofMillis(600));
        String seen = poll.until(
                LIMIT,
                () -> time.passed().compareTo(LIMIT) > 0 ? Optional.of("here") : Optional.empty(),
                PollTest::late);
        assertThat(seen).isEqualTo("here");
    }

    @Test
    void waitingEndsOnePauseAfterTheLimitAtTheLatest() {
        Poll poll = time.poll(Duration.ofMillis(300));
        assertThatThrownBy(() -> poll.until(
                        LIMIT,
                        () -> {
                            looks.incrementAndGet();
                            return Optional.empty();
                        },
                        PollTest::late))
                .hasMessage("late");
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(1200));
        assertThat(looks).hasValue(5);
    }

    private static StackException late() {
        return new StackException("late");
    }
}
