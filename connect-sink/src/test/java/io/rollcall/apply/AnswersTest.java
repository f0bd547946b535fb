package io.rollcall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.command.Code;
import io.rollcall.command.CommandKey;
import io.rollcall.command.CommandRef;
import io.rollcall.command.Options;
import io.rollcall.command.Preconditions;
import io.rollcall.command.ProvisioningResult;
import io.rollcall.command.Status;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is asked gets one answer for good, the right one, and holds up nobody else. */
class AnswersTest {
    private static final Simulator SIMULATOR = Simulator.start();

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    private static Bench open(Desk desk) {
        desk.open(SIMULATOR);
        return new Bench(SIMULATOR, desk);
    }

    private static People people(Desk desk) {
        return new People(SIMULATOR, desk);
    }

    /** Plays with somebody else's command behind, which has to go on. */
    private static ProvisioningResult first(Bench bench) {
        String id = people(bench.desk).add("bystander");
        bench.send(Ask.to("UPDATE", "bystander").byId(id).named("Gone on")).play();
        assertThat(bench.answer(bench.topic.size() - 1).code()).isEqualTo(Code.APPLIED);
        return bench.answer(0);
    }

    private static long writes(Bench bench) {
        return bench.vendor().writes().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Ask known(Bench bench, String operation) {
        return Ask.to(operation, "ann").byId(people(bench.desk).add("ann"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"INVALID_COMMAND", "FORBIDDEN_ATTRIBUTE"})
    void aRecordThatIsNoCommandIsAnsweredAndBuried(Code code) {
        try (Bench bench = open(Desk.GLADLY)) {
            bench.topic.add(new Delivery.Malformed(
                    new CommandRef("commands", 0, 0), new CommandKey("gladly", "acme", "ann"), "bad", code, "Why"));
            bench.send(Ask.create(Desk.GLADLY, "ann"));

            assertThat(first(bench)).satisfies(answer -> {
                assertThat(answer.code()).isEqualTo(code);
                assertThat(answer.message()).isEqualTo("Why");
            });
            assertThat(bench.answer(1).code()).isEqualTo(Code.APPLIED);
            assertThat(bench.tape.buried).containsExactly(bench.answer(0));
        }
    }

    @Test
    void aWordThatIsNoOperationIsInvalid() {
        try (Bench bench = open(Desk.GLADLY)) {
            bench.send(known(bench, "FROBNICATE"));
            assertThat(first(bench).code()).isEqualTo(Code.INVALID_COMMAND);
            assertThat(bench.tape.buried).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aCommandThatComesTwiceIsAppliedOnce(Desk desk) {
        try (Bench bench = open(desk)) {
            bench.whileWaiting = () -> People.approveAll(bench);
            Ask ask = Ask.create(desk, "ann").id("once");
            bench.send(ask).play();
            ProvisioningResult answer = bench.answer(0);
            bench.send(ask).play();

            assertThat(bench.answer(1)).isEqualTo(answer);
            assertThat(bench.tape.results.stream().filter(answer::equals)).hasSize(2);
            assertThat(bench.vendor().writes().values()).allMatch(times -> times == 1);
        }
    }

    @Test
    void anIdThatMeantSomethingElseIsNotTakenAgain() {
        try (Bench bench = open(Desk.GLADLY)) {
            String id = people(Desk.GLADLY).add("ann");
            bench.send(Ask.to("UPDATE", "ann").byId(id).named("One").id("same"));
            bench.send(Ask.to("UPDATE", "ann").byId(id).named("Two").id("same"));
            bench.play();

            assertThat(bench.tape.terminal("same"))
                    .extracting(ProvisioningResult::code)
                    .containsExactly(Code.APPLIED, Code.COMMAND_ID_REUSED);
            assertThat(people(Desk.GLADLY).name(id)).isEqualTo("One");
        }
    }

    @Test
    void aLowerSequenceThanTheLastIsSuperseded() {
        try (Bench bench = open(Desk.TALKDESK)) {
            String id = people(Desk.TALKDESK).add("ann");
            bench.send(
                    Ask.to("UPDATE", "ann").byId(id).named("Two").sequence(2),
                    Ask.to("UPDATE", "ann").byId(id).named("One").sequence(1),
                    Ask.to("UPDATE", "ann").byId(id).named("Again two").sequence(2),
                    Ask.to("UPDATE", "ann").byId(id).named("Three").sequence(3));
            first(bench);

            assertThat(bench.answer(1).code()).isEqualTo(Code.SUPERSEDED);
            assertThat(bench.answer(2).code()).isEqualTo(Code.SUPERSEDED);
            assertThat(bench.answer(3).code()).isEqualTo(Code.APPLIED);
            assertThat(people(Desk.TALKDESK).name(id)).isEqualTo("Three");
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aCommandThatIsTooLateIsNotBegun(Desk desk) {
        try (Bench bench = open(desk)) {
            bench.send(known(bench, "UPDATE").named("Late").notAfter(Ask.ISSUED));
            assertThat(first(bench).code()).isEqualTo(Code.EXPIRED);
            assertThat(writes(bench)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aCommandWhoseTimePassesBeforeItsTurnIsNotSent(Desk desk) {
        try (Bench bench = open(desk)) {
            bench.vendor = directory -> Before.everySend(directory, () -> bench.pass(Duration.ofSeconds(5)));
            bench.send(known(bench, "UPDATE").named("Late").notAfter(Bench.START.plusSeconds(4)));
            assertThat(first(bench).code()).isEqualTo(Code.EXPIRED);
            assertThat(writes(bench)).isEqualTo(1);
        }
    }

    @Test
    void twoUsersOfOneAddressAreNobodyToBeChanged() {
        try (Bench bench = open(Desk.OLARK)) {
            people(Desk.OLARK).add("ann");
            people(Desk.OLARK).add("ann");
            bench.send(Ask.to("UPDATE", "ann").named("Which?"));
            assertThat(first(bench).code()).isEqualTo(Code.AMBIGUOUS_SUBJECT);
            assertThat(writes(bench)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void nobodyIsPutIntoAGroupThatDoesNotExistOrHasTwoMeanings(Desk desk) {
        try (Bench bench = open(desk)) {
            bench.vendor().primary().put(desk.table(), Map.of("name", "Night"));
            String id = people(desk).add("ann");
            bench.send(
                    Ask.to("SET_MEMBERSHIPS", "ann").byId(id).member(desk.group, "ADD", "Nowhere"),
                    Ask.to("SET_MEMBERSHIPS", "ann").byId(id).member(desk.group, "ADD", "Night"));
            assertThat(first(bench).code()).isEqualTo(Code.UNRESOLVED_REFERENCE);
            assertThat(bench.answer(1).code()).isEqualTo(Code.AMBIGUOUS_REFERENCE);
            assertThat(writes(bench)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void somebodyWhoIsNotThereIsNotChangedAndNeedNotBeRemoved(Desk desk) {
        try (Bench bench = open(desk)) {
            Ask removal = desk == Desk.GLADLY
                    ? Ask.to("DEACTIVATE", "ann")
                    : Ask.to("DELETE", "ann").hard();
            bench.send(Ask.to("UPDATE", "ann").named("Nobody"), removal);
            assertThat(first(bench).code()).isEqualTo(Code.SUBJECT_NOT_FOUND);
            assertThat(bench.answer(1).code()).isEqualTo(Code.ALREADY_ABSENT);
            assertThat(writes(bench)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OLARK,group,Night",
        "LIVECHAT,group,Night",
        "GLADLY,inbox,Night",
        "TALKDESK,team,Night",
        "SCIM,team,Night"
    })
    void whatIsSoAlreadyIsNotWritten(Desk desk, String type, String name) {
        try (Bench bench = open(desk)) {
            String id = people(desk).add("ann");
            bench.send(
                    Ask.to("SET_MEMBERSHIPS", "ann").byId(id).member(type, "ADD", name),
                    Ask.to("SET_MEMBERSHIPS", "ann").byId(id).member(type, "REPLACE", name));
            first(bench);
            assertThat(bench.answer(1).code()).isEqualTo(Code.ALREADY_CONVERGED);
            assertThat(writes(bench)).isEqualTo(2);
        }
    }

    @Test
    void whatAVendorCannotDoIsSaid() {
        assertUnsupported(Desk.GLADLY, Ask.to("DELETE", "ann").hard());
        assertUnsupported(Desk.OLARK, Ask.to("UPDATE", "ann").member("role", "REPLACE", "admin"));
        assertUnsupported(Desk.LIVECHAT, Ask.to("RENAME", "ann").email("new@example.com"));
        assertUnsupported(Desk.SCIM, Ask.to("UPDATE", "ann").member("role", "ADD", "admin"));
        assertUnsupported(Desk.LIVECHAT, Ask.to("UPDATE", "ann").member("role", "REPLACE", "owner"));
    }

    private static void assertUnsupported(Desk desk, Ask ask) {
        try (Bench bench = open(desk)) {
            people(desk).add("ann");
            bench.send(ask);
            assertThat(first(bench).code()).as("%s", desk).isEqualTo(Code.UNSUPPORTED_OPERATION);
            assertThat(writes(bench)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void nobodyGetsAMailThatTheOperatorWasNotAskedAbout(Desk desk) {
        try (Bench bench = open(desk)) {
            bench.settings = Tuning.mailsNotAcknowledged();
            bench.send(Ask.create(desk, "ann"));
            Code expected = desk == Desk.OLARK ? Code.APPLIED : Code.SIDE_EFFECT_NOT_ACKNOWLEDGED;
            assertThat(first(bench).code()).isEqualTo(expected);
            assertThat(bench.vendor().welcomeMails()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"OLARK,402", "OLARK,403", "LIVECHAT,0", "TALKDESK,0", "SCIM,0"})
    void aFullPlanIsToldFromEverythingElse(Desk desk, int status) {
        try (Bench bench = open(desk)) {
            people(desk).add("seated");
            bench.vendor().set(Setting.SEATS, 1);
            if (status > 0) {
                bench.vendor().set(Setting.SEAT_STATUS, status);
            }
            // More than it takes for the whole tenant to be suspected.
            for (int person = 0; person < 5; person++) {
                bench.send(Ask.create(desk, "p" + person));
            }
            first(bench);
            for (int person = 0; person < 5; person++) {
                assertThat(bench.answer(person).code()).isEqualTo(Code.SEAT_LIMIT);
            }
            assertThat(bench.tape.buried).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aProtectedAccountIsLeftAloneWhateverItIsCalled(Desk desk) {
        for (int way = 0; way < 4; way++) {
            try (Bench bench = open(desk)) {
                String id = people(desk).add("ann");
                bench.settings = way == 0
                        ? Tuning.protecting(id)
                        : way == 1 ? Tuning.protecting("ann@example.com") : Tuning.protectingAllLike("ann@.*");
                Ask ask = Ask.to(way == 3 ? "DEACTIVATE" : "UPDATE", "ann");
                if (way != 3) {
                    ask.named("Touched");
                }
                bench.send(way == 1 ? ask.byId(id) : ask);
                assertThat(first(bench).code()).as("%s %s", desk, way).isEqualTo(Code.PROTECTED_SUBJECT);
                assertThat(writes(bench)).isEqualTo(1);
            }
        }
    }

    @Test
    void theAccountOfTheConnectorItselfIsLeftAlone() {
        try (Bench bench = open(Desk.GLADLY)) {
            bench.vendor().setCredentials("primary", Map.of("user", "API@example.com"));
            String id = people(Desk.GLADLY).add("api");
            bench.send(
                    Ask.to("UPDATE", "api").byId(id).named("Touched"),
                    Ask.to("DEACTIVATE", "api"),
                    Ask.create(Desk.GLADLY, "api"));
            first(bench);
            for (int number = 0; number < 3; number++) {
                assertThat(bench.answer(number).code()).isEqualTo(Code.PROTECTED_SUBJECT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aPreconditionThatDoesNotHoldStopsTheCommand(Desk desk) {
        try (Bench bench = open(desk)) {
            String id = people(desk).add("ann");
            bench.send(
                    Ask.to("UPDATE", "ann").named("A").if_(new Preconditions("another", null, null)),
                    Ask.to("UPDATE", "ann").named("B").if_(new Preconditions(null, "no such version", null)),
                    Ask.to("UPDATE", "ann").named("C").if_(new Preconditions(id, null, null)));
            first(bench);
            assertThat(bench.answer(0).code()).isEqualTo(Code.PRECONDITION_FAILED);
            assertThat(bench.answer(1).code()).isEqualTo(Code.PRECONDITION_FAILED);
            assertThat(bench.answer(2).code()).isEqualTo(Code.APPLIED);
        }
    }

    @Test
    void activityAsAPreconditionIsLookedAt() {
        try (Bench bench = open(Desk.GLADLY)) {
            bench.send(
                    known(bench, "UPDATE").named("A").if_(new Preconditions(null, null, false)),
                    Ask.to("UPDATE", "ann").named("B").if_(new Preconditions(null, null, true)));
            assertThat(first(bench).code()).isEqualTo(Code.PRECONDITION_FAILED);
            assertThat(bench.answer(1).code()).isEqualTo(Code.APPLIED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ADOPT,true,ADOPTED_EXISTING",
        "ADOPT,false,REACTIVATED_EXISTING",
        "REACTIVATE,true,UNIQUENESS_CONFLICT",
        "REACTIVATE,false,REACTIVATED_EXISTING",
        "FAIL,true,UNIQUENESS_CONFLICT",
        "FAIL,false,UNIQUENESS_CONFLICT"
    })
    void whoeverExistsAlreadyIsTreatedAsTheCommandSays(String onExisting, boolean active, Code expected) {
        for (Desk desk : List.of(Desk.GLADLY, Desk.TALKDESK, Desk.SCIM)) {
            try (Bench bench = open(desk)) {
                String id = people(desk).add("ann");
                people(desk).activate(id, active);
                bench.send(Ask.create(desk, "ann")
                        .named("Found Again")
                        .with(new Options(false, onExisting, "SOFT", false, null, null)));
                ProvisioningResult answer = first(bench);
                assertThat(answer.code()).as("%s", desk).isEqualTo(expected);
                boolean changed = answer.code().status() == Status.SUCCEEDED;
                assertThat(people(desk).name(id)).isEqualTo(changed ? "Found Again" : "Name of ann");
                assertThat(people(desk).isActive(id)).isEqualTo(changed || active);
                assertThat(bench.vendor().welcomeMails()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void anUpsertCreatesAndThenChangesAndThenLeavesAlone(Desk desk) {
        try (Bench bench = open(desk)) {
            bench.whileWaiting = () -> People.approveAll(bench);
            bench.send(upsert(desk, "One")).play();
            bench.send(upsert(desk, "Two")).play();
            bench.send(upsert(desk, "Two"));
            first(bench);
            assertThat(bench.answer(0).effectiveOperation()).isEqualTo("CREATE");
            assertThat(bench.answer(1).code()).isEqualTo(Code.APPLIED);
            assertThat(bench.answer(2).code()).isEqualTo(Code.ALREADY_CONVERGED);
            assertThat(bench.vendor().primary().users()).hasSize(2);
        }
    }

    private static Ask upsert(Desk desk, String name) {
        Ask ask = Ask.to("UPSERT", "ann").named(name);
        return desk.hasRoles() ? ask.member("role", "REPLACE", desk.plainRole) : ask;
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void verifyTellsAndChangesNothing(Desk desk) {
        try (Bench bench = open(desk)) {
            people(desk).add("ann");
            bench.send(
                    Ask.to("VERIFY", "ann").named("Name of ann"),
                    Ask.to("VERIFY", "ann").named("Another").member(desk.group, "ADD", "Night"));
            assertThat(first(bench).code()).isEqualTo(Code.ALREADY_CONVERGED);
            assertThat(bench.answer(1).code()).isEqualTo(Code.PRECONDITION_FAILED);
            assertThat(bench.answer(1).changes()).hasSize(2);
            assertThat(writes(bench)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aDryRunSendsNothingButReads(Desk desk) {
        try (Bench bench = open(desk)) {
            bench.settings = Tuning.dryRun();
            everything(bench);
            bench.play();
            assertThat(bench.vendor().writes()).isEmpty();
            for (int number = 0; number < bench.topic.size(); number++) {
                assertThat(bench.answer(number).dryRun()).isTrue();
                assertThat(bench.answer(number).code())
                        .as("%s", bench.answer(number).message())
                        .isIn(Code.SIMULATED, Code.ALREADY_CONVERGED);
            }
        }
    }

    /** All that changes somebody. */
    private static void everything(Bench bench) {
        Desk desk = bench.desk;
        String ann = people(desk).add("ann");
        people(desk).add("boss");
        bench.send(
                Ask.create(desk, "new").member(desk.group, "ADD", "Night"),
                Ask.create(desk, "ann").named("Other"),
                upsert(desk, "Other"),
                Ask.to("UPDATE", "ann").byId(ann).named("Other"),
                Ask.to("SET_MEMBERSHIPS", "ann").byId(ann).member(desk.group, "REPLACE", "Night", "Day"),
                Ask.to("DEACTIVATE", "ann"));
        if (desk != Desk.GLADLY) {
            bench.send(Ask.to("DELETE", "ann").hard());
        }
        if (desk.hasRoles()) {
            bench.send(Ask.to("UPDATE", "ann").member("role", "REPLACE", desk.adminRole));
        }
        Options recreate = new Options(false, "ADOPT", "SOFT", true, null, null);
        bench.send(Ask.to("RENAME", "ann").email("ann.new@example.com").with(recreate));
    }

    @ParameterizedTest
    @EnumSource(Desk.class)
    void aDryRunOfOneCommandLeavesTheOthersInEarnest(Desk desk) {
        try (Bench bench = open(desk)) {
            bench.send(known(bench, "UPDATE")
                    .named("Planned")
                    .with(new Options(true, "ADOPT", "SOFT", false, null, null)));
            assertThat(first(bench).code()).isEqualTo(Code.SIMULATED);
            assertThat(writes(bench)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OLARK,update_user,400",
        "LIVECHAT,update_user,400",
        "GLADLY,update_user,422",
        "TALKDESK,update_user,422",
        "SCIM,scim_update_user,400"
    })
    void whatTheVendorRejectsIsBuried(Desk desk, String action, int status) {
        try (Bench bench = open(desk)) {
            bench.vendor().inject(InjectedFault.status(status, "{}").onAction(action));
            bench.send(known(bench, "UPDATE").named("Rejected"));
            assertThat(first(bench).code()).isEqualTo(Code.VENDOR_REJECTED);
            assertThat(bench.tape.buried).containsExactly(bench.answer(0));
        }
    }

    @Test
    void whatSucceededInPartSaysSo() {
        try (Bench bench = open(Desk.OLARK)) {
            bench.vendor()
                    .inject(InjectedFault.status(400, "{}")
                            .onAction("add_member")
                            .after(1));
            bench.send(known(bench, "SET_MEMBERSHIPS").member("group", "ADD", "Night", "Day"));
            assertThat(first(bench).code()).isEqualTo(Code.PARTIALLY_APPLIED);
            assertThat(bench.answer(0).message()).contains("1 request");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OLARK,update_user",
        "LIVECHAT,update_user",
        "GLADLY,update_user",
        "TALKDESK,update_user",
        "SCIM,scim_update_user"
    })
    void whatIsForbiddenToOneOnlyIsToldFromABadHour(Desk desk, String action) {
        try (Bench bench = open(desk)) {
            bench.vendor()
                    .inject(InjectedFault.status(403, "{}").onAction(action).repeated(3));
            bench.send(known(bench, "UPDATE").named("Forbidden")).play();
            assertThat(first(bench).code()).isEqualTo(Code.FORBIDDEN);
            assertThat(bench.tape.buried).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Desk.class,
            names = {"GLADLY", "TALKDESK", "SCIM"})
    void anAddressThatIsTakenIsAConflict(Desk desk) {
        try (Bench bench = open(desk)) {
            people(desk).add("other");
            bench.send(known(bench, "RENAME").email("other@example.com"));
            assertThat(first(bench).code()).isEqualTo(Code.UNIQUENESS_CONFLICT);
        }
    }

    @Test
    void aConflictAfterAnUnknownCreateEndsToo() {
        try (Bench bench = open(Desk.GLADLY)) {
            bench.vendor().inject(InjectedFault.status(500, "").onAction("create_user"));
            bench.vendor()
                    .inject(InjectedFault.status(409, "{}")
                            .onAction("create_user")
                            .repeated(-1));
            bench.send(Ask.create(Desk.GLADLY, "ann"));
            assertThat(first(bench).code()).isEqualTo(Code.UNIQUENESS_CONFLICT);
        }
    }

    @Test
    void aCommandThatAsksForNothingIsInvalid() {
        try (Bench bench = open(Desk.TALKDESK)) {
            bench.send(known(bench, "UPDATE"));
            assertThat(first(bench).code()).isEqualTo(Code.INVALID_COMMAND);
            assertThat(bench.tape.buried).hasSize(1);
        }
    }

    @Test
    void aDefectHurtsOneCommandOnly() {
        try (Bench bench = open(Desk.GLADLY)) {
            bench.vendor = directory -> Before.everyRead(directory, () -> {
                throw new IllegalStateException("a defect");
            });
            bench.send(known(bench, "SET_MEMBERSHIPS").member("inbox", "ADD", "Night"));
            assertThat(first(bench).code()).isEqualTo(Code.INTERNAL_ERROR);
        }
    }
}
