package io.rollcall.vendor.livechat;

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
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.user.Attribute;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Capabilities;
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
import io.rollcall.vendor.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveChatWriterTest {
    private static final String ANN = "ann@example.com";
    private static final Set<String> EVER_SENT = Set.of(
            "id",
            "name",
            "role",
            "job_title",
            "mobile",
            "groups",
            "max_chats_count",
            "notifications",
            "work_scheduler",
            "email_subscriptions");

    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor liveChat = rig.simulator.liveChat();
    private final SimulatedAccount people = liveChat.primary();
    private final Map<String, String> secrets = liveChat.credentials("primary");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void attributesAreOneRequestThatNamesOnlyThem() {
        ObjectNode before = ann();
        Goal.Present goal = goal().set("displayName", "Anna")
                .set("phoneNumber", "+48 1")
                .clear("title")
                .set("extensions.livechat:max_chats_count", "9")
                .set("extensions.livechat:work_scheduler", "{\"timezone\":\"Europe/Warsaw\",\"schedule\":[]}")
                .present();

        Plan.Requests plan = reach(open(), goal, ANN);

        before.put("name", "Anna").put("mobile", "+48 1").put("job_title", "").put("max_chats_count", 9);
        before.putObject("work_scheduler").put("timezone", "Europe/Warsaw").putArray("schedule");
        assertThat(truth()).isEqualTo(before);
        assertThat(rig.asked()).containsExactly("update_user");
        assertThat(plan.writes()).extracting(Write::effect).containsExactly(Effect.CHANGE);
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void aStateThatIsKnownLeavesOutWhatIsSoAlready() {
        ann();
        WritableDirectory directory = open();
        Goal.Present goal = goal().set("displayName", "Ann")
                .set("email", "Ann@Example.com")
                .set("title", "Boss")
                .set("extensions.livechat:max_chats_count", " 6 ")
                .present();

        Plan plan = directory.plan(goal, ANN, read(directory, ANN));

        assertThat(body(plan)).containsOnlyKeys("id", "job_title");
    }

    @Test
    void anAddressIsTheIdSoItNeverChanges() {
        ann();
        WritableDirectory directory = open();

        assertThat(directory.plan(goal().set("email", "anna@example.com").present(), ANN, null))
                .isInstanceOf(Plan.Impossible.class);
        assertThat(directory.plan(goal().set("userName", "anna").present(), ANN, null))
                .isInstanceOf(Plan.Impossible.class);
        assertThat(((Plan.Requests) directory.plan(goal().set("email", ANN).present(), ANN, null)).writes())
                .isEmpty();
    }

    @Test
    void groupsAreSentAllAtOnceWithPrioritiesFromAFreshRead() {
        ann();
        Goal.Present goal = goal().memberships("group", MembershipAction.ADD, "0")
                .memberships("group", MembershipAction.REMOVE, "2")
                .set("title", "Boss")
                .present();

        Plan.Requests plan = reach(open(), goal, ANN);

        assertThat(groups()).containsExactly("1 first", "0 normal");
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(body(plan).get("groups"))
                .allSatisfy(group -> assertThat(group.path("id").isInt()).isTrue());
        assertThat(plan.writes()).extracting(Write::effect).containsExactly(Effect.DRASTIC);
        assertThat(plan.writes()).extracting(Write::absence).containsExactly(Absence.NO_REFERENCE);
    }

    @Test
    void aPriorityChangesOnlyWhereOneIsGiven() {
        ann();
        WritableDirectory directory = open();

        reach(
                directory,
                goal().memberships("group", MembershipAction.REPLACE, "0/last", "1", "2/supervisor")
                        .present(),
                ANN);

        assertThat(groups()).containsExactly("0 last", "1 first", "2 supervisor");
        reach(directory, goal().memberships("group", MembershipAction.REPLACE).present(), ANN);
        assertThat(groups()).isEmpty();
    }

    @Test
    void groupsThatAreNotShownAreNeverOverwritten() {
        ann();
        liveChat.set(Setting.FIELDS_GATED, true);
        WritableDirectory directory = open(Map.of(LiveChatVendor.SEND_FIELDS, "false"));

        assertThat(planned(
                        directory,
                        goal().memberships("group", MembershipAction.ADD, "0").present(),
                        ANN))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains(LiveChatVendor.SEND_FIELDS));
        assertThat(body(planned(directory, goal().set("title", "Boss").present(), ANN)))
                .doesNotContainKey("groups");
    }

    @Test
    void aRoleIsReplacedByTheOneWordThatTheDialectHasForIt() {
        ann();
        Goal.Present admin = goal().memberships("role", MembershipAction.REPLACE, "administrator")
                .present();
        Goal.Present agent =
                goal().memberships("role", MembershipAction.REPLACE, "normal").present();
        WritableDirectory spec = open();

        Plan.Requests plan = reach(spec, admin, ANN);

        assertThat(truth().path("role").asText()).isEqualTo("administrator");
        assertThat(rig.asked()).containsExactly("update_user");
        assertThat(plan.writes()).extracting(Write::effect).containsExactly(Effect.DRASTIC);
        assertThat(body(spec.plan(agent, ANN, null)).get("role").asText()).isEqualTo("agent");

        WritableDirectory vendor = open(Map.of(LiveChatVendor.ROLE_DIALECT, "vendor"));
        liveChat.set(Setting.ROLE_DIALECT, "vendor");
        assertThat(body(vendor.plan(agent, ANN, null)).get("role").asText()).isEqualTo("normal");
        reach(vendor, agent, ANN);
        assertThat(vendor.plan(agent, ANN, read(vendor, ANN))).isEqualTo(nothing());
    }

    @Test
    void rolesAreKnownByNameWithoutAnyListOfThem() {
        WritableDirectory directory = open();

        assertThat(directory.reference("role", new NamedRef(null, "administrator", null)))
                .isEqualTo(new Reference.Known(new Ref("administrator", "administrator", "role", null)));
        assertThat(directory.reference("role", new NamedRef("agent", null, null)))
                .isInstanceOf(Reference.Known.class);
        assertThat(directory.reference("role", new NamedRef(null, "boss", null)))
                .isEqualTo(new Reference.Unknown());
        assertThat(rig.asked()).isEmpty();
    }

    @Test
    void groupsAreKnownByIdAndByNameAndNeverGuessed() {
        people.put("groups", Map.of("id", 7, "name", "Twins"));
        people.put("groups", Map.of("id", 8, "name", "Twins"));
        WritableDirectory directory = open();

        assertThat(directory.reference("group", new NamedRef(null, "General", "last")))
                .isEqualTo(new Reference.Known(new Ref("0", "General", "group", "last")));
        assertThat(directory.reference("group", new NamedRef(null, "Twins", null)))
                .isEqualTo(new Reference.Ambiguous());
        assertThat(directory.reference("group", new NamedRef("99", null, null))).isEqualTo(new Reference.Unknown());
        assertThat(rig.asked()).containsExactly("list_groups");
    }

    @Test
    void aNewAgentIsOneInvitationAndOneRequestMoreForGroupsThatWait() {
        WritableDirectory directory = open();
        Goal.Present goal = goal().set("email", ANN)
                .set("displayName", "Ann")
                .set("title", "Boss")
                .memberships("group", MembershipAction.ADD, "2/first")
                .present();

        assertThat(create(directory, goal.withoutMemberships())).isEqualTo(ANN);

        assertThat(rig.asked()).containsExactly("create_user");
        assertThat(truth().path("awaiting_approval").asBoolean()).isTrue();
        assertThat(truth().path("job_title").asText()).isEqualTo("Boss");
        assertThat(groups()).isEmpty();
        assertThat(liveChat.welcomeMails()).isEqualTo(1);

        people.change(ANN, Map.of("awaiting_approval", false));
        Lookup.Found approved = read(directory, ANN);
        rig.asked();
        ((Plan.Requests) directory.plan(goal, ANN, approved))
                .writes()
                .forEach(write -> directory.send(write, () -> true));

        assertThat(groups()).containsExactly("2 first");
        assertThat(rig.asked()).containsExactly("update_user");
    }

    @Test
    void aRoleAndGroupsThatAreNotHeldBackTravelWithTheInvitation() {
        Goal.Present goal = goal().set("email", ANN)
                .set("displayName", "Ann")
                .memberships("role", MembershipAction.REPLACE, "administrator")
                .memberships("group", MembershipAction.REPLACE, "0", "1/last")
                .present();
        WritableDirectory directory = open();

        create(directory, goal);

        assertThat(truth().path("role").asText()).isEqualTo("administrator");
        assertThat(groups()).containsExactly("0 normal", "1 last");
        assertThat(directory.plan(goal, ANN, read(directory, ANN))).isEqualTo(nothing());
    }

    @Test
    void anInvitationMayBeAnsweredWithTheIdAloneOrWithNothing() {
        liveChat.set(Setting.SHAPE, "bare");
        WritableDirectory directory = open();
        Write create = only(directory.planCreate(
                goal().set("email", ANN).set("displayName", "Ann").present()));

        Written written = directory.send(create, () -> true);
        liveChat.inject(InjectedFault.status(200, "").onAction("create_user"));
        Written silent = directory.send(create, () -> true);

        assertThat(written.userId()).isEqualTo(ANN);
        assertThat(written.shown().user().active()).isNull();
        assertThat(silent).isEqualTo(new Written(ANN, null));
        assertThat(create.provenByAnswer()).isTrue();
    }

    @Test
    void aFullPlanAnExistingAgentAndAMissingGroupAreToldApart() {
        WritableDirectory directory = open();
        Goals ann = goal().set("email", ANN).set("displayName", "Ann");
        Write unknownGroup = only(directory.planCreate(goal().set("email", ANN)
                .set("displayName", "Ann")
                .memberships("group", MembershipAction.ADD, "99")
                .present()));

        assertFails(directory, unknownGroup, Failure.Absent.class);
        assertThat(unknownGroup.absence()).isEqualTo(Absence.NO_REFERENCE);
        ann();
        assertFails(directory, only(directory.planCreate(ann.present())), Failure.Exists.class);
        liveChat.set(Setting.SEATS, 1);
        assertFails(
                directory,
                only(directory.planCreate(ann.set("email", "b@example.com").present())),
                Failure.Capacity.class);
        assertThat(liveChat.welcomeMails()).isZero();
    }

    @Test
    void anActionThatIsNotThereIsAWrongAddressAndAllOfThemCanBeMoved() {
        WritableDirectory directory = open(Map.of(LiveChatVendor.PATH_CREATE, "/action/invite_agent"));
        Write create = only(directory.planCreate(
                goal().set("email", ANN).set("displayName", "Ann").present()));

        assertThatThrownBy(() -> directory.send(create, () -> true))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class))
                .hasMessageContaining(LiveChatVendor.PATH_CREATE);

        ann();
        // The actions answer alike, so one can stand in for another.
        WritableDirectory moved = open(Map.of(LiveChatVendor.PATH_UPDATE, "/action/delete_agent"));
        assertFails(
                moved,
                only(moved.plan(goal().set("title", "x").present(), "b@example.com", null)),
                Failure.Absent.class);
        reach(moved, goal().set("title", "x").present(), ANN);
        assertThat(people.find(ANN)).isEmpty();
    }

    @Test
    void deletingIsOneRequestAndDoneWhenNobodyIsThere() {
        ann();
        people.create(Map.of("id", "root@example.com", "role", "owner"));
        WritableDirectory directory = open();
        liveChat.set(Setting.EMPTY_BODIES, true);

        Write delete = only(reach(directory, new Goal.Gone(), ANN));

        assertThat(people.find(ANN)).isEmpty();
        assertThat(rig.asked()).containsExactly("delete_user");
        assertThat(delete.effect()).isEqualTo(Effect.DRASTIC);
        assertThat(delete.absence()).isEqualTo(Absence.DONE);
        assertFails(directory, delete, Failure.Absent.class);
        assertFails(
                directory, only(directory.plan(new Goal.Gone(), "root@example.com", null)), Failure.Forbidden.class);
    }

    @Test
    void aCreateOfSomebodyWhoExistsIsTwoRequests() {
        ann();
        WritableDirectory directory = open();
        Goal.Present goal = goal().set("email", ANN)
                .set("displayName", "Anna")
                .memberships("group", MembershipAction.ADD, "0")
                .present();

        Lookup.Found found = directory
                .find(new Identity(Identity.Kind.EMAIL, ANN), rig.instant())
                .get(0);
        directory.send(only(directory.plan(goal, ANN, found)), () -> true);

        assertThat(truth().path("name").asText()).isEqualTo("Anna");
        assertThat(groups()).containsExactly("1 first", "2 normal", "0 normal");
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
    }

    @Test
    void oneListingAnswersForAllWhoWaitForApproval() {
        people.seed(30);

        assertThat(VendorRig.sweep(open()).users())
                .allSatisfy(view -> assertThat(view.carried()).contains(Attribute.LIFECYCLE_STATE, Attribute.GROUPS));

        assertThat(rig.asked()).containsExactly("list_users");
    }

    @Test
    void withoutASubstituteNobodyIsDeactivatedNorTheirChatsLimited() {
        ann();
        WritableDirectory directory = open();

        assertThat(planned(directory, goal().active(false).present(), ANN))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains(LiveChatVendor.DEACTIVATE));
        assertThat(directory.plan(goal().active(true).present(), ANN, read(directory, ANN)))
                .isEqualTo(nothing());
    }

    @Test
    void suspensionCanStandInForDeactivationWhereLiveChatAllowsIt() {
        ann();
        liveChat.set(Setting.PRIVATE_ACTIONS, true);
        WritableDirectory directory = open(Map.of(LiveChatVendor.DEACTIVATE, "suspend"));
        Goal.Present off = goal().active(false).set("title", "Gone").present();
        Goal.Present on = goal().active(true).present();

        Plan.Requests plan = (Plan.Requests) directory.plan(off, ANN, read(directory, ANN));
        plan.writes().forEach(write -> directory.send(write, () -> true));

        assertThat(truth().path("suspended").asBoolean()).isTrue();
        assertThat(truth().path("job_title").asText()).isEqualTo("Gone");
        assertThat(rig.asked()).containsExactly("get_user", "suspend_user", "update_user");
        assertThat(plan.writes()).extracting(Write::effect).containsExactly(Effect.DRASTIC, Effect.CHANGE);
        assertThat(directory.plan(off, ANN, read(directory, ANN))).isEqualTo(nothing());
        rig.asked();
        reach(directory, on, ANN);
        assertThat(truth().path("suspended").asBoolean()).isFalse();
        assertThat(rig.asked()).containsExactly("unsuspend_user");
        assertThat(directory.plan(on, ANN, read(directory, ANN))).isEqualTo(nothing());
    }

    @Test
    void suspensionThatIsRefusedIsAFailureAndNothingElseIsTried() {
        ObjectNode before = ann();
        WritableDirectory directory = open(Map.of(LiveChatVendor.DEACTIVATE, "suspend"));

        assertFails(
                directory, only(directory.plan(goal().active(false).present(), ANN, null)), Failure.Forbidden.class);

        assertThat(truth()).isEqualTo(before);
        assertThat(rig.asked()).containsExactly("suspend_user");
    }

    @Test
    void whoeverIsInvitedCanBeSuspendedButNotBeMadeActive() {
        ann();
        people.change(ANN, Map.of("awaiting_approval", true));
        WritableDirectory directory = open(Map.of(LiveChatVendor.DEACTIVATE, "suspend"));
        Lookup.Found invited = read(directory, ANN);

        assertThat(directory.plan(goal().active(true).present(), ANN, invited)).isEqualTo(nothing());
        assertThat(only(directory.plan(goal().active(false).present(), ANN, invited))
                        .name())
                .isEqualTo("suspend agent");
    }

    @Test
    void deletionCanStandInForDeactivationAndSaysSo() {
        ann();

        Plan.Requests plan = reach(
                open(Map.of(LiveChatVendor.DEACTIVATE, "delete")),
                goal().active(false).present(),
                ANN);

        assertThat(people.find(ANN)).isEmpty();
        assertThat(plan.warnings()).containsExactly("DEACTIVATED_BY_DELETE");
        assertThat(rig.asked()).containsExactly("delete_user");
    }

    @Test
    void whatLiveChatCannotDoIsSaidBeforeAnythingIsSent() {
        WritableDirectory directory = open();
        for (Goals impossible : List.of(
                goal().set("timezone", "UTC"),
                goal().set("extensions.livechat:awaiting_approval", "false"),
                goal().set("extensions.livechat:login_status", "\"accepting chats\""),
                goal().set("extensions.livechat:max_chats_count", "six"),
                goal().set("extensions.livechat:max_chats_count", ""),
                goal().clear("displayName"),
                goal().memberships("role", MembershipAction.REPLACE, "owner"),
                goal().memberships("role", MembershipAction.REPLACE, "viceowner"),
                goal().memberships("role", MembershipAction.REPLACE, "agent", "administrator"),
                goal().memberships("role", MembershipAction.ADD, "administrator"),
                goal().memberships("role", MembershipAction.REMOVE, "agent"),
                goal().memberships("group", MembershipAction.ADD, "Sales"),
                goal().memberships("group", MembershipAction.ADD, "1/highest"),
                goal().memberships("team", MembershipAction.ADD, "1"))) {
            assertThat(directory.plan(impossible.present(), ANN, null)).isInstanceOf(Plan.Impossible.class);
            Goals create = impossible.set("email", "n@example.com").set("displayName", "N");
            assertThat(directory.planCreate(create.present())).isInstanceOf(Plan.Impossible.class);
        }
        assertThat(directory.planCreate(goal().set("email", ANN).present())).isInstanceOf(Plan.Impossible.class);
        assertThat(rig.asked()).isEmpty();
    }

    @Test
    void aLimitOfNoChatsIsSentAsAskedButNotWithoutAWord() {
        ann();

        Plan.Requests plan = reach(
                open(), goal().set("extensions.livechat:max_chats_count", "0").present(), ANN);

        assertThat(truth().path("max_chats_count").asInt()).isZero();
        assertThat(plan.warnings()).containsExactly("MAX_CHATS_COUNT_ZERO_IS_AMBIGUOUS");
    }

    @Test
    void aWriteGoesToTheRegionThatLiveChatNamesAndTakesEffectOnce() {
        liveChat.set(Setting.REGION, "fra");

        create(open(), goal().set("email", ANN).set("displayName", "Ann").present());

        assertThat(rig.asked()).containsExactly("create_user", "create_user");
        assertThat(liveChat.welcomeMails()).isEqualTo(1);
    }

    @Test
    void planningAgainAfterwardsFindsNothingToDo() {
        Random random = new Random(20260301);
        liveChat.set(Setting.PRIVATE_ACTIONS, true);
        WritableDirectory directory = open(Map.of(LiveChatVendor.DEACTIVATE, "suspend"));
        people.seed(20);
        List<String> ids =
                people.users().stream().map(user -> user.path("id").asText()).toList();
        for (int i = 0; i < 120; i++) {
            String id = ids.get(random.nextInt(ids.size()));
            Goal.Present goal = anyGoal(random);
            ObjectNode before = people.find(id).orElseThrow();

            Plan.Requests plan = reach(directory, goal, id);

            assertThat(((Plan.Requests) directory.plan(goal, id, read(directory, id))).writes())
                    .as("%s on %s", goal, before)
                    .isEmpty();
            assertThat(plan.writes()).allSatisfy(write -> {
                assertThat(write.request().body().properties())
                        .extracting(Map.Entry::getKey)
                        .isSubsetOf(EVER_SENT);
                assertThat(write.request().repeatable()).isFalse();
            });
        }
    }

    private static Goal.Present anyGoal(Random random) {
        Goals goal = goal();
        if (random.nextBoolean()) {
            goal.set("displayName", "Name " + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            goal.set("title", "Title " + random.nextInt(3)).clear("phoneNumber");
        } else if (random.nextBoolean()) {
            goal.clear("title").set("phoneNumber", "+1 " + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            goal.set("extensions.livechat:notifications", "{\"new_visitor\": " + random.nextBoolean() + "}");
            goal.set("extensions.livechat:email_subscriptions", "[\"weekly_summary\"]");
        }
        if (random.nextInt(3) == 0) {
            goal.memberships("role", MembershipAction.REPLACE, random.nextBoolean() ? "agent" : "administrator");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            MembershipAction action = MembershipAction.values()[random.nextInt(3)];
            List<String> refs = new ArrayList<>();
            for (int group = 0; group < 3; group++) {
                if (random.nextBoolean()) {
                    refs.add(group + List.of("", "/first", "/supervisor").get(random.nextInt(3)));
                }
            }
            goal.memberships("group", action, refs.toArray(String[]::new));
        }
        if (random.nextInt(4) == 0) {
            goal.active(random.nextBoolean());
        }
        return goal.present();
    }

    @Test
    void onlyATokensOwnerIsKnownForTheApisOwnUser() {
        assertThat(capabilities(Map.of(LiveChatVendor.AUTH, "pat")).ownIdentities())
                .containsExactly(secrets.get("patAccountId"));
        assertThat(capabilities(Map.of()).ownIdentities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"unsupported, false", "suspend, true", "delete, true"})
    void softDeletionIsOfferedOnlyWhereSomethingStandsInForIt(String word, boolean soft) {
        assertThat(capabilities(Map.of(LiveChatVendor.DEACTIVATE, word)).softDelete())
                .isEqualTo(soft);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LiveChatVendor.DEACTIVATE + "=unavailable",
                LiveChatVendor.ROLE_DIALECT + "=v3",
                LiveChatVendor.PATH_CREATE + "=create_agent",
                LiveChatVendor.PATH_UPDATE + "=//update",
                LiveChatVendor.PATH_DELETE + "=/delete/",
                LiveChatVendor.PATH_SUSPEND + "=/a/../b",
                LiveChatVendor.PATH_UNSUSPEND + "=?",
            })
    void aValueThatCannotBeIsRefusedUnderItsName(String setting) {
        String[] pair = setting.split("=");
        assertThatThrownBy(() -> open(Map.of(pair[0], pair[1]))).hasMessageContaining(pair[0]);
    }

    @Test
    void theAccountPrintsNoToken() {
        String account = Vendors.LIVECHAT
                .parseForWriting(VendorRig.config(Vendors.LIVECHAT, settings(Map.of())))
                .toString();

        assertThat(account).contains("UNSUPPORTED").doesNotContain(secrets.get("bearerToken"));
    }

    private Capabilities capabilities(Map<String, String> more) {
        return Vendors.LIVECHAT
                .parseForWriting(VendorRig.config(Vendors.LIVECHAT, settings(more)))
                .capabilities();
    }

    private ObjectNode ann() {
        people.create(Map.of(
                "id",
                ANN,
                "name",
                "Ann",
                "job_title",
                "Agent",
                "groups",
                List.of(Map.of("id", 1, "priority", "first"), Map.of("id", 2, "priority", "normal"))));
        return truth();
    }

    private ObjectNode truth() {
        return people.find(ANN).orElseThrow();
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>();
        truth().path("groups")
                .forEach(group -> groups.add(
                        group.path("id").asText() + " " + group.path("priority").asText()));
        return groups;
    }

    private WritableDirectory open() {
        return open(Map.of());
    }

    private WritableDirectory open(Map<String, String> more) {
        return rig.openForWriting(Vendors.LIVECHAT, settings(more));
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                LiveChatVendor.AUTH, "bearer",
                LiveChatVendor.BASE_URL, rig.simulator.liveChatUrl(),
                LiveChatVendor.BEARER_TOKEN, secrets.get("bearerToken"),
                LiveChatVendor.ACCOUNT_ID, secrets.get("patAccountId"),
                LiveChatVendor.PAT, secrets.get("patToken")));
        settings.putAll(more);
        return settings;
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

    private static void assertFails(WritableDirectory directory, Write write, Class<? extends Failure> failure) {
        assertThatThrownBy(() -> directory.send(write, () -> true))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(failure));
    }
}
