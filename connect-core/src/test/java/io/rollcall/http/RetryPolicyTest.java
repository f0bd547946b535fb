package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.vendor.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final RetryPolicy POLICY = new RetryPolicy(100, Duration.ofMinutes(5));
    private static final Failure BUSY = new Failure.Transient(true, null);

    @Test
    void pausesAreAnywhereUpToACeilingThatDoublesAndThenStays() {
        for (int attempt = 1; attempt < 100; attempt++) {
            long ceiling = attempt > 6 ? 30_000 : 500L << (attempt - 1);
            assertThat(pause(attempt, BUSY, 0)).hasValue(Duration.ZERO);
            assertThat(pause(attempt, BUSY, 1)).hasValue(Duration.ofMillis(ceiling));
            assertThat(pause(attempt, BUSY, 0.5)).hasValue(Duration.ofMillis(ceiling / 2));
        }
    }

    @Test
    void aVendorsWishIsNeverUndercut() {
        Failure throttled = new Failure.Throttled(Duration.ofSeconds(40));
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            Duration pause = pause(1 + random.nextInt(50), throttled, random.nextDouble())
                    .orElseThrow();
            assertThat(pause).isBetween(Duration.ofSeconds(40), Duration.ofMillis(40_500));
        }
    }

    @Test
    void aWishBeyondTheTimeLeftEndsRetryingInsteadOfComingBackEarly() {
        assertThat(pause(1, new Failure.Throttled(Duration.ofMinutes(6)), 0)).isEmpty();
        assertThat(POLICY.pause(1, Duration.ofMinutes(4), new Failure.Throttled(Duration.ofSeconds(61)), true, 0))
                .isEmpty();
    }

    @Test
    void attemptsAndElapsedTimeAreBounds() {
        RetryPolicy three = new RetryPolicy(3, Duration.ofMinutes(5));
        assertThat(three.pause(2, Duration.ZERO, BUSY, true, 1)).isPresent();
        assertThat(three.pause(3, Duration.ZERO, BUSY, true, 1)).isEmpty();
        assertThat(POLICY.pause(1, Duration.ofMinutes(5), BUSY, true, 1)).isEmpty();
    }

    @Test
    void onlyWhatMayPassByItselfIsRepeated() {
        assertThat(pause(1, new Failure.Forbidden(), 1)).isEmpty();
        assertThat(pause(1, new Failure.Absent(), 1)).isEmpty();
        assertThat(pause(1, new Failure.Misconfigured(), 1)).isEmpty();
        assertThat(pause(1, new Failure.Closed(), 1)).isEmpty();
    }

    @Test
    void whatMustNotHappenTwiceIsRepeatedOnlyWhenItCertainlyDidNotHappen() {
        assertThat(POLICY.pause(1, Duration.ZERO, BUSY, false, 1)).isEmpty();
        assertThat(POLICY.pause(1, Duration.ZERO, new Failure.Transient(false, null), false, 1))
                .isPresent();
        assertThat(POLICY.pause(1, Duration.ZERO, new Failure.Throttled(null), false, 1))
                .isPresent();
    }

    private static Optional<Duration> pause(int attempt, Failure failure, double random) {
        return POLICY.pause(attempt, Duration.ZERO, failure, true, random);
    }
}
