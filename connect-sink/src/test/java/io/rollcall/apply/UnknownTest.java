package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Status;
import io.rollcall.config.HttpSettings;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** When nobody knows what became of a write, it is looked at before anything is sent again. */
class UnknownTest {
    private static final Simulator SIMULATOR = Simulator.start();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    /** What is asked of a vendor, the last of it being what goes wrong. */
    private record Scenario(String name, List<Desk> desks, Function<Desk, List<Ask>> commands) {}

    /** How a write may end for whoever sent it. */
    private enum Trouble {
        /** With an error that says nothing; it had no effect. */
        FAILED(InjectedFault.status(500, "")),
        LOST_BEFORE(InjectedFault.of(InjectedFault.Kind.RESET)),
        LOST_AFTER(InjectedFault.of(InjectedFault.Kind.RESET_AFTER_WRITE)),
        /** With an answer that breaks off. */
        TRUNCATED(InjectedFault.of(InjectedFault.Kind.TRUNCATED));

        private final InjectedFault fault;

        Trouble(InjectedFault fault) {
            this.fault = fault;
        }
    }

    /** What is left of a run. */
    private record Trace(String state, Map<String, Long> writes, long mails, List<String> sent) {}

    @TestFactory
    Stream<DynamicTest> aWriteOfUnknownOutcomeIsNeitherLostNorDoneTwice() {
        return scenarios()
                .flatMap(scenario -> scenario.desks().stream()
                        .map(desk -> DynamicTest.dynamicTest(scenario.name() + " at " + desk, () -> {
                            Trace whole = run(scenario, desk, null);
                            for (Trouble trouble : Trouble.values()) {
                                for (InjectedFault fault : onEach(whole.sent(), trouble.fault)) {
                                    assertSame(run(scenario, desk, fault), whole, fault);
                                }
                            }
                        })));
    }

    /** The one that takes real time, so only where it matters most. */
    @TestFactory
    Stream<DynamicTest> aCreateThatIsNotAnsweredInTimeIsNotRepeatedBlindly() {
        Scenario create = scenarios().findFirst().orElseThrow();
        InjectedFault hang = InjectedFault.of(InjectedFault.Kind.HANG_AFTER_WRITE);
        return Stream.of(Desk.values())
                .map(desk -> DynamicTest.dynamicTest("" + desk, () -> {
                    Trace whole = run(create, desk, null);
                    String action = whole.sent().get(0);
                    assertSame(run(create, desk, hang.onAction(action)), whole, hang);
                }));
    }

