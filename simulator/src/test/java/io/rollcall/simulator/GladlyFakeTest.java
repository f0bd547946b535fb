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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GladlyFakeTest {

    private static Simulator simulator;
    private static SimulatedVendor gladly;
    private static SimulatedAccount people;
    private static Web web;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
        gladly = simulator.gladly();
        people = gladly.primary();
        web = as(SimulatedVendor.PRIMARY);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    private static Web as(String account) {
        Map<String, String> credentials = gladly.credentials(account);
        return Web.open(simulator.gladlyUrl()).basic(credentials.get("user"), credentials.get("secret"));
    }

    private static List<String> sweep() {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            Reply page = web.get("/agents?limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            ids.addAll(Web.texts(page.at("/items"), "id"));
            cursor = page.at("/nextCursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return ids;
    }

    @Test
    void pagesHoldTwentyByDefaultAndOneHundredAtMost() {
        people.seed(230);

        assertThat(web.get("/agents").at("/items")).hasSize(20);
        assertThat(web.get("/agents?limit=500").at("/items")).hasSize(100);
        assertThat(sweep()).hasSize(230).doesNotHaveDuplicates();
        assertThat(web.get("/agents?cursor=made-up").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"null,null", "empty,\"\"", "absent,"})
    void theLastPageSaysSoInOneOfThreeWays(String way, String shown) {
        people.seed(1);
        gladly.set(Setting.LAST_CURSOR, way);

        String body = web.get("/agents").text();

        assertThat(body.contains("nextCursor")).isEqualTo(shown != null);
        assertThat(body).endsWith(shown == null ? "]}" : "\"nextCursor\":" + shown + "}");
    }

    @Test
    void listItemsCarryFiveFieldsAndSingleReadsAll() {
        people.seed(1);

        assertThat(Web.names(web.get("/agents").at("/items/0")))
                .containsExactly("id", "emailAddress", "name", "role", "active");
        assertThat(Web.names(web.get("/agents/agt_00001").json()))
                .contains("inboxes", "teams", "externalId", "createdAt", "updatedAt");
    }

    @Test
    void deactivatedAgentsAreListedUnlessFiltered() {
        people.create(Map.of("emailAddress", "a+b@example.com", "name", "A", "active", false));
        people.create(Map.of("emailAddress", "c@example.com", "name", "C"));

        assertThat(Web.texts(web.get("/agents").at("/items"), "active")).containsExactly("false", "true");
        assertThat(Web.texts(web.get("/agents?active=true").at("/items"), "name"))
                .containsExactly("C");
        assertThat(Web.texts(
                        web.get("/agents?emailAddress=" + Web.encoded("A+B@example.com"))
                                .at("/items"),
                        "name"))
                .containsExactly("A");
        assertThat(web.get("/agents?emailAddress=a+b@example.com").at("/items")).isEmpty();
    }

    @Test
    void cursorsDoNotDrift() {
        gladly.set(Setting.PAGE_SIZE, 2);
        people.seed(6);
        gladly.afterPage(1, () -> {
            people.delete("agt_00001");
            people.delete("agt_00002");
            people.createAt(0, Map.of("emailAddress", "front@example.com", "name", "Front"));
        });

        assertThat(sweep())
                .containsExactly("agt_00001", "agt_00002", "agt_00003", "agt_00004", "agt_00005", "agt_00006");
    }

    @Test
    void thePublicShapeIsOneBareArrayAndTeamsNameTheirAgents() {
        gladly.set(Setting.SHAPE, "bare");
        people.seed(30);

        assertThat(web.get("/agents").json()).hasSize(30);
        assertThat(web.get("/teams").at("/0/agentIds/0").asText()).isEqualTo("agt_00001");
    }

    @Test
    void strangersAreRefusedAndForeignAgentsNotFound() {
        people.seed(1);
        Reply refused = Web.open(simulator.gladlyUrl()).basic("who", "what").get("/agents");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.at("/errors").isArray()).isTrue();
        assertThat(as(SimulatedVendor.SECOND).get("/agents/agt_00001").status()).isEqualTo(404);
    }

    @Test
    void throttledAnswersCarryThePerSecondHeaders() {
        gladly.set(Setting.RATE_LIMIT, 1);
        gladly.set(Setting.RATE_WINDOW_MS, 60_000);

        web.get("/agents");
        Reply refused = web.get("/agents");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Ratelimit-Limit-Second")).isEqualTo("1");
        assertThat(refused.header("Ratelimit-Remaining-Second")).isEqualTo("0");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        simulator.advance(Duration.ofMinutes(1));
        assertThat(web.get("/agents").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"409", "400"})
    void anAddressIsTakenEvenByADeactivatedAgent(int status) {
        people.create(Map.of("emailAddress", "a@example.com", "name", "A", "active", false));
        gladly.set(Setting.DUPLICATE_STATUS, status);

        Reply reply = web.post("/agents", "{\"emailAddress\":\"A@example.com\",\"name\":\"B\",\"role\":\"AGENT\"}");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.at("/errors/0/code").asText()).isEqualTo("taken");
        assertThat(gladly.welcomeMails()).isZero();
        assertThat(people.users()).hasSize(1);
    }

    @Test
    void aPatchReplacesArraysAndLeavesOtherFieldsAlone() {
        people.create(Map.of("emailAddress", "a@example.com", "name", "A", "inboxes", List.of("inbox_1", "inbox_2")));

        Reply reply = web.send("PATCH", "/agents/agt_00001", "{\"inboxes\":[\"inbox_3\"]}");

        assertThat(reply.text()).isEqualTo("{\"id\":\"agt_00001\",\"inboxes\":[\"inbox_3\"]}");
        assertThat(people.find("agt_00001").orElseThrow().path("inboxes").toString())
                .isEqualTo("[\"inbox_3\"]");
        assertThat(people.find("agt_00001").orElseThrow().path("name").asText()).isEqualTo("A");
        assertThat(web.send("PATCH", "/agents/agt_00001", "{\"inboxes\":[\"none\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(web.send("PATCH", "/agents/agt_00001", "{\"agentStatus\":\"AWAY\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void agentsAreNeverDeletedByTheApi() {
        people.seed(1);

        assertThat(web.send("DELETE", "/agents/agt_00001", "").status()).isEqualTo(405);
        assertThat(people.users()).hasSize(1);
    }
}
