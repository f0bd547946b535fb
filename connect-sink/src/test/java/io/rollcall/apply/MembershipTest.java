package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Groups come and go one by one, and nobody else's change is undone. */
class MembershipTest {
    private static final Simulator SIMULATOR = Simulator.start();
    /** They take single memberships; the others only the whole list, without any way to say what it was when it was read. */
    private static final Set<Desk> ONE_BY_ONE = Set.of(Desk.OLARK, Desk.SCIM);

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    /** Night is there, Day is added or Night removed, and somebody at the vendor adds Weekend meanwhile. */
    private static final class Scene implements AutoCloseable {
        final List<String> groups;
        final People people;
        final String ann;
        final Bench bench;
        private Runnable beforeReads = () -> {};
        private Runnable beforeSends = () -> {};

        Scene(Desk desk) {
            groups = desk.open(SIMULATOR);
            people = new People(SIMULATOR, desk);
            ann = people.add("ann");
            people.join(ann, groups.get(0));
            bench = new Bench(SIMULATOR, desk);
            bench.vendor = directory -> new Before(directory, () -> beforeReads.run(), () -> beforeSends.run());
            // All names are known from here on.
            Ask warm = Ask.to("VERIFY", "warm").byId(people.add("warm")).member(desk.group, "ADD", "Night");
            bench.send(desk.hasRoles() ? warm.member("role", "REPLACE", desk.plainRole) : warm)
                    .play();
        }

        void beforeSends(Runnable happens) {
            beforeSends = happens;
        }

        void beforeRequests(Runnable happens) {
            beforeReads = happens;
            beforeSends = happens;
        }

        void edit() {
            people.join(ann, groups.get(2));
        }

        Code play(String action, String name) {
            bench.send(Ask.to("SET_MEMBERSHIPS", "ann").byId(ann).member(bench.desk.group, action, name))
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
    void addingAndRemovingLeavesTheOtherGroupsAlone(Desk desk) {
        try (Scene scene = new Scene(desk)) {
            scene.edit();
            assertThat(scene.play("ADD", "Day")).isEqualTo(Code.APPLIED);
            assertThat(scene.people.groups(scene.ann)).containsExactlyInAnyOrderElementsOf(scene.groups);
        }
        try (Scene scene = new Scene(desk)) {
            scene.edit();
            assertThat(scene.play("REMOVE", "Night")).isEqualTo(Code.APPLIED);
            assertThat(scene.people.groups(scene.ann)).containsExactly(scene.groups.get(2));
        }
    }

    /**
     * An edit right before each of our requests in turn. In the gap between the read and the write of the whole list it cannot
     * be seen, before or afterwards: that is as far as the promise goes.
     */
    @ParameterizedTest
    @EnumSource(Desk.class)
    void anEditAtTheSameMomentIsKeptWhereverItCanBeSeen(Desk desk) {
        int lost = 0;
        for (int place = 0; place < 4; place++) {
            try (Scene scene = new Scene(desk)) {
                int[] passed = {0};
                int here = place;
                scene.beforeRequests(() -> {
                    if (passed[0]++ == here) {
                        scene.edit();
                    }
                });
                long before = SIMULATOR.journal().last();
                assertThat(scene.play("ADD", "Day")).isEqualTo(Code.APPLIED);
                if (passed[0] <= here) {
                    scene.edit();
                }

                Set<String> left = new HashSet<>(scene.people.groups(scene.ann));
                assertThat(left)
                        .as("%s, before request %d", desk, place)
                        .contains(scene.groups.get(0), scene.groups.get(1));
                if (!left.contains(scene.groups.get(2))) {
                    lost++;
                    assertThat(asked(before)).as("the gap").endsWith("get_user", "update_user");
                }
            }
        }
        assertThat(lost).as("edits lost at %s", desk).isEqualTo(ONE_BY_ONE.contains(desk) ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aWriteThatHadToWaitLongForItsTurnIsMadeAnewOfWhatIsThereThen(Desk desk) {
        try (Scene scene = new Scene(desk)) {
            int[] sends = {0};
            scene.beforeSends(() -> {
                if (sends[0]++ == 0) {
                    scene.edit();
                    scene.bench.pass(Duration.ofSeconds(31));
                }
            });
            assertThat(scene.play("ADD", "Day")).isEqualTo(Code.APPLIED);
            assertThat(scene.people.groups(scene.ann)).containsExactlyInAnyOrderElementsOf(scene.groups);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aWriteWhoseTurnAlwaysComesLateIsSentInTheEnd(Desk desk) {
        try (Scene scene = new Scene(desk)) {
            scene.beforeSends(() -> scene.bench.pass(Duration.ofSeconds(31)));
            assertThat(scene.play("ADD", "Day")).isEqualTo(Code.APPLIED);
        }
    }

    /** Olark takes everything or nothing when an attribute changes, so that groups go with it. */
    @ParameterizedTest
    @EnumSource(Desk.class)
    void aChangeOfTheNameLeavesGroupsAlone(Desk desk) {
        List<String> expected = new ArrayList<>();
        try (Scene scene = new Scene(desk)) {
            scene.edit();
            expected.addAll(scene.people.groups(scene.ann));
            scene.bench
                    .send(Ask.to("UPDATE", "ann").byId(scene.ann).named("New Name"))
                    .play();
            assertThat(scene.bench.answer(1).code()).isEqualTo(Code.APPLIED);
            assertThat(scene.people.groups(scene.ann)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<String> asked(long before) {
        return SIMULATOR.journal().entries(entry -> entry.sequence() > before).stream()
                .map(JournalEntry::action)
                .toList();
    }
}
