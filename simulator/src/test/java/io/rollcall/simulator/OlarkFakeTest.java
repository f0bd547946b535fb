package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.simulator.Web.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OlarkFakeTest {

    private static Simulator simulator;
    private static SimulatedVendor olark;
    private static SimulatedAccount people;
    private static Web web;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
        olark = simulator.olark();
        people = olark.primary();
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
        return Web.open(simulator.olarkUrl()).basic(olark.credentials(account).get("apiKey"), "");
    }

    private static List<String> ids(int page) {
        return Web.texts(web.get("/operators?page=" + page).at("/data"), "id");
    }

    private static List<String> sweep() {
        List<String> all = new ArrayList<>();
        List<String> page = ids(1);
        for (int number = 2; !page.isEmpty(); number++) {
            all.addAll(page);
            page = ids(number);
        }
        return all;
    }

    @Test
    void pagesHoldOneHundredOperatorsAndEndWithAnEmptyOne() {
        people.seed(205);

        assertThat(ids(1)).hasSize(100);
        assertThat(ids(3)).hasSize(5);
        assertThat(ids(4)).isEmpty();
        assertThat(web.get("/operators?page=2").at("/meta/page").asInt()).isEqualTo(2);
        assertThat(sweep()).doesNotHaveDuplicates().hasSize(205);
    }

    @Test
    void listItemsAreThinnerThanASingleReadUnlessTurnedUp() {
        people.seed(1);

        assertThat(Web.names(web.get("/operators").at("/data/0"))).containsExactly("id", "email", "nickname");
        assertThat(Web.names(web.get("/operators/op00001").at("/data")))
                .containsExactly("id", "email", "nickname", "available");

        olark.set(Setting.GET_FIELDS, "id,username,email,nickname,available,group_ids");
        assertThat(web.get("/operators/op00001").at("/data/group_ids/0").asText())
                .isEqualTo("grp1");
    }

    @Test
    void groupsTellTheirMembersAndComeInPagesToo() {
        people.create(Map.of("email", "a@example.com"));
        people.join("groups", "grp2", "op00001");
        olark.set(Setting.PAGE_SIZE, 2);

        Reply first = web.get("/groups?page=1");

        assertThat(Web.texts(first.at("/data"), "id")).containsExactly("grp1", "grp2");
        assertThat(first.at("/data/1/operator_ids/0").asText()).isEqualTo("op00001");
        assertThat(Web.texts(web.get("/groups?page=2").at("/data"), "id")).containsExactly("grp3");
    }

    @Test
    void onlyTheKeyOpensTheAccount() {
        Web closed = Web.open(simulator.olarkUrl());

        assertThat(closed.get("/operators").status()).isEqualTo(401);
        assertThat(closed.basic("wrong", "").get("/operators").status()).isEqualTo(401);
        assertThat(closed.get("/operators?apikey=olark-primary-apikey").status())
                .isEqualTo(200);
        assertThat(simulator.journal().of(Vendor.OLARK))
                .extracting(JournalEntry::credential, JournalEntry::status)
                .containsExactly(tuple("none", 401), tuple("basic-key", 401), tuple("query-key", 200));
    }

    @Test
    void anotherAccountsOperatorsAreNotFound() {
        people.seed(3);
        Web stranger = as(SimulatedVendor.SECOND);

        assertThat(stranger.get("/operators/op00001").status()).isEqualTo(404);
        assertThat(web.get("/operators/op90001").status()).isEqualTo(404);
        assertThat(Web.texts(stranger.get("/operators").at("/data"), "id"))
                .hasSize(5)
                .doesNotContainAnyElementsOf(sweep());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aDeletionBetweenPagesHidesSomebodyAndACreationRepeatsSomebody(int page) {
        olark.set(Setting.PAGE_SIZE, 2);
        people.seed(8);
        String hidden = people.users().get(page * 2).path("id").asText();

        olark.afterPage(page, () -> people.delete("op00001"));
        List<String> seen = sweep();
        olark.afterPage(page, () -> people.createAt(0, Map.of("email", "front@example.com")));
        List<String> again = sweep();

        assertThat(seen).hasSize(7).doesNotContain(hidden);
        assertThat(again).hasSize(8).doesNotContain("op00009");
        assertThat(again.stream().distinct()).hasSize(7);
    }

    @Test
    void aServerThatIgnoresThePageServesTheFirstForEver() {
        olark.set(Setting.PAGE_SIZE, 2);
        people.seed(5);
        olark.set(Setting.IGNORE_PAGE, true);

        assertThat(ids(7)).isEqualTo(ids(1)).hasSize(2);
    }

    @Test
    void throttlingComesWithoutAnyHint() {
        olark.set(Setting.RATE_LIMIT, 2);
        olark.set(Setting.RATE_WINDOW_MS, 600_000);

        web.get("/operators");
        web.get("/operators");
        Reply refused = web.get("/operators");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).matches(".*(rate|retry).*"));
        assertThat(olark.worstWindow()).isEqualTo(3);
        assertThat(olark.throttled()).isEqualTo(1);
    }

    @Test
    void aPutResetsWhatItLeavesOut() {
        people.create(Map.of(
                "email", "a@example.com", "nickname", "Ann", "available", true, "group_ids", List.of("grp1", "grp2")));

        Reply reply = web.send("PUT", "/operators/op00001", "{\"nickname\":\"Anna\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(people.find("op00001").orElseThrow())
                .isEqualTo(Json.parse("{\"id\":\"op00001\",\"username\":\"a@example.com\",\"email\":\"a@example.com\","
                        + "\"nickname\":\"Anna\",\"available\":false,\"group_ids\":[]}"));
    }

    @Test
    void aPutKeepsFieldsOutsideTheSpecificationOnlyWhenTheyAreSent() {
        people.create(Map.of("email", "a@example.com", "signature", "Yours"));
        String whole = "{\"nickname\":\"Ann\",\"signature\":\"Yours\"}";

        web.send("PUT", "/operators/op00001", whole);
        assertThat(people.find("op00001").orElseThrow().path("signature").asText())
                .isEqualTo("Yours");

        web.send("PUT", "/operators/op00001", "{\"nickname\":\"Ann\"}");
        assertThat(people.find("op00001").orElseThrow().has("signature")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403})
    void creationWithoutASeatIsRefusedAndStoresNothing(int status) {
        people.seed(2);
        olark.set(Setting.SEATS, 2);
        olark.set(Setting.SEAT_STATUS, status);

        Reply reply = web.post("/operators", "{\"email\":\"n@example.com\",\"password\":\"x\"}");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(people.users()).hasSize(2);
        assertThat(olark.writes()).isEmpty();
    }

    @Test
    void passwordsAreNeitherKeptNorShown() {
        Reply reply = web.post("/operators", "{\"email\":\"n@example.com\",\"password\":\"s3cr3t\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text() + people.state() + simulator.journal().entries(any -> true))
                .doesNotContain("s3cr3t");
    }

    @Test
    void membershipsAreChangedOneByOneAndMissingPartsAreNotFound() {
        people.seed(1);

        assertThat(web.post("/groups/grp3/operators", "{\"operator_id\":\"op00001\"}")
                        .at("/data/added")
                        .asBoolean())
                .isTrue();
        assertThat(people.find("op00001").orElseThrow().path("group_ids").toString())
                .contains("grp3");
        assertThat(web.post("/groups/none/operators", "{\"operator_id\":\"op00001\"}")
                        .status())
                .isEqualTo(404);
        assertThat(web.send("DELETE", "/groups/grp3/operators/op00001", "").status())
                .isEqualTo(200);
        assertThat(web.send("DELETE", "/groups/grp3/operators/op00001", "").status())
                .isEqualTo(404);
        assertThat(web.send("DELETE", "/operators/op00001", "")
                        .at("/data/deleted")
                        .asBoolean())
                .isTrue();
        assertThat(web.get("/operators/op00001").status()).isEqualTo(404);
    }
}
