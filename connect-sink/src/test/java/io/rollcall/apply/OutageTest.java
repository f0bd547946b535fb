package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Status;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A vendor that turns the tenant away for an hour costs time and nothing else. */
class OutageTest {
    private static final Simulator SIMULATOR = Simulator.start();
    private static final int MINUTES = 60;
    /** At least one a minute would be more than these. */
    private static final int FEW = 3 * MINUTES;

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    /** What may be wrong with a vendor for a while. */
    enum Outage {
        UNAVAILABLE {
            @Override
            void begin(SimulatedVendor vendor) {
                vendor.inject(InjectedFault.status(503, "").repeated(-1));
            }
        },
        RESET {
            @Override
            void begin(SimulatedVendor vendor) {
                vendor.inject(InjectedFault.of(InjectedFault.Kind.RESET).repeated(-1));
            }
        },
        THROTTLED {
            @Override
            void begin(SimulatedVendor vendor) {
                vendor.inject(InjectedFault.status(429, "")
                        .headers(Map.of("Retry-After", "90"))
                        .repeated(-1));
            }
        },
        FORBIDDEN {
            @Override
            void begin(SimulatedVendor vendor) {
                vendor.inject(InjectedFault.status(403, "").repeated(-1));
            }
        },
        REVOKED {
            @Override
            void begin(SimulatedVendor vendor) {
                Map<String, String> others = new TreeMap<>(vendor.credentials(SimulatedVendor.PRIMARY));
                others.replaceAll((name, value) -> "revoked");
                vendor.setCredentials(SimulatedVendor.PRIMARY, others);
                vendor.revokeTokens();
            }
        };

        abstract void begin(SimulatedVendor vendor);

        void end(SimulatedVendor vendor, Map<String, String> secrets) {
            vendor.clearFaults();
            vendor.setCredentials(SimulatedVendor.PRIMARY, secrets);
        }
    }

