package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.simulator.Web.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The admin API is the Java API by other means: what one does, the other sees. */
final class AdminApiTest {

    private static Simulator simulator;
    private static Web admin;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
        admin = Web.open(simulator.adminUrl());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void seedingIsRepeatableAndVaried(Vendor vendor) {
        String path = "/vendors/" + vendor.segment();
        admin.post(path + "/seed", "{\"users\":30}");
        List<String> first = Web.texts(admin.get(path + "/users").json(), "id");
        admin.post("/reset", "");
        admin.post(path + "/seed", "{\"users\":30}");

        JsonNode users = admin.get(path + "/users").json();
        assertThat(Web.texts(users, "id")).isEqualTo(first).hasSize(30).doesNotHaveDuplicates();
        assertThat(users.toString()).contains("@example.com");
        assertThat(simulator.vendor(vendor).second().users().toString()).doesNotContain("@example.com");
        assertThat(admin.get(path + "/state").at("/users")).isEqualTo(users);
    }

    @Test
    void usersAreCreatedChangedRenamedAndDeletedBehindTheConnectorsBack() {
        Reply created = admin.post("/vendors/livechat/users?position=0", "{\"id\":\"a@example.com\",\"name\":\"A\"}");
        Reply changed = admin.send("PATCH", "/vendors/livechat/users/a@example.com", "{\"suspended\":true}");
        Reply renamed = admin.post("/vendors/livechat/users/a@example.com/rename", "{\"id\":\"b@example.com\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(changed.at("/suspended").asBoolean()).isTrue();
        assertThat(renamed.at("/account_id")).isEqualTo(created.at("/account_id"));
        assertThat(admin.get("/vendors/livechat/users/a@example.com").status()).isEqualTo(404);
        assertThat(admin.send("DELETE", "/vendors/livechat/users/b@example.com", "")
                        .status())
                .isEqualTo(204);
        assertThat(simulator.liveChat().primary().users()).isEmpty();
    }

    @Test
    void groupsAndMembershipsCanBeTurnedForEitherAccount() {
        String group = admin.post("/vendors/olark/tables/groups?account=second", "{\"name\":\"Night\"}")
                .at("/id")
                .asText();
        String member = simulator.olark().second().users().get(0).path("id").asText();
        String path = "/vendors/olark/tables/groups/" + group;

        admin.send("PUT", path + "/members/" + member + "?account=second", "");
        assertThat(simulator
                        .olark()
                        .second()
                        .find(member)
                        .orElseThrow()
                        .path("group_ids")
                        .toString())
                .contains(group);
        admin.send("DELETE", path + "?account=second", "");
        assertThat(simulator.olark().second().state().toString()).doesNotContain(group);
    }

    @Test
    void settingsFaultsDriftAndClockAreWithinReachOfAnotherProcess() {
        simulator.olark().primary().seed(3);
        admin.send("PATCH", "/vendors/olark/settings", "{\"pageSize\":1}");
        admin.post(
                "/vendors/olark/faults", "{\"kind\":\"status\",\"status\":500,\"action\":\"list_users\",\"skip\":2}");
        admin.post(
                "/vendors/olark/drift",
                "{\"page\":1,\"when\":\"after\",\"mutations\":[{\"op\":\"delete\",\"id\":\"op00001\"},"
                        + "{\"op\":\"create\",\"user\":{\"email\":\"n@example.com\"},\"position\":0}]}");
        Web web = Web.open(simulator.olarkUrl()).basic("olark-primary-apikey", "");

        assertThat(web.get("/operators?page=1").at("/data/0/id").asText()).isEqualTo("op00001");
        assertThat(web.get("/operators?page=2").at("/data/0/id").asText()).isEqualTo("op00002");
        assertThat(web.get("/operators?page=3").status()).isEqualTo(500);
        assertThat(simulator.olark().primary().users().get(0).path("id").asText())
                .isEqualTo("op00004");
        String before = admin.get("/clock").at("/now").asText();
        assertThat(admin.post("/clock", "{\"advanceMs\":60000}").at("/now").asText())
                .isGreaterThan(before);
    }

    @Test
    void mistakesAreToldApart() {
        assertThat(admin.send("PATCH", "/vendors/olark/settings", "{\"pagesize\":1}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.send("PATCH", "/vendors/olark/settings", "{\"pageSize\":\"many\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.get("/vendors/zendesk/users").status()).isEqualTo(404);
        assertThat(admin.get("/vendors/olark/users?account=third").status()).isEqualTo(404);
        assertThat(admin.post("/vendors/olark/faults", "{\"kind\":\"none\"}").status())
                .isEqualTo(400);
    }

    @Test
    void theJournalFiltersCountsAndForgets() {
        Web olark = Web.open(simulator.olarkUrl()).basic("olark-primary-apikey", "");
        olark.get("/operators?page=1");
        olark.get("/operators/op00009");
        olark.get("/groups");

        assertThat(admin.get("/journal/count").at("/count").asInt()).isEqualTo(3);
        assertThat(admin.get("/journal?vendor=olark&action=get_user")
                        .at("/0/status")
                        .asInt())
                .isEqualTo(404);
        assertThat(admin.get("/journal?action=list_users").at("/0/query/page").asText())
                .isEqualTo("1");
        long last = simulator.journal().last();
        admin.send("DELETE", "/journal", "");
        olark.get("/groups");
        assertThat(admin.get("/journal?after=" + last).at("/0/sequence").asLong())
                .isEqualTo(last + 1);
    }

    @Test
    void noSecretReachesTheJournal() {
        String canary = "canary-4f1d";
        simulator.vendor(Vendor.OLARK).setCredentials(SimulatedVendor.PRIMARY, Map.of("apiKey", canary));
        simulator
                .vendor(Vendor.LIVECHAT)
                .setCredentials(
                        SimulatedVendor.PRIMARY,
                        Map.of("clientSecret", canary, "refreshToken", canary, "bearerToken", canary));
        simulator
                .vendor(Vendor.TALKDESK)
                .setCredentials(SimulatedVendor.PRIMARY, Map.of("clientSecret", canary, "scimToken", canary));

        int olark = Web.open(simulator.olarkUrl())
                .get("/operators?apikey=" + canary)
                .status();
        String form = "grant_type=refresh_token&client_id=livechat-primary-clientid&client_secret=" + canary
                + "&refresh_token=" + canary;
        int liveChat = Web.open(simulator.liveChatTokenUrl()).post("", form).status();
        String client = "grant_type=client_credentials&client_id=talkdesk-primary-clientid&client_secret=" + canary;
        int talkdesk = Web.open(simulator.talkdeskTokenUrl()).post("", client).status();
        int scim = Web.open(simulator.talkdeskScimUrl())
                .bearer(canary)
                .get("/Users")
                .status();

        assertThat(List.of(olark, liveChat, talkdesk, scim)).containsOnly(200);
        assertThat(admin.get("/journal").text()).doesNotContain(canary);
    }
}
