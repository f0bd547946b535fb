package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Options;
import io.rollcall.simulator.Simulator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever the step at which the process dies, the vendor ends as if it had not, and every command has one answer. */
class CrashTest {
    private static final Simulator SIMULATOR = Simulator.start();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    /** What is asked of a vendor, in order. */
    record Scenario(String name, List<Desk> desks, Function<Desk, List<Ask>> commands) {}

    /** What is left of a run. */
    record Trace(String state, Map<String, Long> writes, long mails, List<String> codes) {}

    @TestFactory
    Stream<DynamicTest> aCrashAtAnyStepChangesNeitherTheVendorNorTheNumberOfWrites() {
        return scenarios()
                .flatMap(scenario -> scenario.desks().stream()
                        .map(desk -> DynamicTest.dynamicTest(
                                scenario.name() + " at " + desk, () -> survivesEverywhere(scenario, desk))));
    }

    private static void survivesEverywhere(Scenario scenario, Desk desk) {
        int[] steps = new int[1];
        Trace whole = run(scenario, desk, Integer.MAX_VALUE, steps);
        assertThat(steps[0]).isGreaterThan(4);
        IntStream.range(0, steps[0]).forEach(step -> {
            Trace crashed = run(scenario, desk, step, new int[1]);
            assertThat(crashed.state())
                    .as("state after a crash at step %d", step)
                    .isEqualTo(whole.state());
            assertThat(crashed.writes())
                    .as("writes after a crash at step %d: %s", step, crashed.codes())
                    .isEqualTo(whole.writes());
            assertThat(crashed.mails()).isEqualTo(whole.mails());
        });
    }

    private static Trace run(Scenario scenario, Desk desk, int dieAt, int[] steps) {
        desk.open(SIMULATOR);
        try (Bench bench = new Bench(SIMULATOR, desk)) {
            bench.whileWaiting = () -> People.approveAll(bench);
            List<Ask> asks = scenario.commands().apply(desk);
            bench.mortality.dieAt(dieAt);
            if (desk == Desk.LIVECHAT) {
                // Each once the one before is settled: what comes while an invitation waits is another story.
                asks.forEach(ask -> bench.send(ask).play());
            } else {
                bench.send(asks.toArray(Ask[]::new)).play();
            }
            steps[0] = bench.mortality.passed();
            for (int command = 0; command < bench.topic.size(); command++) {
                assertThat(bench.answer(command).code().status().name())
                        .as("%s: %s", bench.codes(), bench.answer(command).message())
                        .isIn("SUCCEEDED", "NO_CHANGE");
            }
            return new Trace(
                    bench.vendor().primary().state().toString().replaceAll("\"20\\d\\d-[^\"]*\"", "TIME"),
                    bench.vendor().writes(),
                    bench.vendor().welcomeMails(),
                    bench.codes());
        }
    }

    private static Stream<Scenario> scenarios() {
        List<Desk> all = List.of(Desk.values());
        List<Desk> deleting = List.of(Desk.OLARK, Desk.LIVECHAT, Desk.TALKDESK, Desk.SCIM);
        return Stream.of(
                new Scenario(
                        "create", all, desk -> List.of(Ask.create(desk, "alice").member(desk.group, "ADD", "Night"))),
                new Scenario(
                        "create and set",
                        all,
                        desk -> List.of(
                                Ask.create(desk, "alice"),
                                Ask.to("UPDATE", "alice").named("Alice B."))),
                new Scenario(
                        "membership",
                        all,
                        desk -> List.of(
                                Ask.create(desk, "alice").member(desk.group, "ADD", "Night"),
                                Ask.to("SET_MEMBERSHIPS", "alice").member(desk.group, "ADD", "Day"),
                                Ask.to("SET_MEMBERSHIPS", "alice").member(desk.group, "REMOVE", "Night"))),
                new Scenario(
                        "deactivate", all, desk -> List.of(Ask.create(desk, "alice"), Ask.to("DEACTIVATE", "alice"))),
                new Scenario(
                        "delete",
                        deleting,
                        desk -> List.of(
                                Ask.create(desk, "alice"),
                                Ask.to("DELETE", "alice").hard())),
                new Scenario(
                        "delete and create again",
                        deleting,
                        desk -> List.of(
                                Ask.create(desk, "alice"),
                                Ask.to("DELETE", "alice").hard(),
                                Ask.create(desk, "alice").named("Alice again"))),
                new Scenario(
                        "reactivate",
                        List.of(Desk.GLADLY),
                        desk -> List.of(
                                Ask.create(desk, "alice"),
                                Ask.to("DEACTIVATE", "alice"),
                                Ask.create(desk, "alice").named("Alice again"))),
                new Scenario(
                        "change of address",
                        List.of(Desk.LIVECHAT),
                        desk -> List.of(
                                Ask.create(desk, "alice").member("group", "ADD", "Night"),
                                Ask.to("RENAME", "alice")
                                        .email("alice.new@example.com")
                                        .with(new Options(false, "ADOPT", "SOFT", true, null, null)))));
    }
}