    /** Olark would not mind having somebody twice. */
    @Test
    @Timeout(60)
    void aCreateThatTakesEffectLateIsNotRepeatedBefore() {
        Desk desk = Desk.OLARK;
        desk.open(SIMULATOR);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            bench.config = Map.of(HttpSettings.READ_TIMEOUT, "2000");
            bench.vendor().inject(InjectedFault.of(InjectedFault.Kind.HANG).onAction("create_user"));
            bench.send(Ask.create(desk, "new"));
            for (int second = 0; second < 20; second++) {
                bench.step();
            }
            assertThat(bench.codes()).startsWith("cmd-0 PENDING_VERIFICATION").doesNotContain("cmd-0 APPLIED");
            SIMULATOR.releaseHangs();
            while (bench.vendor().primary().users().isEmpty()) {
                Thread.onSpinWait();
            }
            bench.play();

            assertThat(bench.answer(0).code().status()).isEqualTo(Status.SUCCEEDED);
            assertThat(bench.vendor().writes()).containsEntry("create_user", 1L);
        }
    }

    private static void assertSame(Trace trace, Trace whole, InjectedFault fault) {
        String where = fault.kind() + " on " + fault.action() + " after " + fault.skip();
        assertThat(trace.state()).as(where).isEqualTo(whole.state());
        assertThat(trace.mails()).as(where).isEqualTo(whole.mails());
        // A cut answer to what is not read anyway is an answer.
        trace.writes()
                .forEach((action, times) -> assertThat(times)
                        .as("%s of %s", where, action)
                        .isEqualTo(whole.writes().get(action)));
        assertThat(trace.writes()).as(where).hasSameSizeAs(whole.writes());
    }

    private static List<InjectedFault> onEach(List<String> sent, InjectedFault fault) {
        Map<String, Integer> times = new TreeMap<>();
        List<InjectedFault> faults = new ArrayList<>();
        for (String action : sent) {
            int before = times.merge(action, 1, Integer::sum) - 1;
            faults.add(fault.onAction(action).after(before));
        }
        return faults;
    }

    private static Trace run(Scenario scenario, Desk desk, InjectedFault fault) {
        List<String> groups = desk.open(SIMULATOR);
        People people = new People(SIMULATOR, desk);
        people.join(people.add("known"), groups.get(2));
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            bench.whileWaiting = () -> People.approveAll(bench);
            if (fault != null && fault.kind() == InjectedFault.Kind.HANG_AFTER_WRITE) {
                bench.config = Map.of(HttpSettings.READ_TIMEOUT, "2000");
            }
            if (fault != null) {
                bench.vendor().inject(fault);
            }
            long before = SIMULATOR.journal().last();
            // Each once the one before is answered, so that what is folded does not depend on what goes wrong.
            scenario.commands().apply(desk).forEach(ask -> bench.send(ask).play());
            SIMULATOR.releaseHangs();
            for (int command = 0; command < bench.topic.size(); command++) {
                assertThat(bench.answer(command).code().status())
                        .as("%s %s", bench.codes(), bench.answer(command).message())
                        .isEqualTo(Status.SUCCEEDED);
            }
            List<JournalEntry> asked = SIMULATOR.journal().entries(entry -> entry.sequence() > before);
            assertLookedAtBeforeRepeated(asked);
            return new Trace(
                    bench.vendor().primary().state().toString().replaceAll("\"20\\d\\d-[^\"]*\"", "TIME"),
                    bench.vendor().writes(),
                    bench.vendor().welcomeMails(),
                    asked.stream()
                            .map(JournalEntry::action)
                            .filter(UnknownTest::isWrite)
                            .toList());
        }
    }

    /** Between a write that failed and the next one there is a read. */
    private static void assertLookedAtBeforeRepeated(List<JournalEntry> asked) {
        for (int i = 0; i + 1 < asked.size(); i++) {
            boolean failed = asked.get(i).status() < 0 || asked.get(i).status() >= 500;
            if (failed && isWrite(asked.get(i).action())) {
                assertThat(isWrite(asked.get(i + 1).action()))
                        .as("%s after %s", asked.get(i + 1), asked.get(i))
                        .isFalse();
            }
        }
    }

    private static boolean isWrite(String action) {
        return !action.contains("list_") && !action.contains("get_") && !action.equals("token");
    }

    private static Stream<Scenario> scenarios() {
        List<Desk> all = List.of(Desk.values());
        List<Desk> deleting = List.of(Desk.OLARK, Desk.LIVECHAT, Desk.TALKDESK, Desk.SCIM);
        return Stream.of(
                new Scenario(
                        "create",
                        all,
                        desk -> List.of(Ask.create(desk, "new").member(desk.group, "ADD", "Night", "Day"))),
                new Scenario(
                        "update", all, desk -> List.of(Ask.to("UPDATE", "known").named("New Name"))),
                new Scenario(
                        "memberships",
                        all,
                        desk -> List.of(
                                Ask.to("SET_MEMBERSHIPS", "known").member(desk.group, "ADD", "Night", "Day"),
                                Ask.to("SET_MEMBERSHIPS", "known").member(desk.group, "REMOVE", "Night", "Weekend"))),
                new Scenario("deactivate", all, desk -> List.of(Ask.to("DEACTIVATE", "known"))),
                new Scenario(
                        "delete",
                        deleting,
                        desk -> List.of(Ask.to("DELETE", "known").hard())));
    }
}
