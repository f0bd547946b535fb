package io.rollcall.vendor.talkdesk;

import static io.rollcall.command.MembershipAction.ADD;
import static io.rollcall.command.MembershipAction.REMOVE;
import static io.rollcall.command.MembershipAction.REPLACE;
import static io.rollcall.vendor.Provision.active;
import static io.rollcall.vendor.Provision.attributes;
import static io.rollcall.vendor.Provision.create;
import static io.rollcall.vendor.Provision.memberships;
import static io.rollcall.vendor.Provision.missing;
import static io.rollcall.vendor.Provision.reach;
import static io.rollcall.vendor.Provision.read;
import static io.rollcall.vendor.Provision.send;
import static io.rollcall.vendor.Provision.together;
import static io.rollcall.vendor.VendorRig.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.NamedRef;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorRig;
import io.rollcall.vendor.Vendors;
import io.rollcall.vendor.WritableDirectory;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TalkdeskWriterTest {
    private static final Goal.Present NEW = together(
            attributes("email=new+1@co.com", "displayName=New User", "phoneNumber=4711", "timezone=Europe/Berlin"),
            memberships(REPLACE, "role", "role-2"));

    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor talkdesk = rig.simulator.talkdesk();
    private final SimulatedAccount people = talkdesk.primary();
    private final WritableDirectory directory = open(Map.of());

    /** Costs are those with a token and with names at hand. */
    @BeforeEach
    void warm() {
        reference("role", "agent");
        reference("team", "Billing");
        assertThat(rig.asked()).endsWith("list_roles", "list_teams");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNewUserTakesOneRequestWithEverythingInIt() {
        Goal.Present goal =
                together(NEW, memberships(ADD, "team", "team-1"), memberships(REPLACE, "ring_group", "ring-2"));

        Written written = create(directory, goal);

        assertThat(rig.asked()).containsExactly("create_user");
        String id = String.valueOf(written.userId());
        ObjectNode user = people.find(id).orElseThrow();
        assertThat(user.path("email").asText()).isEqualTo("new+1@co.com");
        assertThat(user.path("name").asText()).isEqualTo("New User");
        assertThat(user.path("role").asText()).isEqualTo("supervisor");
        assertThat(user.path("extension").asText()).isEqualTo("4711");
        assertThat(user.path("time_zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(user.path("status").asText()).isEqualTo("active");
        assertThat(user.path("teams")).extracting(JsonNode::asText).containsExactly("team-1");
        assertThat(user.path("ring_groups")).extracting(JsonNode::asText).containsExactly("ring-2");
        assertThat(missing(directory, goal, id)).isEmpty();
        assertThat(talkdesk.welcomeMails()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aUserWhoCameInactiveForWantOfALicenceIsSeen(boolean asBoolean) {
        someone();
        talkdesk.set(Setting.SEATS, 1);
        talkdesk.set(Setting.ACTIVE_BOOLEAN, asBoolean);

        assertThat(create(directory, NEW).shown())
                .satisfies(shown -> assertThat(shown.user().lifecycleState()).isEqualTo(LifecycleState.DEACTIVATED));
    }

    @Test
    void attributesOfAKnownUserTakeOneRequestWithNothingElseInIt() {
        String id = someone();
        ObjectNode before = people.find(id).orElseThrow();

        Plan.Requests sent = reach(directory, attributes("displayName=Ada L.", "phoneNumber=9", "timezone="), id);

        assertThat(rig.asked()).containsExactly("update_user");
        assertThat(fields(sent)).containsExactlyInAnyOrder("name", "extension", "time_zone");
        ObjectNode expected = before.deepCopy().put("name", "Ada L.").put("extension", "9");
        expected.remove("time_zone");
        assertUser(id, expected);
        assertThat(missing(directory, attributes("displayName=Ada L.", "timezone="), id))
                .isEmpty();
    }

    @Test
    void aMembershipMoreOrLessLeavesTheOthers() {
        String id = someone();
        ObjectNode before = people.find(id).orElseThrow();

        reach(directory, together(memberships(ADD, "team", "team-3"), memberships(ADD, "ring_group", "ring-2")), id);
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(people.find(id).orElseThrow().path("teams"))
                .extracting(JsonNode::asText)
                .containsExactly("team-1", "team-2", "team-3");

        reach(directory, memberships(REMOVE, "team", "team-3"), id);
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        reach(directory, memberships(REMOVE, "ring_group", "ring-2"), id);
        assertUser(id, before);
    }

    @Test
    void aListThatNoViewShowsIsNeverWorkedOut() {
        String id = someone();
        talkdesk.set(Setting.GET_FIELDS, "id,name,email,role,status,ring_groups");

        assertThat(directory.plan(memberships(ADD, "team", "team-3"), id, find("amara.adler@example.com")))
                .isEqualTo(Plan.NEEDS_STATE);
        assertThat(directory.plan(memberships(ADD, "team", "team-3"), id, read(directory, id)))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains("team", "REPLACE"));
        reach(directory, memberships(ADD, "ring_group", "ring-2"), id);
        assertThat(people.find(id).orElseThrow().path("teams")).hasSize(2);
        assertThat(people.find(id).orElseThrow().path("ring_groups")).hasSize(2);
        reach(directory, memberships(REPLACE, "team"), id);
        assertThat(people.find(id).orElseThrow().path("teams")).isEmpty();
    }

    @Test
    void aReplacedListIsDrastic() {
        Plan.Requests plan = (Plan.Requests) directory.plan(memberships(REPLACE, "team", "team-3"), "u", null);

        assertThat(plan.writes()).extracting(Write::effect).containsExactly(Write.Effect.DRASTIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "id"})
    void aRoleIsRightWhicheverWayItIsShown(String shownAs) {
        String id = someone();
        talkdesk.set(Setting.ROLE_AS, shownAs);
        Goal.Present goal = memberships(REPLACE, "role", "role-2");

        Plan.Requests sent = reach(directory, goal, id);

        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(sent.writes()).extracting(Write::effect).containsExactly(Write.Effect.DRASTIC);
        assertThat(missing(directory, goal, id)).isEmpty();
        // With nothing read before, the roles are read along.
        WritableDirectory cold = open(Map.of());
        assertThat(missing(cold, goal, id)).isEmpty();
    }

    @Test
    void aRoleThatIsNewSinceTheNamesWereReadIsLookedUp() {
        String id = someone();
        people.put("roles", Map.of("id", "role-9", "name", "analyst"));
        people.change(id, Map.of("role", "role-9"));

        assertThat(read(directory, id).view().user().roles())
                .containsExactly(new Ref("role-9", "analyst", "role", null));
    }

    @Test
    void aListingTellsRolesWithoutASweepOfNames() {
        String id = someone();
        talkdesk.set(Setting.LIST_FIELDS, "*");
        WritableDirectory cold = open(Map.of());

        assertThat(sweep(cold).user(id).user().roles()).containsExactly(new Ref("role-1", "agent", "role", null));
        assertThat(rig.asked()).containsOnlyOnce("list_roles").doesNotContain("list_teams");
    }

    @Test
    void deactivationIsDrasticAndDoneOnce() {
        String id = someone();

        Plan.Requests sent = reach(directory, active(false), id);

        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(sent.writes()).extracting(Write::effect).containsExactly(Write.Effect.DRASTIC);
        assertThat(fields(sent)).containsExactly("status");
        assertThat(people.find(id).orElseThrow().path("status").asText()).isEqualTo("inactive");
        assertThat(missing(directory, active(false), id)).isEmpty();
    }

    @Test
    void deletionTakesTheOperatorsLeave() {
        String id = someone();
        assertThat(capabilities(Map.of()).hardDelete()).isFalse();
        assertThat(directory.plan(new Goal.Gone(), id, null))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains(TalkdeskVendor.ALLOW_DELETE));

        Map<String, String> allowed = Map.of(TalkdeskVendor.ALLOW_DELETE, "true");
        WritableDirectory deleting = open(allowed);
        assertThat(capabilities(allowed).hardDelete()).isTrue();
        deleting.reference("role", new NamedRef(null, "agent", null));
        rig.asked();
        Plan.Requests sent = reach(deleting, new Goal.Gone(), id);

        assertThat(rig.asked()).containsExactly("get_user", "delete_user");
        assertThat(people.find(id)).isEmpty();
        assertThat(sent.writes()).allSatisfy(write -> {
            assertThat(write.effect()).isEqualTo(Write.Effect.DRASTIC);
            assertThat(write.absence()).isEqualTo(Write.Absence.DONE);
        });
        assertThatThrownBy(() -> send(deleting, sent))
                .satisfies(e -> assertThat(((VendorException) e).failure()).isInstanceOf(Failure.Absent.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void somebodyWhoExistsIsFoundAndMadeToAgreeInThreeRequests(int status) {
        String id = someone();
        people.change(id, Map.of("status", "inactive", "email", "New+1@co.com"));
        talkdesk.set(Setting.DUPLICATE_STATUS, status);
        Goal.Present goal = together(NEW, memberships(REPLACE, "team", "team-3"), active(true));

        assertThatThrownBy(() -> create(directory, goal))
                .satisfies(e -> assertThat(((VendorException) e).failure()).isInstanceOf(Failure.Exists.class));
        send(directory, directory.plan(goal, id, find("new+1@CO.com")));

        assertThat(rig.asked()).containsExactly("create_user", "list_users", "update_user");
        assertThat(people.find(id).orElseThrow().path("status").asText()).isEqualTo("active");
        assertThat(people.find(id).orElseThrow().path("ring_groups")).hasSize(1);
        assertThat(missing(directory, goal, id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec", "hal"})
    void aServerThatIgnoresTheFilterShowsOnlyTheRightOne(String shape) {
        people.seed(130);
        people.create(Map.of("email", "A+b@co.com", "name", "Odd"));
        talkdesk.set(Setting.SHAPE, shape);
        people.create(Map.of("email", "a b@co.com", "name", "Stranger"));

        assertThat(find("a+B@co.com").view().user().displayName()).isEqualTo("Odd");

        talkdesk.inject(InjectedFault.status(
                        200,
                        "{\"users\":[{\"id\":\"u1\",\"email\":\"x@co.com\"},{\"id\":\"u2\"}],\"meta\":{\"total\":2,\"page\":1}}")
                .onAction("list_users"));
        assertThat(directory.find(new Identity(Identity.Kind.EMAIL, "a+b@co.com"), Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void namesAreLookedUpAndNeverGuessed() {
        people.put("teams", Map.of("id", "team-9", "name", "Billing"));
        rig.pass(Duration.ofHours(2));

        assertThat(reference("team", "Billing")).isInstanceOf(Reference.Ambiguous.class);
        assertThat(reference("team", "billing")).isInstanceOf(Reference.Unknown.class);
        assertThat(reference("role", "supervisor"))
                .isEqualTo(new Reference.Known(new Ref("role-2", "supervisor", "role", null)));
        assertThat(reference("ring_group", "Inbound")).isInstanceOf(Reference.Unknown.class);
        assertThat(directory.reference("ring_group", new NamedRef("ring-1", null, null)))
                .isInstanceOf(Reference.Known.class);
    }

    @Test
    void anAccountWithoutTheWriteApiIsSaidToBeOne() {
        talkdesk.set(Setting.WRITE_API, false);

        assertThatThrownBy(() -> create(directory, NEW))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class))
                .hasMessageContaining("does not offer this write")
                .hasMessageNotContaining("co.com");
    }

    @Test
    void anAbsentUserIsAbsent() {
        Plan.Requests plan = (Plan.Requests) directory.plan(active(true), "nobody", null);

        assertThat(plan.writes()).extracting(Write::absence).containsExactly(Write.Absence.NO_USER);
        assertThatThrownBy(() -> send(directory, plan))
                .satisfies(e -> assertThat(((VendorException) e).failure()).isInstanceOf(Failure.Absent.class));
    }

    @Test
    void administratorsAndThePlainRoleAreSettings() {
        assertThat(capabilities(Map.of()).adminRoles()).containsExactlyInAnyOrder("administrator", "admin");
        assertThat(capabilities(Map.of()).plainRole()).isEqualTo("agent");
        assertThat(capabilities(Map.of(TalkdeskVendor.ADMIN_ROLES, "Account Owner, ROLE-3"))
                        .adminRoles())
                .containsExactlyInAnyOrder("account owner", "role-3");
        assertThatThrownBy(() -> capabilities(Map.of(TalkdeskVendor.PLAIN_ROLE, " ")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(TalkdeskVendor.PLAIN_ROLE + " ");
        assertThatThrownBy(() -> capabilities(Map.of(TalkdeskVendor.ADMIN_ROLES, "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(TalkdeskVendor.ADMIN_ROLES);
    }

    private Capabilities capabilities(Map<String, String> more) {
        return Vendors.TALKDESK
                .parseForWriting(VendorRig.config(Vendors.TALKDESK, settings(more)))
                .capabilities();
    }

    /** Somebody of whom every attribute is known. */
    private String someone() {
        return people.create(Map.of(
                        "email",
                        "amara.adler@example.com",
                        "name",
                        "Amara Adler",
                        "role",
                        "role-1",
                        "extension",
                        "4001",
                        "teams",
                        List.of("team-1", "team-2"),
                        "ring_groups",
                        List.of("ring-1")))
                .path("id")
                .asText();
    }

    private void assertUser(String id, ObjectNode expected) {
        ObjectNode user = people.find(id).orElseThrow();
        user.remove("updated_at");
        expected.remove("updated_at");
        assertThat(user).isEqualTo(expected);
    }

    private Lookup.Found find(String address) {
        return directory
                .find(new Identity(Identity.Kind.EMAIL, address), Instant.EPOCH)
                .get(0);
    }

    private Reference reference(String type, String name) {
        return directory.reference(type, new NamedRef(null, name, null));
    }

    private static List<String> fields(Plan.Requests plan) {
        JsonNode body = plan.writes().get(0).request().body();
        return body == null
                ? List.of()
                : body.properties().stream().map(Map.Entry::getKey).toList();
    }

    private WritableDirectory open(Map<String, String> more) {
        return rig.openForWriting(Vendors.TALKDESK, settings(more));
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> secrets = talkdesk.credentials("primary");
        Map<String, String> settings = new HashMap<>(Map.of(
                TalkdeskVendor.BASE_URL, rig.simulator.talkdeskUrl(),
                TalkdeskVendor.TOKEN_URL, rig.simulator.talkdeskUrl() + "/oauth/token",
                TalkdeskVendor.CLIENT_ID, secrets.get("clientId"),
                TalkdeskVendor.CLIENT_SECRET, secrets.get("clientSecret")));
        settings.putAll(more);
        return settings;
    }
}
