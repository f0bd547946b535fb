package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.Web.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TalkdeskScimFakeTest {

    private static Simulator simulator;
    private static SimulatedVendor talkdesk;
    private static SimulatedAccount people;
    private static Web web;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
        talkdesk = simulator.talkdesk();
        people = talkdesk.primary();
        web = Web.open(simulator.talkdeskScimUrl())
                .bearer(talkdesk.credentials(SimulatedVendor.PRIMARY).get("scimToken"));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    private static String patch(String operation) {
        return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[" + operation + "]}";
    }

    private static String firstId() {
        return people.users().get(0).path("id").asText();
    }

    @Test
    void listingsCountFromOneAndNeverExceedOneHundred() {
        people.seed(130);

        Reply second = web.get("/Users?startIndex=101&count=500");

        assertThat(web.get("/Users?count=500").at("/Resources")).hasSize(100);
        assertThat(second.at("/Resources")).hasSize(30);
        assertThat(second.at("/totalResults").asInt()).isEqualTo(130);
        assertThat(second.at("/itemsPerPage").asInt()).isEqualTo(30);
        assertThat(web.get("/Users?count=0").at("/Resources")).isEmpty();
        assertThat(second.header("Content-Type")).isEqualTo("application/scim+json");
    }

    @Test
    void theUserNameFilterIgnoresCaseAndOtherFiltersAreRefused() {
        people.create(
                Map.of("name", "Ann Lee Jones", "email", "a+x@example.com", "teams", List.of("team-1", "team-3")));
        people.seed(2);

        Reply found = web.get("/Users?filter=" + Web.encoded("userName eq \"A+X@example.com\""));
        Reply refused = web.get("/Users?filter=" + Web.encoded("userName sw \"a\""));

        assertThat(found.at("/totalResults").asInt()).isEqualTo(1);
        assertThat(found.at("/Resources/0/name/familyName").asText()).isEqualTo("Lee Jones");
        assertThat(found.json()
                        .path("Resources")
                        .path(0)
                        .path(Scim.EXTENSION)
                        .path("teamsString")
                        .asText())
                .isEqualTo("Support Team A;Billing");
        assertThat(refused.at("/scimType").asText()).isEqualTo("invalidFilter");
    }

    @Test
    void whatScimWritesTheRestSideSees() {
        Reply created = web.post(
                "/Users",
                "{\"userName\":\"n@example.com\",\"externalId\":\"X1\",\"active\":true,"
                        + "\"name\":{\"givenName\":\"New\",\"familyName\":\"Person\"}}");
        String id = created.at("/id").asText();
        Reply duplicate = web.post(
                "/Users",
                "{\"userName\":\"N@example.com\",\"name\":{\"givenName\":\"Other\",\"familyName\":\"Person\"}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/externalId").asText()).isEqualTo("X1");
        assertThat(people.find(id).orElseThrow().path("name").asText()).isEqualTo("New Person");
        assertThat(duplicate.status()).isEqualTo(409);
        assertThat(duplicate.at("/scimType").asText()).isEqualTo("uniqueness");
        assertThat(duplicate.at("/status").isTextual()).isTrue();

        Reply patched = web.send(
                "PATCH", "/Users/" + id, patch("{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}"));
        assertThat(patched.at("/active").asBoolean(true)).isFalse();
        assertThat(people.find(id).orElseThrow().path("status").asText()).isEqualTo("inactive");
        assertThat(web.send("DELETE", "/Users/" + id, "").status()).isEqualTo(204);
        assertThat(web.get("/Users/" + id).status()).isEqualTo(404);
    }

    @Test
    void aPutReplacesTheUserButNotWhatScimCannotSay() {
        people.create(Map.of("name", "A B", "email", "a@example.com", "extension", "4711", "teams", List.of("team-1")));

        web.send(
                "PUT",
                "/Users/" + firstId(),
                "{\"userName\":\"z@example.com\",\"name\":{\"givenName\":\"Z\",\"familyName\":\"B\"}}");

        assertThat(people.users().get(0).path("email").asText()).isEqualTo("z@example.com");
        assertThat(people.users().get(0).path("extension").asText()).isEqualTo("4711");
    }

    @Test
    void groupsAreTeamsAndMembersComeAndGoByPatch() {
        people.seed(2);
        String id = firstId();
        String team = web.post("/Groups", "{\"displayName\":\"Night Shift\"}")
                .at("/id")
                .asText();
        String path = "/Groups/" + team;

        web.send("PATCH", path, patch("{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + id + "\"}]}"));
        assertThat(Json.strings(people.find(id).orElseThrow().path("teams"))).contains(team);
        Reply listed = web.get("/Groups?filter=" + Web.encoded("displayName eq \"night shift\""));
        assertThat(listed.at("/Resources/0/members/0/value").asText()).isEqualTo(id);

        web.send("PATCH", path, patch("{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + id + "\\\"]\"}"));
        assertThat(Json.strings(people.find(id).orElseThrow().path("teams"))).doesNotContain(team);
        assertThat(web.get(path).status()).isEqualTo(405);
        assertThat(web.send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(Web.texts(Json.array(people.rows("teams")), "id")).doesNotContain(team);
    }

    @Test
    void theTokenIsTakenWithAndWithoutAScheme() {
        String token = talkdesk.credentials(SimulatedVendor.PRIMARY).get("scimToken");

        assertThat(Web.open(simulator.talkdeskScimUrl())
                        .authorization(token)
                        .get("/Users")
                        .status())
                .isEqualTo(200);
        assertThat(Web.open(simulator.talkdeskScimUrl())
                        .authorization("wrong")
                        .get("/Users")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void groupsCanBeMissingAltogether() {
        talkdesk.set(Setting.SCIM_GROUPS, false);

        assertThat(web.get("/Groups").status()).isEqualTo(404);
        assertThat(Web.texts(web.get("/ResourceTypes").at("/Resources"), "id")).containsExactly("User");
        assertThat(web.get("/ServiceProviderConfig").at("/patch/supported").asBoolean())
                .isTrue();
    }
}
