package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting updates of a person are sent as one, and never at the price of a wrong answer. */
class FoldTest {
    private static final Simulator SIMULATOR = Simulator.start();

    private Bench bench;

    @BeforeEach
    void open() {
        Desk.GLADLY.open(SIMULATOR);
        bench = new Bench(SIMULATOR, Desk.GLADLY);
        bench.send(Ask.create(Desk.GLADLY, "alice")).play();
        SIMULATOR.journal().clear();
    }

    @AfterEach
    void closeBench() {
        bench.close();
    }

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    @Test
    void waitingUpdatesAreOneRequestAndEachIsAnswered() {
        bench.send(
                        Ask.to("UPDATE", "alice").named("One"),
                        Ask.to("UPDATE", "alice").named("Two"),
                        Ask.to("UPDATE", "alice").named("Three"))
                .play();

        assertThat(name()).isEqualTo("Three");
        // The first one's turn has come before the others are there.
        assertThat(writes()).isEqualTo(2);
        assertThat(bench.answer(1).code()).isEqualTo(Code.APPLIED);
        assertThat(bench.answer(2).code()).isEqualTo(Code.APPLIED);
        assertThat(bench.answer(3).code()).isEqualTo(Code.APPLIED);
    }

    @Test
    void aCommandThatComesTwiceIsNotTakenForTheAnswerToTheNext() {
        bench.send(
                        Ask.to("UPDATE", "alice").id("a").named("One"),
                        Ask.to("UPDATE", "alice").id("a").named("One"),
                        Ask.to("UPDATE", "alice").id("b").named("Two"))
                .play();

        assertThat(name()).isEqualTo("Two");
        assertThat(bench.answer(3).code()).isEqualTo(Code.APPLIED);
    }

    @Test
    void aSequenceThatIsTooLowIsSupersededBehindOneWithoutToo() {
        bench.send(Ask.to("UPDATE", "alice").sequence(7).named("Seven")).play();
        bench.send(
                        Ask.to("UPDATE", "alice").named("Any"),
                        Ask.to("UPDATE", "alice").sequence(5).named("Five"))
                .play();

        assertThat(name()).isEqualTo("Any");
        assertThat(bench.answer(3).code()).isEqualTo(Code.SUPERSEDED);
    }

    private String name() {
        return bench.vendor().primary().users().get(0).get("name").asText();
    }

    private long writes() {
        return SIMULATOR.journal().of(Desk.GLADLY.simulated, "update_user").size();
    }
}