    @Test
    void anHourWithTenThousandCommandsWaitingLosesBuriesAndDoublesNothing() {
        Desk desk = Desk.GLADLY;
        desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            List<String> ids = new ArrayList<>();
            for (int person = 0; person < 1_000; person++) {
                ids.add(people.add("p" + person));
            }
            for (int round = 1; round <= 10; round++) {
                for (int person = 0; person < ids.size(); person++) {
                    bench.send(
                            Ask.to("UPDATE", "p" + person).byId(ids.get(person)).named("Name " + round));
                }
            }
            Map<String, String> secrets = bench.vendor().credentials(SimulatedVendor.PRIMARY);
            Outage.UNAVAILABLE.begin(bench.vendor());
            endure(bench);
            Outage.UNAVAILABLE.end(bench.vendor(), secrets);
            bench.play();

            assertUnharmed(bench);
            assertThat(bench.vendor().writes().get("update_user"))
                    .isLessThanOrEqualTo(10_000)
                    .isGreaterThanOrEqualTo(1_000);
            assertThat(ids).allSatisfy(id -> assertThat(people.name(id)).isEqualTo("Name 10"));
        }
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void everyVendorIsTriedAtGrowingIntervalsAndTakenUpAgainByItself(Outage outage) {
        for (Desk desk : Desk.values()) {
            desk.open(SIMULATOR);
            People people = new People(SIMULATOR, desk);
            try (Bench bench = new Bench(SIMULATOR, desk)) {
                String known = people.add("known");
                bench.send(Ask.to("UPDATE", "known").byId(known).named("Before"))
                        .play();
                sendAFew(bench);
                Map<String, String> secrets = bench.vendor().credentials(SimulatedVendor.PRIMARY);
                outage.begin(bench.vendor());
                List<JournalEntry> probes = endure(bench);
                outage.end(bench.vendor(), secrets);
                bench.whileWaiting = () -> People.approveAll(bench);
                bench.play();

                assertThat(probes.size()).as("requests to %s", desk).isBetween(20, FEW);
                assertUnharmed(bench);
                assertThat(bench.vendor().primary().users()).hasSize(7);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void whileReadsWorkAndWritesFailNobodyIsGivenUp(Desk desk) {
        endureFailing(desk, List.of("create_user", "update_user", "scim_create_user", "scim_update_user"));
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void whileWritesWorkAndReadsFailNobodyIsGivenUp(Desk desk) {
        endureFailing(desk, List.of("get_user", "list_users", "scim_get_user", "scim_list_users"));
    }

    private static void endureFailing(Desk desk, List<String> actions) {
        desk.open(SIMULATOR);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            sendAFew(bench);
            for (String action : actions) {
                bench.vendor()
                        .inject(InjectedFault.status(500, "").onAction(action).repeated(-1));
            }
            assertThat(endure(bench).size()).isLessThan(FEW);
            bench.vendor().clearFaults();
            bench.whileWaiting = () -> People.approveAll(bench);
            bench.play();

            assertUnharmed(bench);
            assertThat(bench.vendor().primary().users()).hasSize(6);
            assertThat(bench.vendor().welcomeMails()).isLessThanOrEqualTo(6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OLARK,UPDATE,update_user",
        "LIVECHAT,DEACTIVATE,suspend_user",
        "GLADLY,UPDATE,update_user",
        "TALKDESK,UPDATE,update_user",
        "SCIM,UPDATE,scim_update_user"
    })
    void aCommandThatAlwaysFailsIsGivenUpAndHoldsUpNobodyElse(Desk desk, String operation, String action) {
        desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        String cursed = people.add("cursed");
        long start = SIMULATOR.journal().last();
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            InjectedFault fault = InjectedFault.status(500, "").onAction(action).repeated(-1);
            bench.vendor().inject(desk == Desk.LIVECHAT ? fault : fault.onPath(cursed));
            // The last two wait for the first, and are tried together where that is possible.
            bench.send(cursing(operation, cursed), cursing(operation, cursed), cursing(operation, cursed));
            for (int person = 0; person < 5; person++) {
                String id = people.add("p" + person);
                bench.send(Ask.to("UPDATE", "p" + person).byId(id).named("Name 1"));
                bench.send(Ask.to("UPDATE", "p" + person).byId(id).named("Name 2"));
            }
            for (int second = 0; second < 5; second++) {
                bench.step();
            }
            assertThat(bench.tape.results.stream().filter(result -> result.code() == Code.APPLIED))
                    .as("the others, by now: %s", bench.codes())
                    .hasSize(10);
            for (int second = 0; second < 100 * 60; second++) {
                bench.step();
            }

            assertThat(bench.answer(0).code()).isEqualTo(Code.OUTCOME_UNKNOWN);
            assertThat(bench.answer(1).code()).isEqualTo(Code.OUTCOME_UNKNOWN);
            assertThat(bench.answer(2).code()).isEqualTo(Code.OUTCOME_UNKNOWN);
            assertThat(bench.tape.results.stream()
                            .filter(result -> result.commandId().equals("cmd-0"))
                            .map(ProvisioningResult::code)
                            .filter(code -> code != Code.BEFORE_IMAGE))
                    .startsWith(Code.PENDING_VERIFICATION)
                    .endsWith(Code.OUTCOME_UNKNOWN);
            assertThat(bench.tape.buried).isEmpty();
            assertThat(SIMULATOR
                            .journal()
                            .entries(entry -> entry.sequence() > start
                                    && entry.action().equals(action)
                                    && entry.path().contains(desk == Desk.LIVECHAT ? "" : cursed)))
                    .hasSizeLessThan(100);
        }
    }

    private static Ask cursing(String operation, String cursed) {
        Ask ask = Ask.to(operation, "cursed").byId(cursed);
        return operation.equals("UPDATE") ? ask.named("Never") : ask;
    }

    @ParameterizedTest
    @CsvSource({"GLADLY,UPDATE", "TALKDESK,DELETE", "SCIM,DEACTIVATE"})
    void aUserWhoCannotBeReadIsGivenUpAndHoldsUpNobodyElse(Desk desk, String operation) {
        desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        String cursed = people.add("cursed");
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            bench.vendor().inject(InjectedFault.status(500, "").onPath(cursed).repeated(-1));
            Ask poison = Ask.to(operation, "cursed").byId(cursed);
            bench.send(operation.equals("UPDATE") ? poison.member(desk.group, "ADD", "Night") : poison);
            // Somebody keeps using the connector meanwhile.
            String id = people.add("other");
            for (int minute = 0; minute < 120; minute++) {
                bench.send(Ask.to("UPDATE", "other").byId(id).named("Name " + minute));
                for (int second = 0; second < 60; second++) {
                    bench.step();
                }
            }
            assertThat(bench.answer(0).code()).isEqualTo(Code.OUTCOME_UNKNOWN);
            for (int other = 1; other < bench.topic.size(); other++) {
                ProvisioningResult answer = bench.answer(other);
                assertThat(answer.code()).isEqualTo(Code.APPLIED);
                assertThat(answer.completedAt()).isBefore(Bench.START.plus(Duration.ofMinutes(other + 3)));
            }
            assertThat(bench.tape.buried).isEmpty();
        }
    }

    /** New people and changes of them, where vendors are looked at first and where they are not. */
    private static void sendAFew(Bench bench) {
        for (int person = 0; person < 6; person++) {
            bench.send(Ask.create(bench.desk, "p" + person));
        }
        for (int person = 0; person < 6; person++) {
            bench.send(Ask.to("UPDATE", "p" + person).named("Later"));
        }
    }

    /** An hour; what was asked of the vendor meanwhile. */
    private static List<JournalEntry> endure(Bench bench) {
        long before = SIMULATOR.journal().last();
        for (int second = 0; second < MINUTES * 60; second++) {
            bench.step();
        }
        assertThat(bench.tape.results.stream().filter(result -> result.code().status() == Status.FAILED))
                .isEmpty();
        return SIMULATOR.journal().entries(entry -> entry.sequence() > before);
    }

    private static void assertUnharmed(Bench bench) {
        assertThat(bench.tape.buried).isEmpty();
        Map<String, List<ProvisioningResult>> answers = bench.tape.results.stream()
                .filter(result -> result.code().status().terminal())
                .distinct()
                .collect(Collectors.groupingBy(ProvisioningResult::commandId));
        assertThat(answers).hasSize(bench.topic.size());
        assertThat(answers.values()).allSatisfy(each -> {
            assertThat(each).hasSize(1);
            assertThat(each.get(0).code().status()).isIn(Status.SUCCEEDED, Status.NO_CHANGE);
        });
        bench.tape.results.stream()
                .filter(result -> result.code().status().terminal())
                .collect(Collectors.groupingBy(ProvisioningResult::key))
                .values()
                .forEach(lane -> assertThat(lane.stream()
                                .map(result -> result.ref().offset())
                                .toList())
                        .isSorted());
    }
}
