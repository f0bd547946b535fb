package io.rollcall.vendor.gladly;

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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.command.NamedRef;
import io.rollcall.simulator.InjectedFault;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedAccount;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.Vendor;
import io.rollcall.user.Ref;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GladlyWriterTest {
    private static final Goal.Present NEW =
            attributes("email=new+1@co.com", "displayName=New Agent", "externalId=E1", "phoneNumber=+4930123");

    private final VendorRig rig = new VendorRig();
    private final SimulatedVendor gladly = rig.simulator.gladly();
    private final SimulatedAccount people = gladly.primary();
    private final WritableDirectory directory = open(Map.of());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNewAgentTakesOneRequestWithEverythingInIt() {
        Goal.Present goal = together(
                NEW,
                memberships(REPLACE, "role", "TEAM_LEAD"),
                memberships(ADD, "team", "team_1", "team_3"),
                memberships(REPLACE, "inbox", "inbox_2"));

        Written written = create(directory, goal);

        assertThat(rig.asked()).containsExactly("create_user");
        String id = String.valueOf(written.userId());
        ObjectNode agent = people.find(id).orElseThrow();
        assertThat(agent.path("emailAddress").asText()).isEqualTo("new+1@co.com");
        assertThat(agent.path("name").asText()).isEqualTo("New Agent");
        assertThat(agent.path("role").asText()).isEqualTo("TEAM_LEAD");
        assertThat(agent.path("externalId").asText()).isEqualTo("E1");
        assertThat(agent.path("phoneNumber").asText()).isEqualTo("+4930123");
        assertThat(agent.path("active").asBoolean()).isTrue();
        assertThat(texts(agent, "teams")).containsExactly("team_1", "team_3");
        assertThat(texts(agent, "inboxes")).containsExactly("inbox_2");
        assertThat(gladly.welcomeMails()).isEqualTo(1);
        assertThat(missing(directory, goal, id)).isEmpty();
    }

    @Test
    void attributesOfAKnownAgentTakeOneRequestWithNothingElseInIt() {
        String id = someone();
        ObjectNode before = people.find(id).orElseThrow();

        Plan.Requests sent = reach(directory, attributes("displayName=Ada L.", "preferredLanguage=fr-FR"), id);

        assertThat(rig.asked()).containsExactly("update_user");
        assertThat(fields(sent)).containsExactlyInAnyOrder("name", "language");
        assertThat(sent.writes()).extracting(Write::effect).containsExactly(Write.Effect.CHANGE);
        assertAgent(id, before.deepCopy().put("name", "Ada L.").put("language", "fr-FR"));
    }

    @Test
    void aTeamMoreOrLessLeavesTheOthersAndTheInboxes() {
        String id = someone();
        ObjectNode before = people.find(id).orElseThrow();

        reach(directory, memberships(ADD, "team", "team_3"), id);
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(texts(people.find(id).orElseThrow(), "teams")).containsExactly("team_1", "team_2", "team_3");

        reach(directory, memberships(REMOVE, "team", "team_3"), id);
        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertAgent(id, before);
    }

    @Test
    void everythingOfOneAgentGoesIntoOneRequest() {
        String id = someone();
        Goal.Present goal = together(
                attributes("displayName=Ada"),
                memberships(REPLACE, "role", "ADMIN"),
                memberships(ADD, "team", "team_3"),
                memberships(REMOVE, "inbox", "inbox_1"),
                active(true));

        Plan.Requests sent = reach(directory, goal, id);

        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(fields(sent)).containsExactlyInAnyOrder("name", "role", "teams", "inboxes");
        assertThat(missing(directory, goal, id)).isEmpty();
    }

    @Test
    void aListThatAViewDoesNotShowIsNeverSent() {
        String id = someone();
        gladly.set(Setting.GET_FIELDS, "id,emailAddress,name,role,active,inboxes");
        ObjectNode before = people.find(id).orElseThrow();

        reach(directory, memberships(ADD, "inbox", "inbox_3"), id);

        assertThat(texts(people.find(id).orElseThrow(), "inboxes")).containsExactly("inbox_1", "inbox_2", "inbox_3");
        assertThat(people.find(id).orElseThrow().path("teams")).isEqualTo(before.path("teams"));
        assertThat(directory.plan(memberships(ADD, "team", "team_3"), id, read(directory, id)))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains("team", "REPLACE"));
        reach(directory, memberships(REPLACE, "team", "team_3"), id);
        assertThat(texts(people.find(id).orElseThrow(), "teams")).containsExactly("team_3");
    }

    @Test
    void aThinListItemAsksForTheWholeAgent() {
        String id = someone();
        Lookup.Found thin = find("amara.adler@example.com").get(0);

        assertThat(thin.whole()).isFalse();
        assertThat(directory.plan(memberships(ADD, "inbox", "inbox_3"), id, thin))
                .isEqualTo(Plan.NEEDS_STATE);
        assertThat(directory.plan(memberships(REMOVE, "team", "team_1"), id, thin))
                .isEqualTo(Plan.NEEDS_STATE);
    }

    @Test
    void deactivationIsDrasticAndWarnsOfSessions() {
        String id = someone();

        Plan.Requests sent = reach(directory, active(false), id);

        assertThat(rig.asked()).containsExactly("get_user", "update_user");
        assertThat(sent.writes()).extracting(Write::effect).containsExactly(Write.Effect.DRASTIC);
        assertThat(sent.warnings()).containsExactly("SESSION_NOT_TERMINATED");
        assertThat(people.find(id).orElseThrow().path("active").asBoolean(true)).isFalse();
        assertThat(directory.plan(active(false), id, read(directory, id)))
                .isEqualTo(new Plan.Requests(List.of(), List.of()));
    }

    @Test
    void nobodyIsEverDeleted() {
        assertThat(directory.plan(new Goal.Gone(), "agt_00001", null))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains("Deactivate"));
    }

    @Test
    void aRoleIsOneWordOfThoseThatTheSettingsName() {
        assertThat(reference("role", "TEAM_LEAD"))
                .isEqualTo(new Reference.Known(new Ref("TEAM_LEAD", null, "role", null)));
        assertThat(reference("role", "Team Manager")).isInstanceOf(Reference.Unknown.class);
        assertThat(open(Map.of(GladlyVendor.ROLES, "AGENT, Team Manager"))
                        .reference("role", new NamedRef("Team Manager", null, null)))
                .isInstanceOf(Reference.Known.class);
        assertThat(directory.plan(memberships(REPLACE, "role", "AGENT", "TASK"), "a", null))
                .isInstanceOf(Plan.Impossible.class);
        assertThat(((Plan.Requests) directory.plan(memberships(REPLACE, "role", "AGENT"), "a", null)).writes())
                .extracting(Write::effect)
                .containsExactly(Write.Effect.DRASTIC);
        assertThat(rig.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 400})
    void somebodyWhoExistsIsFoundAndMadeToAgreeInThreeRequests(int status) {
        String id = someone();
        people.change(id, Map.of("active", false, "emailAddress", "New+1@co.com"));
        gladly.set(Setting.DUPLICATE_STATUS, status);
        Goal.Present goal = together(
                NEW, memberships(REPLACE, "role", "AGENT"), memberships(REPLACE, "inbox", "inbox_3"), active(true));

        assertThatThrownBy(() -> create(directory, goal))
                .satisfies(e -> assertThat(((VendorException) e).failure()).isInstanceOf(Failure.Exists.class));
        Lookup.Found found = find("new+1@CO.com").get(0);
        Plan.Requests sent = send(directory, directory.plan(goal, found.view().id(), found));

        assertThat(rig.asked()).containsExactly("create_user", "list_users", "update_user");
        assertThat(fields(sent)).contains("active", "name", "inboxes").doesNotContain("emailAddress", "teams");
        assertThat(people.find(id).orElseThrow().path("active").asBoolean()).isTrue();
        assertThat(missing(directory, goal, id)).isEmpty();
        assertThat(gladly.welcomeMails()).isZero();
    }

    @Test
    void strangersThatAServerShowsInspiteOfTheFilterAreLeftOut() {
        gladly.inject(InjectedFault.status(
                        200,
                        "{\"items\":[{\"id\":\"a1\",\"emailAddress\":\"other@co.com\"},{\"id\":\"a2\"}],\"nextCursor\":\"x\"}")
                .onAction("list_users"));
        gladly.inject(InjectedFault.status(
                        200, "{\"items\":[{\"id\":\"a3\",\"emailAddress\":\"A+b@co.com\"}],\"nextCursor\":null}")
                .onAction("list_users"));

        assertThat(find("a+B@co.com")).extracting(found -> found.view().id()).containsExactly("a3");
        assertThat(rig.simulator.journal().of(Vendor.GLADLY))
                .allSatisfy(entry -> assertThat(entry.query()).containsEntry("emailAddress", "a+B@co.com"));
    }

    @Test
    void whoMayHaveBeenLeftOutIsNotSaidToBeAbsent() {
        gladly.inject(InjectedFault.status(200, "{\"agents\":[]}").onAction("list_users"));

        assertThatThrownBy(() -> find("a@co.com"))
                .isInstanceOf(VendorException.class)
                .hasMessageContaining("find agents")
                .hasMessageNotContaining("a@co.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b@co.com", "a&active=true@co.com", "ü%2B@co.com", "a b@co.com"})
    void anAddressIsAskedForAsItIs(String address) {
        people.create(Map.of("emailAddress", address, "name", "Odd", "active", false));

        assertThat(find(address)).hasSize(1);
        assertThat(directory.find(new Identity(Identity.Kind.USER_NAME, address), Instant.EPOCH))
                .hasSize(1);
    }

    @Test
    void namesAreLookedUpOnceAndNeverGuessed() {
        people.put("inboxes", Map.of("id", "inbox_9", "name", "Returns"));
        people.put("inboxes", Map.of("id", "inbox_8", "name", "Closed", "disabled", true));

        assertThat(reference("team", "Retention"))
                .isEqualTo(new Reference.Known(new Ref("team_3", "Retention", "team", null)));
        assertThat(reference("inbox", "Returns")).isInstanceOf(Reference.Ambiguous.class);
        assertThat(reference("inbox", "Closed")).isInstanceOf(Reference.Unusable.class);
        assertThat(reference("inbox", "vip")).isInstanceOf(Reference.Unknown.class);
        assertThat(reference("inbox", "VIP")).isInstanceOf(Reference.Known.class);
        assertThat(rig.asked()).containsExactly("list_teams", "list_inboxes");
    }

    @Test
    void anOrganisationWithoutTheWriteApiIsSaidToBeOne() {
        gladly.set(Setting.WRITE_API, false);
        Goal.Present goal = together(NEW, memberships(REPLACE, "role", "AGENT"));

        assertThatThrownBy(() -> create(directory, goal))
                .isInstanceOfSatisfying(
                        VendorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class))
                .hasMessageContaining("does not offer this write")
                .hasMessageContaining(GladlyVendor.PATH_AGENTS)
                .hasMessageNotContaining("co.com");
    }

    @Test
    void anAbsentAgentIsAbsent() {
        Plan.Requests plan = (Plan.Requests) directory.plan(attributes("displayName=A"), "agt_404", null);

        assertThat(plan.writes()).extracting(Write::absence).containsExactly(Write.Absence.NO_USER);
        assertThatThrownBy(() -> send(directory, plan))
                .satisfies(e -> assertThat(((VendorException) e).failure()).isInstanceOf(Failure.Absent.class));
    }

    @Test
    void anAnswerMayBeEmpty() {
        gladly.inject(InjectedFault.status(204, "").onAction("update_user"));
        Plan.Requests plan = (Plan.Requests) directory.plan(attributes("displayName=A"), "agt_1", null);

        assertThat(directory.send(plan.writes().get(0), () -> true)).isEqualTo(new Written(null, null));
    }

    @Test
    void whatHasNoValueIsNotEmptiedAgain() {
        String id = someone();
        Goal.Present goal =
                attributes("externalId=", "phoneNumber=", "preferredLanguage=", "extensions.gladly:agentProfile=");

        reach(directory, goal, id);

        assertThat(people.find(id).orElseThrow().has("externalId")).isFalse();
        assertThat(missing(directory, goal, id)).isEmpty();
        assertThat(directory.plan(attributes("email="), id, null)).isInstanceOf(Plan.Impossible.class);
    }

    @Test
    void theProfileIsJson() {
        String id = someone();
        Goal.Present goal = attributes("extensions.gladly:agentProfile={\"bio\": \"hi\"}");

        reach(directory, goal, id);

        assertThat(people.find(id).orElseThrow().at("/agentProfile/bio").asText())
                .isEqualTo("hi");
        assertThat(missing(directory, goal, id)).isEmpty();
        assertThat(directory.plan(attributes("extensions.gladly:agentProfile={bio"), id, null))
                .isInstanceOf(Plan.Impossible.class);
        assertThat(directory.plan(attributes("title=Boss"), id, null))
                .isInstanceOfSatisfying(
                        Plan.Impossible.class, plan -> assertThat(plan.reason()).contains("title"));
    }

    @Test
    void theApisOwnUserIsKnownWhenItIsAnAddress() {
        assertThat(own("Robot@co.com")).containsExactly("robot@co.com");
        assertThat(own("token-17")).isEmpty();
    }

    private Iterable<String> own(String user) {
        Map<String, String> settings = settings(Map.of(GladlyVendor.USER, user));
        return Vendors.GLADLY
                .parseForWriting(VendorRig.config(Vendors.GLADLY, settings))
                .capabilities()
                .ownIdentities();
    }

    /** Somebody of whom every attribute is known. */
    private String someone() {
        return people.create(Map.of(
                        "emailAddress",
                        "amara.adler@example.com",
                        "name",
                        "Amara Adler",
                        "externalId",
                        "E77",
                        "language",
                        "en-US",
                        "phoneNumber",
                        "+1555",
                        "agentProfile",
                        Map.of("bio", "old"),
                        "inboxes",
                        List.of("inbox_1", "inbox_2"),
                        "teams",
                        List.of("team_1", "team_2")))
                .path("id")
                .asText();
    }

    private void assertAgent(String id, ObjectNode expected) {
        ObjectNode agent = people.find(id).orElseThrow();
        agent.remove("updatedAt");
        expected.remove("updatedAt");
        assertThat(agent).isEqualTo(expected);
    }

    private List<Lookup.Found> find(String address) {
        return directory.find(new Identity(Identity.Kind.EMAIL, address), Instant.EPOCH);
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

    private static List<String> texts(JsonNode agent, String list) {
        List<String> texts = new ArrayList<>();
        agent.path(list).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private WritableDirectory open(Map<String, String> more) {
        return rig.openForWriting(Vendors.GLADLY, settings(more));
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> secrets = gladly.credentials("primary");
        Map<String, String> settings = new HashMap<>(Map.of(
                GladlyVendor.BASE_URL, rig.simulator.gladlyUrl(),
                GladlyVendor.USER, secrets.get("user"),
                GladlyVendor.SECRET, secrets.get("secret")));
        settings.putAll(more);
        return settings;
    }
}
