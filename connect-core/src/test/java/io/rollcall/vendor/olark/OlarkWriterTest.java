package io.rollcall.vendor.olark;

import static io.rollcall.vendor.Goals.create;
import static io.rollcall.vendor.Goals.goal;
import static io.rollcall.vendor.Goals.planned;
import static io.rollcall.vendor.Goals.reach;
import static io.rollcall.vendor.Goals.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.MembershipAction;
import io.rollcall.command.NamedRef;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.InjectedFault.Kind;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Goals;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorRig;
import io.rollcall.vendor.Vendors;
import io.rollcall.vendor.WritableDirectory;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Write.Absence;
import io.rollcall.vendor.Write.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OlarkWriterTest {
    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor olark = rig.simulator.olark();
    private final SimulatedAccount people = olark.primary();
    private WritableDirectory directory;

    @BeforeEach
    void open() {
        olark.set(Setting.GET_FIELDS, "*");
        directory = open(Map.of());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void settingAttributesIsAReadAndAPutThatSendsEverythingElseBack() {
        String id = ann();
        ObjectNode before = truth(id);

        Plan.Requests plan = reach(directory, goal().set("displayName", "Anna").present(), id);

        assertThat(truth(id)).isEqualTo(before.put("nickname", "Anna"));
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(plan.writes()).extracting(Write::effect).containsExactly(Effect.DRASTIC);
    }

    @Test
    void aPutNeverHoldsAPasswordOrAUserNameThatWasNotShown() {
        String id = ann();
        people.change(id, Map.of("password", "shown by mistake"));

        assertThat(body(planned(directory, goal().set("displayName", "Anna").present(), id)))
                .containsOnlyKeys("username", "email", "nickname", "available", "group_ids", "signature");

        olark.set(Setting.GET_FIELDS, "id,email,nickname,available");
        assertThat(body(planned(directory, goal().set("displayName", "Anna").present(), id)))
                .containsOnlyKeys("email", "nickname", "available", "group_ids");
    }

    @Test
    void anOperatorThatDoesNotTellItsGroupsIsAskedForThemInTheGroups() {
        String id = ann();
        olark.set(Setting.GET_FIELDS, "id,email,nickname,available,signature");
        ObjectNode before = truth(id);

        reach(directory, goal().set("displayName", "Anna").present(), id);

        assertThat(truth(id)).isEqualTo(before.put("nickname", "Anna"));
        assertThat(rig.asked()).containsExactly("get_user", "list_groups", "update_user");
        assertThat(read(directory, id).view().user().groups())
                .extracting(Ref::value)
                .containsExactly("grp1", "grp3");
    }

    @Test
    void groupsThatAreShownAsNullAreNotTakenForNone() {
        String id = ann();
        olark.inject(InjectedFault.status(
                        200, "{\"data\":{\"id\":\"" + id + "\",\"email\":\"ann@example.com\",\"group_ids\":null}}")
                .onAction("get_user"));

        reach(directory, goal().set("displayName", "Anna").present(), id);

        assertThat(groups(id)).containsExactly("grp1", "grp3");
    }

    @Test
    void aCreateOfSomebodyWhoExistsIsAShareInTheListAReadAndAPut() {
        String id = ann();
        Goal.Present goal = goal().set("email", "ann@example.com")
                .set("displayName", "Anna")
                .memberships("group", MembershipAction.ADD, "grp2")
                .present();

        Lookup.Found found = directory
                .find(new Identity(Identity.Kind.EMAIL, "ann@example.com"), rig.instant())
                .get(0);
        only(directory.plan(goal, id, found));
        ((Plan.Requests) directory.plan(goal, id, found)).writes().forEach(write -> directory.send(write, () -> true));

        assertThat(groups(id)).containsExactly("grp1", "grp3", "grp2");
        assertThat(rig.asked()).containsExactly("list_users", "list_users", "get_user", "update_user");
    }

    @Test
    void aListingAsksForOperatorsOnly() {
        String id = ann();

        assertThat(VendorRig.sweep(directory).ids()).containsExactly(id);

        assertThat(rig.asked()).containsExactly("list_users", "list_users");
    }

    @Test
    void nobodyIsReplacedWhileNothingTellsTheGroups() {
        String id = ann();
        olark.set(Setting.GET_FIELDS, "id,email");
        olark.inject(InjectedFault.status(200, "{\"data\":[{\"id\":\"grp1\",\"name\":\"Sales\"}]}")
                .onAction("list_groups"));

        assertThatThrownBy(() -> read(directory, id))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class))
                .hasMessageContaining(OlarkVendor.PATH_GROUPS);
    }

    @Test
    void attributesAndMembershipsTogetherAreOnePut() {
        String id = ann();
        Goal.Present goal = goal().set("email", "anna@example.com")
                .clear("displayName")
                .memberships("group", MembershipAction.ADD, "grp2")
                .memberships("group", MembershipAction.REMOVE, "grp1")
                .present();

        reach(directory, goal, id);

        assertThat(truth(id).path("email").asText()).isEqualTo("anna@example.com");
        assertThat(truth(id).path("nickname").asText()).isEmpty();
        assertThat(groups(id)).containsExactly("grp3", "grp2");
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
    }

    @Test
    void aMembershipIsOneRequestAndTouchesNoOther() {
        String id = ann();
        Plan.Requests add = (Plan.Requests) planned(
                directory,
                goal().memberships("group", MembershipAction.ADD, "grp2").present(),
                id);
        people.leave("groups", "grp1", id);
        people.put("groups", Map.of("id", "grp7", "name", "Night"));
        people.join("groups", "grp7", id);

        add.writes().forEach(write -> directory.send(write, () -> true));

        assertThat(groups(id)).containsExactlyInAnyOrder("grp2", "grp3", "grp7");
        assertThat(rig.asked()).containsExactly("add_member");

        reach(
                directory,
                goal().memberships("group", MembershipAction.REMOVE, "grp3").present(),
                id);

        assertThat(groups(id)).containsExactlyInAnyOrder("grp2", "grp7");
        assertThat(rig.asked()).containsExactly("remove_member");
    }

    @Test
    void aFullSetOfMembershipsIsReachedByTheirDifferenceAndKeepsWhatComesMeanwhile() {
        String id = ann();
        Goal.Present goal = goal().memberships("group", MembershipAction.REPLACE, "grp1", "grp2/first")
                .present();
        assertThat(directory.plan(goal, id, null)).isEqualTo(Plan.NEEDS_STATE);
        Plan.Requests plan = (Plan.Requests) directory.plan(goal, id, read(directory, id));
        people.put("groups", Map.of("id", "grp7", "name", "Night"));
        people.join("groups", "grp7", id);

        plan.writes().forEach(write -> directory.send(write, () -> true));

        assertThat(groups(id)).containsExactlyInAnyOrder("grp1", "grp2", "grp7");
        assertThat(rig.asked()).containsExactly("get_user", "add_member", "remove_member");
        assertThat(plan.writes()).extracting(Write::effect).containsOnly(Effect.DRASTIC);
    }

    @Test
    void notFoundMeansAMistakeWhenJoiningAndDoneWhenLeaving() {
        String id = ann();
        Write join = only(planned(
                directory,
                goal().memberships("group", MembershipAction.ADD, "grp9").present(),
                id));
        Write leave = only(planned(
                directory,
                goal().memberships("group", MembershipAction.REMOVE, "grp9").present(),
                id));

        assertAbsent(join);
        assertThat(join.absence()).isEqualTo(Absence.NO_REFERENCE);
        assertAbsent(leave);
        assertThat(leave.absence()).isEqualTo(Absence.DONE);
        Plan.Requests gone = (Plan.Requests) planned(directory, new Goal.Gone(), id);
        people.delete(id);
        assertAbsent(gone.writes().get(0));
        assertThat(gone.writes()).extracting(Write::absence).containsExactly(Absence.NO_USER, Absence.DONE);
    }

    @Test
    void aNewOperatorIsOnePostAndOneGet() {
        Goal.Present goal = goal().set("email", "new@example.com")
                .set("displayName", "New")
                .memberships("group", MembershipAction.ADD, "grp1", "grp2")
                .present();

        String id = create(directory, goal);

        assertThat(rig.asked()).containsExactly("create_user", "get_user");
        assertThat(truth(id).path("username").asText()).isEqualTo("new@example.com");
        assertThat(truth(id).path("nickname").asText()).isEqualTo("New");
        assertThat(groups(id)).containsExactly("grp1", "grp2");
        assertThat(planned(directory, goal, id)).isEqualTo(nothing());
    }

    @Test
    void aGivenUserNameIsUsedAndMembershipsThatACreateLeftOutAreMadeUpFor() {
        Goal.Present goal = goal().set("email", "new@example.com")
                .set("userName", "newbie")
                .memberships("group", MembershipAction.REPLACE, "grp1", "grp2")
                .present();
        String id = directory.send(only(directory.planCreate(goal)), () -> true).userId();
        people.leave("groups", "grp2", id);
        rig.asked();

        reach(directory, goal, id);

        assertThat(truth(id).path("username").asText()).isEqualTo("newbie");
        assertThat(groups(id)).containsExactly("grp1", "grp2");
        assertThat(rig.asked()).containsExactly("get_user", "add_member");
    }

    @Test
    void everyCreateHasAPasswordOfItsOwnThatIsSentWithNothingElse() {
        Goal.Present goal = goal().set("email", "new@example.com").present();

        String one = password(directory.planCreate(goal));
        String other = password(directory.planCreate(goal));

        assertThat(one).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(other);
        assertThat(directory.planCreate(goal).toString()).doesNotContainIgnoringCase("password");
        String id = create(directory, goal);
        Plan later = planned(
                directory, goal().set("displayName", "X").set("userName", "y").present(), id);
        assertThat(body(later)).doesNotContainKey("password");
    }

    @Test
    void aPasswordStandsInNoLogAndNoException() {
        Plan plan = directory.planCreate(goal().set("email", "new@example.com").present());
        String password = password(plan);
        olark.inject(
                InjectedFault.status(400, "{\"error\":\"" + password + " is too long, password=" + password + "\"}"));
        List<String> log = new CopyOnWriteArrayList<>();
        LoggerContext context = listen(log);
        try {
            assertThatThrownBy(() -> directory.send(only(plan), () -> true))
                    .isInstanceOf(VendorException.class)
                    .hasMessageNotContaining(password)
                    .hasMessageNotContaining(password.substring(0, 20));
            directory.send(only(plan), () -> true);
        } finally {
            context.getConfiguration().getRootLogger().removeAppender("password");
            context.getConfiguration().getRootLogger().setLevel(Level.WARN);
            context.updateLoggers();
        }

        assertThat(log).isNotEmpty().noneMatch(line -> line.contains(password.substring(0, 20)));
    }

    private static LoggerContext listen(List<String> log) {
        AbstractAppender appender = new AbstractAppender("password", null, null, false, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                log.add(event.getMessage().getFormattedMessage() + event.getThrown());
            }
        };
        appender.start();
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().addAppender(appender, Level.ALL, null);
        context.getConfiguration().getRootLogger().setLevel(Level.TRACE);
        context.updateLoggers();
        return context;
    }

    @Test
    void theAccountPrintsNoKey() {
        String account = Vendors.OLARK
                .parseForWriting(VendorRig.config(Vendors.OLARK, Map.of(OlarkVendor.API_KEY, "canary")))
                .toString();

        assertThat(account).contains("UNSUPPORTED").doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({"402, Capacity", "403, Forbidden"})
    void aMissingSeatIsToldByEitherStatus(int status, String failure) {
        people.seed(1);
        olark.set(Setting.SEATS, 1);
        olark.set(Setting.SEAT_STATUS, status);

        assertThatThrownBy(() ->
                        create(directory, goal().set("email", "new@example.com").present()))
                .isInstanceOfSatisfying(
                        VendorException.class,
                        e -> assertThat(e.failure().getClass().getSimpleName()).isEqualTo(failure));
        assertThat(Vendors.OLARK
                        .parseForWriting(VendorRig.config(Vendors.OLARK, Map.of(OlarkVendor.API_KEY, "k")))
                        .capabilities()
                        .forbiddenCreateMeansNoSeat())
                .isTrue();
    }

    @Test
    void deletingTakesOfflineFirstAndContinuesWhereItWasBrokenOff() {
        String id = ann();
        ObjectNode before = truth(id);
        olark.inject(InjectedFault.status(500, "").onAction("delete_user"));
        assertThat(directory.plan(new Goal.Gone(), id, null)).isEqualTo(Plan.NEEDS_STATE);

        assertThatThrownBy(() -> reach(directory, new Goal.Gone(), id)).isInstanceOf(VendorException.class);

        assertThat(truth(id)).isEqualTo(before.put("available", false));
        assertThat(rig.asked()).containsExactly("get_user", "update_user", "delete_user");
        reach(directory, new Goal.Gone(), id);
        assertThat(rig.asked()).containsExactly("get_user", "delete_user");
        assertThat(people.find(id)).isEmpty();
        assertThat(directory.read(id)).isEqualTo(Lookup.NOT_FOUND);
    }

    @Test
    void aPutThatMayHaveArrivedIsNotSentAgainButLookedAt() {
        String id = ann();
        Goal.Present goal = goal().set("displayName", "Anna").present();
        olark.inject(InjectedFault.of(Kind.RESET_AFTER_WRITE).onAction("update_user"));

        assertThatThrownBy(() -> reach(directory, goal, id))
                .isInstanceOfSatisfying(
                        VendorException.class,
                        e -> assertThat(e.failure()).isEqualTo(new Failure.Transient(true, null)));

        assertThat(directory.plan(goal, id, read(directory, id))).isEqualTo(nothing());
        assertThat(rig.asked()).containsExactly("get_user", "update_user", "get_user");
        assertThat(only(planned(directory, goal().set("displayName", "B").present(), id))
                        .request()
                        .repeatable())
                .isFalse();
    }

    @Test
    void withoutASubstituteNobodyIsDeactivated() {
        String id = ann();

        assertThat(planned(directory, goal().active(false).present(), id))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains(OlarkVendor.DEACTIVATE));
        assertThat(planned(directory, goal().active(true).present(), id)).isInstanceOf(Plan.Impossible.class);
    }

    @Test
    void unavailableCanStandInForDeactivatedAndSaysSo() {
        String id = ann();
        ObjectNode before = truth(id);
        WritableDirectory unavailable = open(Map.of(OlarkVendor.DEACTIVATE, "unavailable"));

        Plan.Requests plan = reach(unavailable, goal().active(false).present(), id);

        assertThat(truth(id)).isEqualTo(before.deepCopy().put("available", false));
        assertThat(plan.warnings()).containsExactly("DEACTIVATED_AS_UNAVAILABLE");
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(((Plan.Requests) planned(unavailable, goal().active(false).present(), id)).writes())
                .isEmpty();

        assertThat(reach(unavailable, goal().active(true).present(), id).warnings())
                .isEmpty();
        assertThat(truth(id)).isEqualTo(before);
    }

    @Test
    void deletionCanStandInForDeactivationAndSaysSo() {
        String id = ann();
        WritableDirectory deleting = open(Map.of(OlarkVendor.DEACTIVATE, "delete"));

        Plan.Requests plan = reach(deleting, goal().active(false).present(), id);

        assertThat(people.find(id)).isEmpty();
        assertThat(plan.warnings()).containsExactly("DEACTIVATED_BY_DELETE");
        assertThat(rig.asked()).containsExactly("get_user", "update_user", "delete_user");
        assertThat(planned(deleting, goal().active(true).present(), ann())).isInstanceOf(Plan.Impossible.class);
    }

    @Test
    void whatOlarkCannotDoIsSaidBeforeAnythingIsSent() {
        String id = ann();
        for (Goals impossible : List.of(
                goal().set("title", "Chief"),
                goal().set("extensions.olark:available", "true"),
                goal().clear("email"),
                goal().memberships("role", MembershipAction.ADD, "x"))) {
            assertThat(directory.plan(impossible.present(), id, null)).isInstanceOf(Plan.Impossible.class);
            assertThat(directory.planCreate(
                            impossible.set("email", "n@example.com").present()))
                    .isInstanceOf(Plan.Impossible.class);
        }
        assertThat(directory.planCreate(goal().set("displayName", "X").present()))
                .isInstanceOf(Plan.Impossible.class);
        assertThat(rig.asked()).isEmpty();
    }

    @Test
    void groupsAreKnownByIdAndByNameAndNeverGuessed() {
        people.put("groups", Map.of("id", "grp8", "name", "Twins"));
        people.put("groups", Map.of("id", "grp9", "name", "Twins"));

        assertThat(directory.reference("group", new NamedRef(null, "Support", null)))
                .isEqualTo(new Reference.Known(new Ref("grp2", "Support", "group", null)));
        assertThat(directory.reference("group", new NamedRef("grp3", null, null)))
                .isEqualTo(new Reference.Known(new Ref("grp3", "Billing", "group", null)));
        assertThat(directory.reference("group", new NamedRef(null, "Twins", null)))
                .isEqualTo(new Reference.Ambiguous());
        assertThat(directory.reference("group", new NamedRef(null, "support", null)))
                .isEqualTo(new Reference.Unknown());
        assertThat(rig.asked()).containsExactly("list_groups");

        people.put("groups", Map.of("id", "grp10", "name", "Night"));
        rig.pass(Duration.ofSeconds(10));
        assertThat(directory.reference("group", new NamedRef(null, "Night", null)))
                .isInstanceOf(Reference.Known.class);
        assertThat(rig.asked()).containsExactly("list_groups");
    }

    @Test
    void planningAgainAfterwardsFindsNothingToDo() {
        Random random = new Random(20260301);
        WritableDirectory unavailable = open(Map.of(OlarkVendor.DEACTIVATE, "unavailable"));
        people.seed(20);
        List<String> ids =
                people.users().stream().map(user -> user.path("id").asText()).toList();
        for (int i = 0; i < 120; i++) {
            String id = ids.get(random.nextInt(ids.size()));
            Goal.Present goal = anyGoal(random);
            ObjectNode before = truth(id);
            olark.set(Setting.GET_FIELDS, random.nextBoolean() ? "*" : "id,username,email,nickname,available");

            reach(unavailable, goal, id);

            assertThat(((Plan.Requests) unavailable.plan(goal, id, read(unavailable, id))).writes())
                    .as("%s on %s", goal, before)
                    .isEmpty();
            assertThat(truth(id).path("username")).isEqualTo(before.path("username"));
        }
    }

    private static Goal.Present anyGoal(Random random) {
        Goals goal = goal();
        if (random.nextBoolean()) {
            goal.set("displayName", "Name " + random.nextInt(3));
        } else if (random.nextBoolean()) {
            goal.clear("displayName");
        }
        if (random.nextInt(3) == 0) {
            goal.set("email", "mail" + random.nextInt(100) + "@example.com");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            MembershipAction action = MembershipAction.values()[random.nextInt(3)];
            List<String> refs = new ArrayList<>();
            for (int group = 1; group <= 3; group++) {
                if (random.nextBoolean()) {
                    refs.add("grp" + group + (random.nextBoolean() ? "" : "/first"));
                }
            }
            goal.memberships("group", action, refs.toArray(String[]::new));
        }
        if (random.nextInt(4) == 0) {
            goal.active(random.nextBoolean());
        }
        return goal.present();
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "", "DELETE"})
    void aSubstituteThatThereIsNotIsRefusedUnderTheNameOfTheSetting(String word) {
        assertThatThrownBy(() -> open(Map.of(OlarkVendor.DEACTIVATE, word)))
                .hasMessageContaining(OlarkVendor.DEACTIVATE)
                .hasMessageContaining("unsupported, unavailable, delete");
    }

    private String ann() {
        return people.create(Map.of(
                        "email",
                        "ann@example.com",
                        "nickname",
                        "Ann",
                        "available",
                        true,
                        "group_ids",
                        List.of("grp1", "grp3"),
                        "signature",
                        "Yours, Ann"))
                .path("id")
                .asText();
    }

    private ObjectNode truth(String id) {
        return people.find(id).orElseThrow();
    }

    private List<String> groups(String id) {
        List<String> groups = new ArrayList<>();
        truth(id).path("group_ids").forEach(group -> groups.add(group.asText()));
        return groups;
    }

    private WritableDirectory open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                OlarkVendor.BASE_URL,
                rig.simulator.olarkUrl(),
                OlarkVendor.API_KEY,
                olark.credentials("primary").get("apiKey")));
        settings.putAll(more);
        return rig.openForWriting(Vendors.OLARK, settings);
    }

    private static Plan nothing() {
        return new Plan.Requests(List.of(), List.of());
    }

    private static Write only(Plan plan) {
        assertThat(((Plan.Requests) plan).writes()).hasSize(1);
        return ((Plan.Requests) plan).writes().get(0);
    }

    private static Map<String, JsonNode> body(Plan plan) {
        Map<String, JsonNode> fields = new HashMap<>();
        only(plan).request().body().properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static String password(Plan create) {
        return body(create).get("password").asText();
    }

    private void assertAbsent(Write write) {
        assertThatThrownBy(() -> directory.send(write, () -> true))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Absent.class));
    }
}
