package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Status;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps a mistake upstream from taking everybody's access away. */
class GuardTest {
    private static final Simulator SIMULATOR = Simulator.start();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void removalsBeyondTheLimitAreStagedUntilTheWindowHasSlidOn(Desk desk) {
        desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            bench.settings = Tuning.removals(3, Duration.ofMinutes(10));
            List<String> ids = new ArrayList<>();
            for (int person = 0; person < 10; person++) {
                ids.add(people.add("p" + person));
            }
            deactivate(bench, ids, 0, 2);
            bench.pass(Duration.ofMinutes(6));
            deactivate(bench, ids, 2, 5);
            assertThat(codes(bench))
                    .containsExactly(Code.APPLIED, Code.APPLIED, Code.APPLIED, Code.GUARD_TRIPPED, Code.GUARD_TRIPPED);
            assertThat(bench.answer(4).code().status()).isEqualTo(Status.STAGED);
            assertThat(bench.tape.buried).isEmpty();

            // Staged, and meant after all.
            Options meant = new Options(false, "ADOPT", "SOFT", false, "duty manager", null);
            bench.send(Ask.to("DEACTIVATE", "p3").byId(ids.get(3)).with(meant)).play();
            assertThat(bench.answer(5).code()).isEqualTo(Code.APPLIED);

            // Four minutes on the first two are out of the window, the third and the one that was meant are not.
            bench.pass(Duration.ofMinutes(4));
            deactivate(bench, ids, 4, 6);
            assertThat(codes(bench).subList(6, 8)).containsExactly(Code.APPLIED, Code.GUARD_TRIPPED);
            assertThat(ids).filteredOn(id -> !people.isActive(id)).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void theWindowIsRememberedOverARestart(Desk desk) {
        desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            bench.settings = Tuning.removals(2, Duration.ofMinutes(10));
            List<String> ids = IntStream.range(0, 4)
                    .mapToObj(person -> people.add("p" + person))
                    .toList();
            deactivate(bench, ids, 0, 2);
            bench.restart();
            deactivate(bench, ids, 2, 3);
            assertThat(bench.answer(2).code()).isEqualTo(Code.GUARD_TRIPPED);
            bench.pass(Duration.ofMinutes(10));
            bench.restart();
            deactivate(bench, ids, 3, 4);
            assertThat(bench.answer(3).code()).isEqualTo(Code.APPLIED);
        }
    }

