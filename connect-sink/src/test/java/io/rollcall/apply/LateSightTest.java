package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A vendor that shows changes a minute late, as LiveChat may. */
class LateSightTest {
    private static final Simulator SIMULATOR = Simulator.start();
    private static final Desk DESK = Desk.LIVECHAT;
    private static final int DELAY_MS = 60_000;

    private List<String> groups;
    private final People people = new People(SIMULATOR, DESK);

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    @BeforeEach
    void open() {
        groups = DESK.open(SIMULATOR);
    }

    /** Those who are there already are seen; what is done from now on is seen late. */
    private Bench begin() {
        DESK.at(SIMULATOR).set(Setting.READ_DELAY_MS, DELAY_MS);
        Bench bench = new Bench(SIMULATOR, DESK);
        bench.config = Map.of("livechat.propagation.delay.ms", String.valueOf(DELAY_MS));
        bench.whileWaiting = () -> {
            SIMULATOR.advance(Duration.ofSeconds(1));
            People.approveAll(bench);
        };
        return bench;
    }

    @ParameterizedTest
    @EnumSource(
            value = InjectedFault.Kind.class,
            names = {"RESET_AFTER_WRITE", "RESET"})
    void nobodyIsInvitedAgainBeforeItCouldBeSeen(InjectedFault.Kind kind) {
        try (Bench bench = begin()) {
            bench.vendor().inject(InjectedFault.of(kind).onAction("create_user"));
            bench.send(Ask.create(DESK, "ann").member("group", "ADD", "Night")).play();

            assertThat(bench.tape.results)
                    .extracting(ProvisioningResult::code)
                    .startsWith(Code.PENDING_VERIFICATION)
                    .contains(Code.PENDING_APPROVAL)
                    .endsWith(Code.APPLIED);
            assertThat(bench.vendor().welcomeMails()).isEqualTo(1);
            assertThat(people.groups("ann@example.com")).containsExactly(groups.get(0));
        }
    }

    @Test
    void aMembershipThatIsNotShownYetIsNotTakenAwayByTheNextOne() {
        people.join(people.add("ann"), groups.get(2));
        try (Bench bench = begin()) {
            bench.send(
                            Ask.to("SET_MEMBERSHIPS", "ann").member("group", "ADD", "Night"),
                            Ask.to("SET_MEMBERSHIPS", "ann").member("group", "ADD", "Day"))
                    .play();
            assertThat(people.groups("ann@example.com")).containsExactlyInAnyOrderElementsOf(groups);
        }
    }

    @Test
    void whoeverWasJustInvitedIsDeletedAllTheSame() {
        try (Bench bench = begin()) {
            bench.send(Ask.create(DESK, "ann"), Ask.to("DELETE", "ann").hard()).play();
            assertThat(bench.answer(1).code()).isEqualTo(Code.APPLIED);
            assertThat(people.exists("ann@example.com")).isFalse();
        }
    }

    @Test
    void whoeverWasJustDeletedIsInvitedAnew() {
        people.add("ann");
        try (Bench bench = begin()) {
            bench.send(Ask.to("DELETE", "ann").hard(), Ask.create(DESK, "ann")).play();
            assertThat(bench.answer(0).code()).isEqualTo(Code.APPLIED);
            assertThat(bench.answer(1).code()).isEqualTo(Code.APPLIED);
            assertThat(people.exists("ann@example.com")).isTrue();
            assertThat(bench.vendor().welcomeMails()).isEqualTo(1);
        }
    }

    @Test
    void attributesWaitForNothing() {
        people.add("ann");
        try (Bench bench = begin()) {
            bench.send(Ask.to("UPDATE", "ann").named("One")).play();
            bench.send(Ask.to("UPDATE", "ann").named("Two")).play();
            assertThat(people.name("ann@example.com")).isEqualTo("Two");
            assertThat(bench.answer(1).completedAt()).isBefore(Bench.START.plusSeconds(10));
        }
    }

    @Test
    void theLastAdministratorsRoleIsGivenBackAlthoughItsLossIsSeenLate() {
        people.addAdmin("one");
        people.addAdmin("two");
        try (Bench bench = begin();
                Bench other = begin()) {
            bench.send(Ask.to("DELETE", "one").hard());
            other.send(Ask.to("DELETE", "two").hard());
            for (int second = 0; second < 1_500; second++) {
                bench.step();
                other.step();
                if (bench.committed + other.committed == 2) {
                    break;
                }
            }
            assertThat(people.activeAdmins()).hasSize(1);
            assertThat(List.of(bench.answer(0).code(), other.answer(0).code()))
                    .containsAnyOf(Code.LAST_ADMIN, Code.APPLIED);
        }
    }
}
