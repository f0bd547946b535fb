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
import io.rollcall.command.MembershipAction;
import io.rollcall.command.NamedRef;
import io.rollcall.command.UserPatch;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.user.Email;
import io.rollcall.user.LifecycleState;
import io.rollcall.user.Ref;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Goal;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Membership;
import io.rollcall.vendor.Plan;
import io.rollcall.vendor.Reference;
import io.rollcall.vendor.ScriptedHttp;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorRig;
import io.rollcall.vendor.Vendors;
import io.rollcall.vendor.WritableDirectory;
import io.rollcall.vendor.Write;
import io.rollcall.vendor.Written;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScimWriterTest {
    private static final Goal.Present NEW =
            attributes("email=new+1@co.com", "displayName=New van der User", "externalId=E1");
    private static final Map<String, String> BY_EXTENSION =
            Map.of(TalkdeskVendor.SCIM_TEAMS, TalkdeskVendor.TEAMS_BY_EXTENSION);

    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor talkdesk = rig.simulator.talkdesk();
    private final SimulatedAccount people = talkdesk.primary();
    private final WritableDirectory directory = open(Map.of());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNewUserTakesOneRequestWithEverythingInIt() {
        Goal.Present goal = together(NEW, role("supervisor"), team(ADD, "Billing"));
        assertThat(rig.asked()).containsExactly("scim_list_groups");

        Written written = create(directory, goal);

        assertThat(rig.asked()).containsExactly("scim_create_user");
        String id = String.valueOf(written.userId());
        ObjectNode user = people.find(id).orElseThrow();
        assertThat(user.path("email").asText()).isEqualTo("new+1@co.com");
        assertThat(user.path("name").asText()).isEqualTo("New van der User");
        assertThat(user.path("role").asText()).isEqualTo("supervisor");
        assertThat(user.path("teams")).extracting(JsonNode::asText).containsExactly("team-3");
        assertThat(user.path("status").asText()).isEqualTo("active");
        assertThat(findAll(Identity.Kind.EXTERNAL_ID, "E1")).hasSize(1);
        assertThat(missing(directory, goal, id)).isEmpty();
    }

    @Test
    void aCreateWithNamesInItIsLookedAtAgain() {
        Plan.Requests plain = (Plan.Requests) directory.planCreate(NEW);
        Plan.Requests named = (Plan.Requests) directory.planCreate(together(NEW, role("a role nobody knows")));

        assertThat(plain.writes()).extracting(Write::provenByAnswer).containsExactly(true);
        assertThat(named.writes()).extracting(Write::provenByAnswer).containsExactly(false);
        String id = String.valueOf(
                create(directory, together(NEW, role("a role nobody knows"))).userId());
        assertThat(missing(directory, role("a role nobody knows"), id)).hasSize(1);
    }

    @Test
    void aUserWhoCameInactiveForWantOfALicenceIsSeen() {
        someone();
        talkdesk.set(Setting.SEATS, 1);

        assertThat(create(directory, NEW).shown())
                .satisfies(shown -> assertThat(shown.user().lifecycleState()).isEqualTo(LifecycleState.DEACTIVATED));
    }

    @Test
    void aUserWhoExistsIsFoundAndMadeToAgree() {
        String id = someone();
        people.change(id, Map.of("status", "inactive", "email", "New+1@co.com"));
        Goal.Present goal = together(NEW, active(true));

        assertThatThrownBy(() -> create(directory, goal))
                .satisfies(e -> assertThat(((VendorException) e).failure()).isInstanceOf(Failure.Exists.class));
        send(
                directory,
                directory.plan(
                        goal, id, findAll(Identity.Kind.EMAIL, "NEW+1@co.com").get(0)));

        assertThat(rig.asked())
                .containsExactly("scim_create_user", "scim_list_users", "scim_list_groups", "scim_update_user");
        assertThat(people.find(id).orElseThrow().path("status").asText()).isEqualTo("active");
        assertThat(people.find(id).orElseThrow().path("teams")).hasSize(2);
        assertThat(missing(directory, goal, id)).isEmpty();
    }

    @Test
    void attributesAreReplacedOneByOne() {
        String id = someone();
        ObjectNode before = people.find(id).orElseThrow();

        Plan.Requests sent =
                reach(directory, attributes("displayName=Ada King Lovelace", "email=ada@co.com", "externalId=E9"), id);

        assertThat(rig.asked()).containsExactly("scim_update_user");
        assertThat(paths(sent))
                .containsExactlyInAnyOrder("name.givenName", "name.familyName", "userName", "externalId");
        ObjectNode after = people.find(id).orElseThrow();
        assertThat(after.path("name").asText()).isEqualTo("Ada King Lovelace");
        assertThat(after.path("email").asText()).isEqualTo("ada@co.com");
        for (String untouched : List.of("role", "teams", "ring_groups", "extension", "time_zone", "status")) {
            assertThat(after.path(untouched)).as(untouched).isEqualTo(before.path(untouched));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cher", "Boutros Boutros", "Ana  Maria de la Cruz", " Ada Lovelace "})
    void aNameOnceWrittenIsAsAsked(String name) {
        String id = someone();
        Goal.Present goal = attributes("displayName=" + name);

        reach(directory, goal, id);

        assertThat(missing(directory, goal, id)).isEmpty();
    }

    @Test
    void anExternalIdIsRemoved() {
        String id = someone();
        reach(directory, attributes("externalId=E9"), id);

        reach(directory, attributes("externalId="), id);

        assertThat(findAll(Identity.Kind.EXTERNAL_ID, "E9")).isEmpty();
        assertThat(missing(directory, attributes("externalId="), id)).isEmpty();
        assertThat(directory.plan(attributes("displayName="), id, null)).isInstanceOf(Plan.Impossible.class);
        assertThat(directory.plan(attributes("title=Boss"), id, null)).isInstanceOf(Plan.Impossible.class);
    }

    @Test
    void teamsAreJoinedAndLeftOneByOneWithoutAReadBefore() {
        String id = someone();
        String other = people.create(Map.of("email", "other@co.com", "name", "O T", "teams", List.of("team-3")))
                .path("id")
                .asText();
        Goal.Present joining = team(ADD, "Billing");
        rig.asked();

        reach(directory, joining, id);
        assertThat(rig.asked()).containsExactly("scim_update_group");
        assertThat(people.find(id).orElseThrow().path("teams"))
                .extracting(JsonNode::asText)
                .containsExactly("team-1", "team-2", "team-3");
        assertThat(missing(directory, joining, id)).isEmpty();
        rig.asked();

        Plan.Requests left = reach(directory, team(REMOVE, "Billing"), id);
        assertThat(rig.asked()).containsExactly("scim_update_group");
        assertThat(left.writes()).extracting(Write::absence).containsExactly(Write.Absence.DONE);
        assertThat(people.find(id).orElseThrow().path("teams"))
                .extracting(JsonNode::asText)
                .containsExactly("team-1", "team-2");
        assertThat(people.find(other).orElseThrow().path("teams")).hasSize(1);
        assertThat(people.rows("teams")).hasSize(3);
    }

    @Test
    void teamsAreReplacedByWhatDiffers() {
        String id = someone();
        Goal.Present goal = memberships(REPLACE, "team", "team-2", "team-3");
        assertThat(directory.plan(goal, id, null)).isEqualTo(Plan.NEEDS_STATE);

        Plan.Requests sent = reach(directory, goal, id);

        assertThat(rig.asked())
                .containsExactly("scim_get_user", "scim_list_groups", "scim_update_group", "scim_update_group");
        assertThat(sent.writes()).extracting(Write::effect).containsOnly(Write.Effect.DRASTIC);
        assertThat(people.find(id).orElseThrow().path("teams"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("team-2", "team-3");
        assertThat(missing(directory, goal, id)).isEmpty();
    }

    @Test
    void whatWasInterruptedIsContinued() {
        String id = someone();
        Goal.Present goal = together(attributes("displayName=Ada L"), memberships(REPLACE, "team", "team-2", "team-3"));
        Plan.Requests plan = (Plan.Requests) directory.plan(goal, id, read(directory, id));
        talkdesk.inject(InjectedFault.of(InjectedFault.Kind.RESET_AFTER_WRITE).onAction("scim_update_group"));

        assertThatThrownBy(() -> send(directory, plan))
                .isInstanceOfSatisfying(
                        VendorException.class,
                        e -> assertThat(e.failure()).isEqualTo(new Failure.Transient(true, null)));

        assertThat(plan.writes()).hasSize(3);
        assertThat(missing(directory, goal, id)).hasSize(1);
        send(directory, directory.plan(goal, id, read(directory, id)));
        assertThat(missing(directory, goal, id)).isEmpty();
    }

    @Test
    void aTeamThatIsNotThereIsNoReasonToThinkTheUserLeftIt() {
        Plan.Requests join = (Plan.Requests) directory.plan(memberships(ADD, "team", "team-404"), "u", null);
        Plan.Requests leave = (Plan.Requests) directory.plan(memberships(REMOVE, "team", "team-404"), "u", null);

        assertThat(join.writes()).extracting(Write::absence).containsExactly(Write.Absence.NO_REFERENCE);
        assertThat(leave.writes()).extracting(Write::absence).containsExactly(Write.Absence.NO_REFERENCE);
        assertThatThrownBy(() -> send(directory, leave))
                .satisfies(e -> assertThat(((VendorException) e).failure()).isInstanceOf(Failure.Absent.class));
    }

    @Test
    void withoutGroupsTeamsAreWrittenByNameAllAtATime() {
        talkdesk.set(Setting.SCIM_GROUPS, false);
        WritableDirectory named = open(BY_EXTENSION);
        String id = someone();
        Goal.Present goal = memberships(ADD, "team", "Billing");
        assertThat(named.reference("team", new NamedRef(null, "Billing", null)))
                .isEqualTo(new Reference.Known(new Ref("Billing", "Billing", "team", null)));

        Plan.Requests sent = reach(named, goal, id);

        assertThat(rig.asked()).containsExactly("scim_get_user", "scim_update_user");
        assertThat(paths(sent)).containsExactly(ScimMapper.EXTENSION + ":teamsString");
        assertThat(people.find(id).orElseThrow().path("teams"))
                .extracting(JsonNode::asText)
                .containsExactly("team-1", "team-2", "team-3");
        assertThat(missing(named, goal, id)).isEmpty();
        reach(named, memberships(REPLACE, "team"), id);
        assertThat(people.find(id).orElseThrow().path("teams")).isEmpty();
        assertThat(named.plan(memberships(REPLACE, "team", "A;B"), id, null)).isInstanceOf(Plan.Impossible.class);
    }

    @Test
    void withoutGroupsATeamsNameIsUnknown() {
        talkdesk.set(Setting.SCIM_GROUPS, false);

        assertThat(directory.reference("team", new NamedRef(null, "Billing", null)))
                .isInstanceOf(Reference.Unknown.class);
    }

    @Test
    void aRoleGoesByItsNameAndIsDrastic() {
        String id = someone();
        Goal.Present goal = role("admin");

        Plan.Requests sent = reach(directory, goal, id);

        assertThat(paths(sent)).containsExactly(ScimMapper.EXTENSION + ":rolesString");
        assertThat(sent.writes()).extracting(Write::effect).containsExactly(Write.Effect.DRASTIC);
        assertThat(people.find(id).orElseThrow().path("role").asText()).isEqualTo("admin");
        assertThat(missing(directory, goal, id)).isEmpty();
        assertThat(directory.plan(memberships(REPLACE, "role"), id, null)).isInstanceOf(Plan.Impossible.class);
        assertThat(directory.plan(memberships(ADD, "ring_group", "ring-1"), id, null))
                .isInstanceOf(Plan.Impossible.class);
    }

    @Test
    void deactivationIsDrasticAndDoneOnce() {
        String id = someone();
        read(directory, id);
        rig.asked();

        Plan.Requests sent = reach(directory, active(false), id);

        assertThat(rig.asked()).containsExactly("scim_get_user", "scim_update_user");
        assertThat(sent.writes()).extracting(Write::effect).containsExactly(Write.Effect.DRASTIC);
        assertThat(people.find(id).orElseThrow().path("status").asText()).isEqualTo("inactive");
        assertThat(missing(directory, active(false), id)).isEmpty();
    }

    @Test
    void deletionTakesTheOperatorsLeave() {
        String id = someone();
        assertThat(directory.plan(new Goal.Gone(), id, null))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains(TalkdeskVendor.ALLOW_DELETE));
        WritableDirectory deleting = open(Map.of(TalkdeskVendor.ALLOW_DELETE, "true"));

        Plan.Requests sent = reach(deleting, new Goal.Gone(), id);

        assertThat(sent.writes()).extracting(Write::absence).containsExactly(Write.Absence.DONE);
        assertThat(rig.asked()).endsWith("scim_delete_user");
        assertThat(people.find(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a+B@co.com, A+b@co.com", "a\"b\\@co.com, A\"b\\@co.com", "' x or y@co.com', ' x or y@co.com'"})
    void anAddressIsAskedForAsItIs(String asked, String stored) {
        people.create(Map.of("email", stored, "name", "Odd One"));

        assertThat(findAll(Identity.Kind.EMAIL, asked)).hasSize(1);
        assertThat(findAll(Identity.Kind.USER_NAME, asked)).hasSize(1);
    }

    @Test
    void strangersThatAServerShowsInSpiteOfTheFilterAreLeftOut() {
        talkdesk.inject(InjectedFault.status(
                        200,
                        "{\"totalResults\":3,\"Resources\":[{\"id\":\"u1\",\"userName\":\"x@co.com\",\"externalId\":\"e1\"},"
                                + "{\"id\":\"u2\",\"externalId\":\"E1\"},{\"id\":\"u3\"}]}")
                .onAction("scim_list_users")
                .repeated(-1));

        assertThat(findAll(Identity.Kind.EXTERNAL_ID, "E1"))
                .extracting(found -> found.view().id())
                .containsExactly("u2");
        assertThat(findAll(Identity.Kind.EMAIL, "y@co.com")).isEmpty();
    }

    @Test
    void otherAddressesOfAUserStay() {
        JsonNode user = ScriptedHttp.json("{\"id\":\"u\",\"userName\":\"old@co.com\",\"emails\":["
                + "{\"value\":\"home@co.com\",\"type\":\"home\"},{\"value\":\"old@co.com\",\"primary\":true}]}");
        talkdesk.inject(InjectedFault.status(200, user.toString()).onAction("scim_get_user"));

        Plan.Requests plan = (Plan.Requests) directory.plan(attributes("email=new@co.com"), "u", read(directory, "u"));

        assertThat(paths(plan)).containsExactly("userName", "emails");
        assertThat(plan.writes().get(0).request().body().at("/Operations/1/value"))
                .isEqualTo(ScriptedHttp.json("[{\"value\":\"home@co.com\",\"type\":\"home\"},"
                        + "{\"value\":\"new@co.com\",\"primary\":true}]"));
    }

    @Test
    void anEmptyListOfAddressesStaysOne() {
        talkdesk.inject(InjectedFault.status(200, "{\"id\":\"u\",\"userName\":\"old@co.com\",\"emails\":[]}")
                .onAction("scim_get_user")
                .repeated(2));
        Lookup.Found user = read(directory, "u");

        assertThat(paths((Plan.Requests) directory.plan(attributes("email=new@co.com"), "u", user)))
                .containsExactly("userName");
        assertThat(missing(directory, attributes("email=OLD@co.com"), "u")).isEmpty();
    }

    @Test
    void namesThatAnAccountShowsBesidesTheirPartsFollow() {
        talkdesk.inject(InjectedFault.status(
                        200,
                        "{\"id\":\"u\",\"displayName\":\"A B\",\"name\":{\"givenName\":\"A\",\"familyName\":\"C\","
                                + "\"formatted\":\"Dr A B\"}}")
                .onAction("scim_get_user"));

        Plan.Requests plan = (Plan.Requests) directory.plan(attributes("displayName=A C"), "u", read(directory, "u"));

        assertThat(paths(plan)).containsExactly("displayName", "name.formatted");
    }

    @Test
    void aListingTellsTeamsAndAddresses() {
        String id = someone();

        assertThat(sweep(directory).user(id)).satisfies(view -> {
            assertThat(view.user().groups()).extracting(Ref::value).containsExactly("team-1", "team-2");
            assertThat(view.user().emails()).extracting(Email::value).containsExactly("amara.adler@example.com");
        });
    }

    @Test
    void theWayToChangeTeamsIsOnlyAskedForWithScim() {
        assertThat(visible("scim")).contains(TalkdeskVendor.SCIM_TEAMS, TalkdeskVendor.ALLOW_DELETE);
        assertThat(visible("rest")).contains(TalkdeskVendor.ALLOW_DELETE).doesNotContain(TalkdeskVendor.SCIM_TEAMS);
    }

    private static List<String> visible(String api) {
        return Vendors.TALKDESK
                .defineWriting(Vendors.TALKDESK.define(new ConfigDef()))
                .validate(Map.of(TalkdeskVendor.API, api))
                .stream()
                .filter(ConfigValue::visible)
                .map(ConfigValue::name)
                .toList();
    }

    @Test
    void aTokenOfTheRestApiIsRefusedWithThatGuess() {
        WritableDirectory wrong = open(Map.of(TalkdeskVendor.SCIM_TOKEN, "td.rest-canary"));

        assertThatThrownBy(() -> create(wrong, NEW))
                .hasMessageContaining("REST API")
                .hasMessageNotContaining("canary");
    }

    /** As a command names it: by name. */
    private Goal.Present role(String name) {
        return resolved(REPLACE, "role", name);
    }

    private Goal.Present team(MembershipAction action, String name) {
        return resolved(action, "team", name);
    }

    private Goal.Present resolved(MembershipAction action, String type, String name) {
        Reference.Known known = (Reference.Known) directory.reference(type, new NamedRef(null, name, null));
        return new Goal.Present(UserPatch.NONE, List.of(new Membership(type, action, List.of(known.ref()))), null);
    }

    /** Somebody in two of three teams, as the REST API has users. */
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

    private List<Lookup.Found> findAll(Identity.Kind kind, String value) {
        return directory.find(new Identity(kind, value), Instant.EPOCH);
    }

    private static List<String> paths(Plan.Requests plan) {
        JsonNode body = plan.writes().get(0).request().body();
        return body == null ? List.of() : body.path("Operations").findValuesAsText("path");
    }

    private WritableDirectory open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                TalkdeskVendor.API, "scim",
                TalkdeskVendor.SCIM_BASE_URL, rig.simulator.talkdeskScimUrl(),
                TalkdeskVendor.SCIM_TOKEN, talkdesk.credentials("primary").get("scimToken")));
        settings.putAll(more);
        return rig.openForWriting(Vendors.TALKDESK, settings);
    }
}
