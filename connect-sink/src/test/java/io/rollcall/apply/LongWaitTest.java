package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write of a whole list is made of what was read right before it, however long its turn takes to come. */
class LongWaitTest {
    private static final Simulator SIMULATOR = Simulator.start();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    /** Night is there, Day is added, and before each write something happens. */
    private static final class Scene implements AutoCloseable {
        final List<String> groups;
        final People people;
        final String ann;
        final Bench bench;
        private Runnable beforeSends = () -> {};

        Scene(Desk desk) {
            groups = desk.open(SIMULATOR);
            people = new People(SIMULATOR, desk);
            ann = people.add("ann");
            people.join(ann, groups.get(0));
            bench = new Bench(SIMULATOR, desk);
            bench.vendor = directory -> Before.everySend(directory, () -> beforeSends.run());
            // All names are known from here on.
            Ask warm = Ask.to("VERIFY", "warm").byId(people.add("warm")).member(desk.group, "ADD", "Night");
            bench.send(desk.hasRoles() ? warm.member("role", "REPLACE", desk.plainRole) : warm)
                    .play();
        }

        Code play(Runnable beforeEachWrite) {
            beforeSends = beforeEachWrite;
            bench.send(Ask.to("SET_MEMBERSHIPS", "ann").byId(ann).member(bench.desk.group, "ADD", "Day"))
                    .play();
            return bench.answer(1).code();
        }

        @Override
        public void close() {
            bench.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void whatWasEditedMeanwhileIsKept(Desk desk) {
        try (Scene scene = new Scene(desk)) {
            int[] writes = {0};
            Code code = scene.play(() -> {
                if (writes[0]++ == 0) {
                    scene.people.join(scene.ann, scene.groups.get(2));
                    scene.bench.pass(Duration.ofSeconds(31));
                }
            });
            assertThat(code).isEqualTo(Code.APPLIED);
            assertThat(scene.people.groups(scene.ann)).containsExactlyInAnyOrderElementsOf(scene.groups);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void whereEveryTurnComesLateTheWriteIsSentInTheEnd(Desk desk) {
        try (Scene scene = new Scene(desk)) {
            assertThat(scene.play(() -> scene.bench.pass(Duration.ofSeconds(31))))
                    .isEqualTo(Code.APPLIED);
            assertThat(scene.people.groups(scene.ann)).contains(scene.groups.get(0), scene.groups.get(1));
        }
    }

    /** The gap in which an edit cannot be seen holds no other request. */
    @ParameterizedTest
    @EnumSource(
            value = Desk.class,
            names = {"LIVECHAT", "GLADLY", "TALKDESK"})
    void nothingIsAskedBetweenTheReadAndTheWrite(Desk desk) {
        try (Scene scene = new Scene(desk)) {
            long before = SIMULATOR.journal().last();
            scene.play(() -> {});
            assertThat(SIMULATOR.journal().entries(entry -> entry.sequence() > before))
                    .extracting(JournalEntry::action)
                    .containsExactly("get_user", "update_user");
        }
    }
}
