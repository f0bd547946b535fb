package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.command.Options;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is invited at LiveChat has to be approved first, and nobody else waits for that. */
class ApprovalTest {
    private static final Simulator SIMULATOR = Simulator.start();
    private static final Options RECREATE = new Options(false, "ADOPT", "SOFT", true, null, null);

    private Bench bench;

    @BeforeEach
    void open() {
        Desk.LIVECHAT.open(SIMULATOR);
        SIMULATOR.journal().clear();
        bench = new Bench(SIMULATOR, Desk.LIVECHAT);
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
    void waitingHoldsUpNeitherOffsetsNorOtherPeople() {
        seed("bob@example.com");
        bench.send(invite("alice"), Ask.to("UPDATE", "bob").named("Bob B."));

        steps(30);

        assertThat(bench.committed).isEqualTo(2);
        assertThat(bench.codes()).containsExactly("cmd-0 PENDING_APPROVAL", "cmd-1 APPLIED");
        assertThat(bench.awaitingApproval()).isEqualTo(1);
        assertThat(groups("alice@example.com")).isEmpty();
    }

    @Test
    void membershipsFollowOnceTheVendorHasApproved() {
        bench.send(invite("alice"));
        steps(10);
        approve("alice@example.com");

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.APPLIED);
        assertThat(bench.awaitingApproval()).isZero();
        assertThat(groups("alice@example.com")).hasSize(1);
        assertThat(bench.vendor().welcomeMails()).isEqualTo(1);
    }

    @Test
    void oneListingAnswersForAllWhoWait() {
        IntStream.range(0, 20).forEach(person -> bench.send(invite("person" + person)));
        steps(1);
        SIMULATOR.journal().clear();

        steps(20);

        List<String> actions = actions();
        // Every five seconds, whoever waits.
        assertThat(actions).hasSizeBetween(3, 5).containsOnly("list_users");
    }

    @Test
    void whatTheVendorDoesNotSayIsNoApproval() {
        bench.vendor().set(Setting.FIELDS_GATED, true);
        bench.vendor().set(Setting.GET_FIELDS, "id,name,role");
        bench.vendor().set(Setting.LIST_FIELDS, "id,name,role");
        bench.send(invite("alice"));

        steps(60);

        assertThat(bench.codes()).containsExactly("cmd-0 PENDING_APPROVAL");
    }