    @Test
    void whatRemovesNobodyIsNotCounted() {
        Desk desk = Desk.TALKDESK;
        desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            bench.settings = Tuning.removals(1, Duration.ofMinutes(10));
            Options plan = new Options(true, "ADOPT", "SOFT", false, null, null);
            bench.send(
                    Ask.to("DEACTIVATE", "nobody"),
                    Ask.to("DEACTIVATE", "ann").byId(people.add("ann")).with(plan),
                    Ask.to("DEACTIVATE", "ann").byId("another").if_(new Preconditions("this one", null, null)),
                    Ask.to("DEACTIVATE", "bob").byId(people.add("bob")));
            bench.play();
            assertThat(bench.answer(3).code()).isEqualTo(Code.APPLIED);
        }
    }

    private static void deactivate(Bench bench, List<String> ids, int from, int to) {
        for (int person = from; person < to; person++) {
            bench.send(Ask.to("DEACTIVATE", "p" + person).byId(ids.get(person))).play();
        }
    }

    private static List<Code> codes(Bench bench) {
        return IntStream.range(0, bench.topic.size())
                .mapToObj(bench::answer)
                .map(ProvisioningResult::code)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "LIVECHAT,DELETE",
        "LIVECHAT,DEACTIVATE",
        "LIVECHAT,UPDATE",
        "GLADLY,DEACTIVATE",
        "GLADLY,UPDATE",
        "TALKDESK,DELETE",
        "TALKDESK,UPDATE",
        "SCIM,DELETE",
        "SCIM,UPDATE"
    })
    void theLastAdministratorStays(Desk desk, String operation) {
        desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        String one = people.addAdmin("one");
        String two = people.addAdmin("two");
        String retired = people.addAdmin("retired");
        people.activate(retired, false);
        people.add("plain");
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            bench.send(removing(desk, operation, "one", one)).play();
            assertThat(bench.answer(0).code()).isEqualTo(Code.APPLIED);
            assertThat(people.activeAdmins()).containsExactly(two);

            bench.send(removing(desk, operation, "two", two)).play();
            assertThat(bench.answer(1).code()).isEqualTo(Code.LAST_ADMIN);
            assertThat(people.activeAdmins()).containsExactly(two);
        }
    }

    private static Ask removing(Desk desk, String operation, String person, String id) {
        Ask ask = Ask.to(operation, person).byId(id);
        if (operation.equals("UPDATE")) {
            return ask.member("role", "REPLACE", desk.plainRole);
        }
        return operation.equals("DELETE") ? ask.hard() : ask;
    }

    /** Two tasks that share nothing but the vendor: one goes on by a round whenever the other is about to ask something. */
    @ParameterizedTest
    @EnumSource(
            value = Desk.class,
            names = {"LIVECHAT", "GLADLY", "TALKDESK", "SCIM"})
    void twoTasksThatRemoveTheLastTwoLeaveOneHoweverTheyAreInterleaved(Desk desk) {
        String operation = desk == Desk.GLADLY ? "DEACTIVATE" : "DELETE";
        for (int place = 0; place < 14; place++) {
            for (int rounds = 1; rounds < 4; rounds++) {
                People people = twoAdmins(desk);
                try (Bench one = new Bench(SIMULATOR, desk);
                        Bench other = new Bench(SIMULATOR, desk)) {
                    Interruption interruption = new Interruption(place, rounds, other);
                    one.vendor = directory -> Before.everyRequest(directory, interruption);
                    String first = people.activeAdmins().get(0);
                    String second = people.activeAdmins().get(1);
                    one.send(removing(desk, operation, "one", first));
                    other.send(removing(desk, operation, "two", second));
                    one.play();
                    other.play();
                    assertOneLeft(people, one, other, "interrupted before request " + place + ", rounds " + rounds);
                }
            }
        }
    }

    /** Lets the other task play by itself, at one place, as far as it comes. */
    private static final class Interruption implements Runnable {
        private final int place;
        private final int requests;
        private final Bench other;
        private int passed;

        Interruption(int place, int requests, Bench other) {
            this.place = place;
            this.requests = requests;
            this.other = other;
        }

        @Override
        public void run() {
            if (passed++ == place) {
                // As far as it comes within a few requests, and no further before this one has gone on.
                other.mortality.dieAt(8 * requests);
                try {
                    other.step();
                } catch (Mortality.Killed | IllegalStateException end) {
                    other.crash();
                }
                other.mortality.revive();
            }
        }
    }

    private static People twoAdmins(Desk desk) {
        desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        people.addAdmin("one");
        people.addAdmin("two");
        return people;
    }

    private static void assertOneLeft(People people, Bench one, Bench other, String where) {
        assertThat(people.activeAdmins())
                .as("%s: %s %s", where, one.codes(), other.codes())
                .isNotEmpty();
        List<Code> codes = List.of(one.answer(0).code(), other.answer(0).code());
        assertThat(codes).as(where).isSubsetOf(Code.APPLIED, Code.LAST_ADMIN);
        long removed = codes.stream().filter(Code.APPLIED::equals).count();
        assertThat(people.activeAdmins()).as(where).hasSize((int) (2 - removed));
    }

    @ParameterizedTest
    @EnumSource(
            value = Desk.class,
            names = {"LIVECHAT", "GLADLY", "TALKDESK", "SCIM"})
    void twoThreadsThatRemoveTheLastTwoLeaveOne(Desk desk) throws InterruptedException {
        String operation = desk == Desk.GLADLY ? "DEACTIVATE" : "DELETE";
        for (int round = 0; round < 10; round++) {
            People people = twoAdmins(desk);
            try (Bench one = new Bench(SIMULATOR, desk);
                    Bench other = new Bench(SIMULATOR, desk)) {
                one.send(removing(desk, operation, "one", people.activeAdmins().get(0)));
                other.send(
                        removing(desk, operation, "two", people.activeAdmins().get(1)));
                Thread thread = new Thread(other::play);
                thread.start();
                one.play();
                thread.join();
                assertOneLeft(people, one, other, "round " + round);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Desk.class,
            names = {"LIVECHAT", "GLADLY", "TALKDESK", "SCIM"})
    void aCrashWhileARoleIsTakenNeverLeavesNobody(Desk desk) {
        String operation = desk == Desk.GLADLY ? "DEACTIVATE" : "DELETE";
        for (int step = 0; step < 40; step++) {
            People people = twoAdmins(desk);
            String first = people.activeAdmins().get(0);
            String second = people.activeAdmins().get(1);
            try (Bench bench = new Bench(SIMULATOR, desk)) {
                boolean[] others = {false};
                // The other administrator goes while the first one is being removed, so that it has to be given back.
                bench.vendor = directory -> Before.everySend(directory, () -> {
                    if (!others[0]) {
                        others[0] = true;
                        people.activate(second, false);
                    }
                });
                bench.mortality.dieAt(step);
                bench.send(removing(desk, operation, "one", first)
                                .notAfter(Bench.START.plusSeconds(step % 2 == 0 ? 3 : 3_000)))
                        .play();
                assertThat(people.activeAdmins())
                        .as("after a crash at step %d: %s", step, bench.codes())
                        .containsExactly(first);
                assertThat(bench.answer(0).code()).isIn(Code.LAST_ADMIN, Code.EXPIRED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void theStateBeforeIsPublishedBeforeAnythingDrasticLeaves(Desk desk) {
        List<String> groups = desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        people.addAdmin("boss");
        String ann = people.add("ann");
        people.join(ann, groups.get(0));
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            List<Integer> images = new ArrayList<>();
            bench.vendor = directory -> new Before(
                    directory,
                    () -> {},
                    () -> images.add((int) bench.tape.results.stream()
                            .filter(result -> result.code() == Code.BEFORE_IMAGE)
                            .count()));
            List<Ask> drastic = new ArrayList<>();
            drastic.add(Ask.to("SET_MEMBERSHIPS", "ann").byId(ann).member(desk.group, "REPLACE", "Day"));
            if (desk.hasRoles()) {
                drastic.add(Ask.to("UPDATE", "ann").byId(ann).member("role", "REPLACE", desk.adminRole));
            }
            drastic.add(Ask.to("DEACTIVATE", "ann").byId(ann));
            if (desk != Desk.GLADLY) {
                drastic.add(Ask.to("DELETE", "ann").byId(ann).hard());
            }
            for (int command = 0; command < drastic.size(); command++) {
                images.clear();
                bench.send(drastic.get(command)).play();
                assertThat(bench.answer(command).code()).isEqualTo(Code.APPLIED);
                assertThat(images).as("images before each request").isNotEmpty().containsOnly(command + 1);
            }
            assertThat(bench.tape.results)
                    .filteredOn(result -> result.code() == Code.BEFORE_IMAGE)
                    .allSatisfy(result -> assertThat(result.before()).isNotNull());
        }
    }
}
