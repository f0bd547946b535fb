package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A removal made of a tombstone has nothing but its key. */
class TombstoneTest {
    private static final Simulator SIMULATOR = Simulator.start();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    @Test
    void aRemovalThatNamesNobodyMeansWhomTheLedgerKnows() {
        Desk.GLADLY.open(SIMULATOR);
        try (Bench bench = new Bench(SIMULATOR, Desk.GLADLY)) {
            bench.send(
                            Ask.create(Desk.GLADLY, "alice"),
                            Ask.to("DEACTIVATE", "alice").byId(null))
                    .play();

            assertThat(bench.answer(1).code()).isEqualTo(Code.APPLIED);
            assertThat(bench.vendor().primary().users().get(0).get("active").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void aRemovalThatNamesNobodyWhomTheLedgerKnowsAsksTheVendorNothing() {
        Desk.GLADLY.open(SIMULATOR);
        SIMULATOR.journal().clear();
        try (Bench bench = new Bench(SIMULATOR, Desk.GLADLY)) {
            bench.send(Ask.to("DEACTIVATE", "bob").byId(null)).play();

            assertThat(bench.answer(0).code()).isEqualTo(Code.ALREADY_ABSENT);
            assertThat(SIMULATOR.journal().of(Desk.GLADLY.simulated)).isEmpty();
        }
    }
}
