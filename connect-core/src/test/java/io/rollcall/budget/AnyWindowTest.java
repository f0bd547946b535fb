package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnyWindowTest {
    /** To run one seed again: {@code -Dtest=AnyWindowTest -Dbudget.seed=<seed>}. */
    private static final Long ONLY = Long.getLong("budget.seed");

    private static final long SEEDS = 1_000;
    private static final long SEEDS_OF_A_CONTROL = 60;

    @Test
    void noWindowIsExceededWhateverIsDelayedLostRepeatedPausedOrKilled() {
        LongStream seeds = ONLY == null ? LongStream.range(0, SEEDS) : LongStream.of(ONLY);
        seeds.forEach(seed -> {
            try {
                assertThat(new Adversity(seed, Sabotage.NONE).live().violations())
                        .isEmpty();
            } catch (AssertionError | RuntimeException e) {
                fail("Seed " + seed + "; to see it again: -Dtest=AnyWindowTest -Dbudget.seed=" + seed, e);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theSameLivesExceedAWindowWhenAPartOfTheProtocolIsMissing(Sabotage sabotage) {
        long exceeded = LongStream.range(0, SEEDS_OF_A_CONTROL)
                .filter(seed -> !new Adversity(2 * seed + 1, sabotage)
                        .live()
                        .violations()
                        .isEmpty())
                .count();

        System.out.println(sabotage + ": " + exceeded + " of " + SEEDS_OF_A_CONTROL + " lives exceed a window");
        assertThat(exceeded).isGreaterThan(3);
    }
}