    @Test
    void whoeverIsNeverApprovedIsGivenUpInTime() {
        bench.send(invite("alice").with(new Options(false, "ADOPT", "SOFT", false, null, 60_000L)));

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.APPROVAL_TIMEOUT);
        assertThat(Duration.between(bench.answer(0).startedAt(), bench.instant()))
                .isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void aRemovalThatDoesNotTakePlaceEndsNobodysWaiting() {
        Options plan = new Options(true, "ADOPT", "HARD", false, null, null);
        bench.send(
                invite("alice"),
                Ask.to("DELETE", "alice").with(plan),
                Ask.to("DELETE", "alice").hard().notAfter(Ask.ISSUED));
        steps(5);
        approve("alice@example.com");

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.APPLIED);
        assertThat(bench.answer(1).code()).isEqualTo(Code.SIMULATED);
        assertThat(bench.answer(2).code()).isEqualTo(Code.EXPIRED);
        assertThat(groups("alice@example.com")).hasSize(1);
    }

    @Test
    void anInvitationThatComesTwiceWaitsOnce() {
        bench.send(invite("alice").id("once"), invite("alice").id("once"));
        steps(5);
        approve("alice@example.com");

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.APPLIED);
        assertThat(bench.codes()).filteredOn("once APPLIED"::equals).hasSize(1);
        assertThat(bench.vendor().welcomeMails()).isEqualTo(1);
    }

    @Test
    void laterCommandsOfThePersonWaitTheirTurnAndAreDoneInOrder() {
        bench.send(
                invite("alice"),
                Ask.to("UPDATE", "alice").named("Two"),
                Ask.to("SET_MEMBERSHIPS", "alice").member("group", "ADD", "Day"),
                Ask.to("UPDATE", "alice").named("Four"));
        steps(10);
        assertThat(bench.committed).isEqualTo(4);
        assertThat(bench.codes()).allMatch(code -> code.endsWith("PENDING_APPROVAL"));
        approve("alice@example.com");

        bench.play();

        assertThat(groups("alice@example.com")).hasSize(2);
        assertThat(user("alice@example.com").get("name")).isEqualTo("Four");
        assertThat(IntStream.range(0, 4)
                        .mapToObj(bench::answer)
                        .map(answer -> answer.code().status().name()))
                .containsOnly("SUCCEEDED");
    }

    @Test
    void aRemovalEndsTheWaiting() {
        bench.send(invite("alice"), Ask.to("DELETE", "alice").hard());

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.SUPERSEDED);
        assertThat(bench.answer(1).code()).isEqualTo(Code.APPLIED);
        assertThat(bench.vendor().primary().users()).isEmpty();
    }

    @Test
    void whoeverTakesOverGoesOnWaiting() {
        bench.send(invite("alice"), invite("bob"));
        steps(10);
        bench.restart();
        approve("bob@example.com");
        steps(10);
        bench.restart();
        approve("alice@example.com");

        bench.play();

        assertThat(groups("alice@example.com")).hasSize(1);
        assertThat(groups("bob@example.com")).hasSize(1);
        assertThat(bench.vendor().welcomeMails()).isEqualTo(2);
    }

    @Test
    void aNewAddressCopiesMembershipsAndDeletesTheOldOneOnlyOnceApproved() {
        String group = seed("alice@example.com");
        bench.send(Ask.to("RENAME", "alice").email("alice.b@example.com").with(RECREATE));
        steps(10);
        assertThat(bench.vendor().primary().users()).hasSize(2);
        approve("alice.b@example.com");

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.RECREATED);
        assertThat(bench.answer(0).previousUserId()).isEqualTo("alice@example.com");
        assertThat(bench.vendor().primary().users()).hasSize(1);
        assertThat(groups("alice.b@example.com")).containsExactly(group);
    }

    @Test
    void withoutASeatForTheNewAddressNothingIsDeleted() {
        seed("alice@example.com");
        bench.vendor().set(Setting.SEATS, 1);
        bench.send(Ask.to("RENAME", "alice").email("alice.b@example.com").with(RECREATE));

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.SEAT_LIMIT);
        assertThat(bench.vendor().primary().users()).hasSize(1);
    }

    @Test
    void theAddressOfSomebodyElseIsNotTakenOver() {
        seed("alice@example.com");
        seed("boss@example.com");
        bench.send(Ask.to("RENAME", "alice").email("boss@example.com").with(RECREATE));

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.UNIQUENESS_CONFLICT);
        assertThat(bench.vendor().primary().users()).hasSize(2);
        assertThat(bench.vendor().writes()).isEmpty();
    }

    @Test
    void aDryRunOfSomebodyInvitedIsNoWaiting() {
        bench.send(invite("alice"));
        steps(2);
        bench.send(Ask.to("SET_MEMBERSHIPS", "alice")
                .member("group", "ADD", "Day")
                .with(new Options(true, "ADOPT", "SOFT", false, null, null)));
        steps(5);

        assertThat(bench.answer(1).code()).isEqualTo(Code.SIMULATED);
        approve("alice@example.com");
        bench.play();
    }

    @Test
    void whoeverIsKnownInLowerCaseIsFoundHoweverTheAddressIsWritten() {
        seed("ada@example.com");
        bench.send(Ask.to("DELETE", "Ada").hard());

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.APPLIED);
        assertThat(bench.vendor().primary().users()).isEmpty();
    }

    @Test
    void anAddressIsNotChangedByDeletingSomebodyUnlessThatIsAllowed() {
        seed("alice@example.com");
        bench.send(Ask.to("RENAME", "alice").email("alice.b@example.com"));

        bench.play();

        assertThat(bench.answer(0).code()).isEqualTo(Code.UNSUPPORTED_OPERATION);
        assertThat(actions()).isEmpty();
    }

    private static Ask invite(String person) {
        return Ask.create(Desk.LIVECHAT, person).member("group", "ADD", "Night");
    }

    private void steps(int count) {
        IntStream.range(0, count).forEach(step -> bench.step());
    }

    /** An approved agent with one group, whose id is returned. */
    private String seed(String address) {
        String group = bench.vendor().primary().rows("groups").get(1).get("id").asText();
        bench.vendor()
                .primary()
                .create(Map.of("id", address, "name", "Somebody", "role", "agent", "awaiting_approval", false));
        bench.vendor().primary().join("groups", group, address);
        return group;
    }

    private void approve(String address) {
        bench.vendor().primary().change(address, Map.of("awaiting_approval", false));
    }

    private Map<String, String> user(String address) {
        var user = bench.vendor().primary().find(address).orElseThrow();
        return Map.of("name", user.get("name").asText());
    }

    private List<String> groups(String address) {
        var user = bench.vendor().primary().find(address).orElseThrow();
        return user.path("groups").findValuesAsText("id");
    }

    private static List<String> actions() {
        return SIMULATOR.journal().of(Desk.LIVECHAT.simulated).stream()
                .map(JournalEntry::action)
                .filter(action -> !action.equals("token"))
                .toList();
    }
}
