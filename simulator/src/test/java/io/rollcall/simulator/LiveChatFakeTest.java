package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.Web.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LiveChatFakeTest {

    private static Simulator simulator;
    private static SimulatedVendor liveChat;
    private static SimulatedAccount people;
    private static Web web;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
        liveChat = simulator.liveChat();
        people = liveChat.primary();
        web = Web.open(simulator.liveChatUrl() + "/action/")
                .bearer(liveChat.credentials(SimulatedVendor.PRIMARY).get("bearerToken"));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    private static Reply token(String grant) {
        return Web.open(simulator.liveChatTokenUrl())
                .post(
                        "",
                        "grant_type=" + grant
                                + "&client_id=livechat-primary-clientid&client_secret=livechat-primary-clientsecret"
                                + (grant.equals("refresh_token")
                                        ? "&refresh_token=" + Web.encoded("dal:livechat-primary-refreshtoken")
                                        : ""));
    }

    private static int statusWith(String token) {
        return Web.open(simulator.liveChatUrl())
                .bearer(token)
                .post("/action/list_agents", "{}")
                .status();
    }

    private static String agent(String id) {
        return "{\"id\":\"" + id + "\"}";
    }

    @Test
    void pagesFollowTheirCursorAndTheLastHasNone() {
        liveChat.set(Setting.PAGE_SIZE, 3);
        people.seed(7);

        List<String> ids = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Reply page = web.post("list_agents", cursor.isEmpty() ? "{}" : "{\"page_id\":\"" + cursor + "\"}");
            ids.addAll(Web.texts(page.at("/agents"), "id"));
            cursor = page.at("/next_page_id").asText();
            pages++;
        } while (!cursor.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aThousandAgentsFitOnAPageAndNoMore() {
        people.seed(1001);

        Reply page = web.post("list_agents", "{\"limit\":5000}");

        assertThat(page.at("/agents")).hasSize(1000);
        assertThat(page.at("/next_page_id").asText()).isNotEmpty();
    }

    @Test
    void thePublicShapeIsABareArrayWithOptionalFieldsOnlyByName() {
        liveChat.set(Setting.SHAPE, "bare");
        liveChat.set(Setting.FIELDS_GATED, true);
        liveChat.set(Setting.ROLE_DIALECT, "vendor");
        people.seed(2);

        Reply thin = web.post("list_agents", "{}");
        Reply asked = web.post("list_agents", "{\"fields\":[\"awaiting_approval\",\"groups\"]}");

        assertThat(Web.names(thin.at("/1")))
                .containsExactlyInAnyOrder("id", "account_id", "name", "avatar", "role", "login_status");
        assertThat(thin.at("/1/role").asText()).isEqualTo("normal");
        assertThat(Web.names(asked.at("/0"))).contains("awaiting_approval", "groups");
        assertThat(Web.names(web.post("list_groups", "{}").at("/0"))).doesNotContain("agent_priorities");
    }

    @Test
    void everyActionIsAPost() {
        assertThat(web.get("list_agents").status()).isEqualTo(405);
        assertThat(web.post("no_such_action", "{}").status()).isEqualTo(404);
    }

    @Test
    void bothGrantsGiveATokenThatExpires() {
        for (String grant : List.of("client_credentials", "refresh_token")) {
            Reply granted = token(grant);
            String token = granted.at("/access_token").asText();

            assertThat(granted.at("/expires_in").asInt()).isEqualTo(28_800);
            assertThat(token).startsWith("dal:");
            assertThat(statusWith(token)).isEqualTo(200);
            simulator.advance(Duration.ofSeconds(28_800));
            assertThat(statusWith(token)).isEqualTo(401);
        }
    }

    @Test
    void theTwentySixthTokenRevokesTheOldest() {
        String first = token("client_credentials").at("/access_token").asText();
        String second = token("client_credentials").at("/access_token").asText();
        for (int i = 2; i < 26; i++) {
            token("client_credentials");
        }

        assertThat(liveChat.liveTokens()).isEqualTo(25);
        assertThat(statusWith(first)).isEqualTo(401);
        assertThat(statusWith(second)).isEqualTo(200);
    }

    @Test
    void wrongCredentialsAreRefusedInTheVendorsShapes() {
        liveChat.set(Setting.CLIENT_CREDENTIALS, false);

        assertThat(token("client_credentials").at("/error").asText()).isEqualTo("unsupported_grant_type");
        assertThat(Web.open(simulator.liveChatUrl())
                        .bearer("dal:unknown")
                        .post("/action/list_agents", "{}")
                        .at("/error/type")
                        .asText())
                .isEqualTo("authentication");
        assertThat(Web.open(simulator.liveChatUrl())
                        .basic("livechat-primary-pataccountid", "livechat-primary-pattoken")
                        .post("/action/list_agents", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void readsShowTheOldStateUntilAChangeHasSpread() {
        people.create(Map.of("id", "a@example.com", "name", "Ann"));
        liveChat.set(Setting.READ_DELAY_MS, 120_000);

        people.change("a@example.com", Map.of("name", "Anna"));
        simulator.advance(Duration.ofSeconds(60));
        people.delete("a@example.com");

        assertThat(web.post("get_agent", agent("a@example.com")).at("/name").asText())
                .isEqualTo("Ann");
        simulator.advance(Duration.ofSeconds(61));
        assertThat(web.post("get_agent", agent("a@example.com")).at("/name").asText())
                .isEqualTo("Anna");
        assertThat(web.post("create_agent", "{\"id\":\"a@example.com\",\"name\":\"New\"}")
                        .at("/error/type")
                        .asText())
                .isEqualTo("already_exists");
        simulator.advance(Duration.ofSeconds(60));
        assertThat(web.post("get_agent", agent("a@example.com")).status()).isEqualTo(404);
        assertThat(people.users()).isEmpty();
    }

    @Test
    void aRenameKeepsTheAccountIdAndTheMemberships() {
        people.create(Map.of("id", "old@example.com", "name", "Ann"));
        people.join("groups", "1", "old@example.com");
        String accountId =
                people.find("old@example.com").orElseThrow().path("account_id").asText();

        people.rename("old@example.com", "new@example.com");

        assertThat(web.post("get_agent", agent("old@example.com")).status()).isEqualTo(404);
        assertThat(web.post("get_agent", agent("new@example.com"))
                        .at("/account_id")
                        .asText())
                .isEqualTo(accountId);
        assertThat(Web.names(web.post("get_group", "{\"id\":1}").at("/agent_priorities")))
                .containsExactly("new@example.com");
    }

    @Test
    void throttledAnswersSayWhenToComeBack() {
        liveChat.set(Setting.RATE_LIMIT, 2);

        assertThat(web.post("list_agents", "{}").header("x-ratelimit-remaining"))
                .isEqualTo("1");
        web.post("list_agents", "{}");
        Reply refused = web.post("list_agents", "{}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.at("/error/type").asText()).isEqualTo("too_many_requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(590, 600);
        simulator.advance(Duration.ofSeconds(600));
        assertThat(web.post("list_agents", "{}").status()).isEqualTo(200);
    }

    @Test
    void creationIsAnInvitationAndOnlyKnownFieldsCanBeSet() {
        Reply created = web.post("create_agent", "{\"id\":\"n@example.com\",\"name\":\"New\",\"role\":\"agent\"}");

        assertThat(created.at("/awaiting_approval").asBoolean()).isTrue();
        assertThat(liveChat.welcomeMails()).isEqualTo(1);
        assertThat(web.post("update_agent", "{\"id\":\"n@example.com\",\"awaiting_approval\":false}")
                        .status())
                .isEqualTo(400);
        assertThat(web.post("update_agent", "{\"id\":\"n@example.com\",\"role\":\"owner\"}")
                        .status())
                .isEqualTo(400);
        assertThat(web.post("update_agent", "{\"id\":\"n@example.com\",\"groups\":[{\"id\":0,\"priority\":\"first\"}]}")
                        .text())
                .isEqualTo("{}");
        assertThat(people.find("n@example.com")
                        .orElseThrow()
                        .at("/groups/0/priority")
                        .asText())
                .isEqualTo("first");
        assertThat(liveChat.writes()).isEqualTo(Map.of("create_user", 1L, "update_user", 1L));
    }

    @Test
    void theLastAdministratorStays() {
        people.create(Map.of("id", "root@example.com", "name", "Root", "role", "administrator"));

        assertThat(web.post("delete_agent", agent("root@example.com")).status()).isEqualTo(403);
        people.create(Map.of("id", "other@example.com", "name", "Other", "role", "administrator"));
        assertThat(web.post("delete_agent", agent("root@example.com")).status()).isEqualTo(200);
    }

    @Test
    void updateGroupTouchesOnlyTheAgentsItNamesUnlessTurnedToReplace() {
        people.create(Map.of("id", "a@example.com", "name", "A"));
        people.create(Map.of("id", "b@example.com", "name", "B"));
        int group = web.post("create_group", "{\"name\":\"T2\",\"agent_priorities\":{\"a@example.com\":\"normal\"}}")
                .at("/id")
                .asInt();
        String update = "{\"id\":" + group + ",\"agent_priorities\":{\"b@example.com\":\"first\"}}";
        String read = "{\"id\":" + group + "}";

        web.post("update_group", update);
        assertThat(web.post("get_group", read).at("/agent_priorities").toString())
                .isEqualTo("{\"a@example.com\":\"normal\",\"b@example.com\":\"first\"}");

        liveChat.set(Setting.UPDATE_GROUP, "replace");
        web.post("update_group", update);
        assertThat(web.post("get_group", read).at("/agent_priorities").toString())
                .isEqualTo("{\"b@example.com\":\"first\"}");
    }

    @Test
    void anotherRegionSendsTheCallerThere() {
        liveChat.set(Setting.REGION, "fra");

        Reply reply = web.post("list_agents", "{}");

        assertThat(reply.at("/error/type").asText()).isEqualTo("misdirected_request");
        assertThat(reply.at("/error/data/region").asText()).isEqualTo("fra");
    }
}
