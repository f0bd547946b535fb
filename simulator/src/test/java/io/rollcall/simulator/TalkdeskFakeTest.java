package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.simulator.Web.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TalkdeskFakeTest {

    private static Simulator simulator;
    private static SimulatedVendor talkdesk;
    private static SimulatedAccount people;
    private Web web;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
        talkdesk = simulator.talkdesk();
        people = talkdesk.primary();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
        web = Web.open(simulator.talkdeskUrl()).bearer(token(SimulatedVendor.PRIMARY));
    }

    private static String token(String account) {
        Map<String, String> credentials = talkdesk.credentials(account);
        return Web.open(simulator.talkdeskTokenUrl())
                .post(
                        "",
                        "grant_type=client_credentials&client_id=" + credentials.get("clientId") + "&client_secret="
                                + credentials.get("clientSecret"))
                .at("/access_token")
                .asText();
    }

    private static String firstId() {
        return people.users().get(0).path("id").asText();
    }

    @Test
    void bracketsMayComeRawOrEncoded() {
        people.seed(5);

        Reply raw = web.get("/users?page[number]=2&page[size]=2");
        Reply encoded = web.get("/users?page%5Bnumber%5D=2&page%5Bsize%5D=2");

        assertThat(raw.json()).isEqualTo(encoded.json());
        assertThat(raw.at("/users")).hasSize(2);
        assertThat(raw.at("/meta").toString()).isEqualTo("{\"total\":5,\"page\":2}");
        assertThat(simulator.journal().of(Vendor.TALKDESK, "list_users"))
                .extracting(entry -> entry.query().get("page[number]"))
                .containsExactly("2", "2");
    }

    @Test
    void pagesHoldTwentyByDefaultAndOneHundredAtMost() {
        people.seed(130);

        assertThat(web.get("/users").at("/users")).hasSize(20);
        assertThat(web.get("/users?page[size]=500").at("/users")).hasSize(100);
        assertThat(web.get("/users?page[size]=100&page[number]=2").at("/users")).hasSize(30);
        assertThat(web.get("/users?page[size]=100&page[number]=3").at("/users")).isEmpty();
    }

    @Test
    void inactiveUsersAreListedUnlessFiltered() {
        people.create(Map.of("name", "A", "email", "a+x@example.com", "status", "inactive"));
        people.create(Map.of("name", "B", "email", "b@example.com"));

        assertThat(Web.texts(web.get("/users").at("/users"), "status")).containsExactly("inactive", "active");
        assertThat(Web.texts(web.get("/users?status=active").at("/users"), "name"))
                .containsExactly("B");
        assertThat(Web.texts(
                        web.get("/users?email=" + Web.encoded("a+x@example.com"))
                                .at("/users"),
                        "name"))
                .containsExactly("A");
        assertThat(Web.names(web.get("/users").at("/users/0"))).containsExactly("id", "name", "email", "status");
        assertThat(web.get("/users/" + firstId()).at("/role").asText()).isEqualTo("agent");
    }

    @Test
    void theHalShapeLinksToItsNextPageOrToAnotherHostWhenTold() {
        talkdesk.set(Setting.SHAPE, "hal");
        talkdesk.set(Setting.ACTIVE_BOOLEAN, true);
        people.seed(3);

        Reply first = web.get("/users?page=1&per_page=2");
        String next = first.at("/_links/next/href").asText();
        Reply second = Web.open("").bearer(token(SimulatedVendor.PRIMARY)).get(next);

        assertThat(first.at("/_embedded/users/0/active").asBoolean()).isTrue();
        assertThat(first.at("/total_pages").asInt()).isEqualTo(2);
        assertThat(second.at("/_embedded/users")).hasSize(1);
        assertThat(second.at("/_links/next").isMissingNode()).isTrue();

        talkdesk.set(Setting.NEXT_ORIGIN, "https://elsewhere.example");
        assertThat(web.get("/users?page=1&per_page=2").at("/_links/next/href").asText())
                .startsWith("https://elsewhere.example/");
    }

    @Test
    void theTwoKindsOfTokenAreNotInterchangeable() {
        String rest = token(SimulatedVendor.PRIMARY);
        String scim = talkdesk.credentials(SimulatedVendor.PRIMARY).get("scimToken");

        Reply restAtScim = Web.open(simulator.talkdeskScimUrl()).bearer(rest).get("/Users");
        Reply scimAtRest = Web.open(simulator.talkdeskUrl()).bearer(scim).get("/users");

        assertThat(restAtScim.status()).isEqualTo(401);
        assertThat(restAtScim.at("/status").asText()).isEqualTo("401");
        assertThat(scimAtRest.status()).isEqualTo(401);
        assertThat(scimAtRest.at("/code").asText()).isNotEmpty();
        assertThat(simulator.journal().entries(entry -> entry.status() == 401))
                .extracting(JournalEntry::action, JournalEntry::credential)
                .containsExactly(tuple("scim_list_users", "bearer"), tuple("list_users", "scim-bearer"));
    }

    @Test
    void clientsAuthenticateInTheBodyOrByBasicAndTokensExpire() {
        Reply granted = Web.open(simulator.talkdeskTokenUrl())
                .basic("talkdesk-primary-clientid", "talkdesk-primary-clientsecret")
                .post("", "grant_type=client_credentials");
        Reply refused = Web.open(simulator.talkdeskTokenUrl())
                .basic("talkdesk-primary-clientid", "wrong")
                .post("", "grant_type=client_credentials");

        assertThat(granted.at("/expires_in").asInt()).isEqualTo(3600);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.at("/error").asText()).isEqualTo("invalid_client");
        simulator.advance(Duration.ofHours(1));
        assertThat(web.get("/users").status()).isEqualTo(401);
    }

    @Test
    void anotherAccountsUsersAreNotFound() {
        people.seed(1);
        Web stranger = Web.open(simulator.talkdeskUrl()).bearer(token(SimulatedVendor.SECOND));

        assertThat(stranger.get("/users/" + firstId()).status()).isEqualTo(404);
        assertThat(stranger.get("/users").at("/meta/total").asInt()).isEqualTo(5);
    }

    @Test
    void aPatchLeavesOtherFieldsAloneAndAnswersThinly() {
        people.create(Map.of("name", "A", "email", "a@example.com", "teams", List.of("team-1")));
        simulator.advance(Duration.ofSeconds(5));

        Reply reply = web.send("PATCH", "/users/" + firstId(), "{\"role\":\"supervisor\"}");

        assertThat(Web.names(reply.json())).containsExactly("id", "role", "updated_at");
        Reply read = web.get("/users/" + firstId());
        assertThat(read.at("/role").asText()).isEqualTo("supervisor");
        assertThat(read.at("/teams/0").asText()).isEqualTo("team-1");
        assertThat(read.at("/updated_at").asText())
                .isGreaterThan(read.at("/created_at").asText());
        assertThat(web.send("PATCH", "/users/" + firstId(), "{\"role\":\"none\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void withoutALicenceACreatedUserIsSilentlyInactive() {
        people.create(Map.of("name", "A", "email", "a@example.com"));
        talkdesk.set(Setting.SEATS, 1);

        Reply reply = web.post("/users", "{\"name\":\"B\",\"email\":\"b@example.com\",\"role\":\"role-1\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("/status").asText()).isEqualTo("inactive");
        assertThat(talkdesk.welcomeMails()).isEqualTo(1);
    }

    @Test
    void deletionAnswersNothingAndIsFinalUnlessTurnedToDeactivate() {
        people.seed(2);
        String id = firstId();

        assertThat(web.send("DELETE", "/users/" + id, "").status()).isEqualTo(204);
        assertThat(web.get("/users/" + id).status()).isEqualTo(404);
        talkdesk.set(Setting.DELETE_DEACTIVATES, true);
        assertThat(web.send("DELETE", "/users/" + firstId(), "").status()).isEqualTo(204);
        assertThat(web.get("/users/" + firstId()).at("/status").asText()).isEqualTo("inactive");
    }
}
