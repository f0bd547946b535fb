package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.simulator.HookReceiver.Hook;
import io.rollcall.simulator.Web.Reply;
import io.rollcall.simulator.WebhookDelivery.Attempt;
import io.rollcall.simulator.WebhookDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class LiveChatWebhooksTest {

    private static final String CLIENT = "livechat-primary-clientid";
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private static Simulator simulator;
    private static SimulatedVendor liveChat;
    private static SimulatedAccount people;
    private static SimulatedWebhooks webhooks;
    private static Web web;

    private HookReceiver receiver;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(0, InstantSource.fixed(START));
        liveChat = simulator.liveChat();
        people = liveChat.primary();
        webhooks = liveChat.webhooks();
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
        // A busy machine is no slow receiver.
        liveChat.set(Setting.WEBHOOK_TIMEOUT_MS, 60_000);
        receiver = new HookReceiver();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private static Reply register(String action, String url, String more) {
        return web.post(
                "register_webhook",
                "{\"url\":\"" + url + "\",\"action\":\"" + action + "\",\"secret_key\":\"s3cret\",\"type\":\"license\""
                        + more + "}");
    }

    /** All events about users and groups, and nothing made before. */
    private void subscribed() {
        webhooks.subscribe(WebhookSetup.secretKey(receiver.url(), "s3cret"));
    }

    private List<Hook> received() {
        webhooks.settle();
        return receiver.hooks();
    }

    private Hook only() {
        assertThat(received()).hasSize(1);
        return receiver.hooks().get(0);
    }

    @Test
    void aLicencesWebhooksAreSilentUntilItsClientEnablesThem() {
        register("agent_created", receiver.url(), "");
        people.create(Map.of("id", "a@example.com"));
        assertThat(web.post("get_license_webhooks_state", "{}").text())
                .isEqualTo("{\"license_webhooks_enabled\":false}");

        web.post("enable_license_webhooks", "{}");
        people.create(Map.of("id", "b@example.com"));
        assertThat(web.post("get_license_webhooks_state", "{}").text())
                .isEqualTo("{\"license_webhooks_enabled\":true}");
        web.post("disable_license_webhooks", "{}");
        people.create(Map.of("id", "c@example.com"));

        // What was under way when they were disabled may be lost, so only the later ones are certain.
        received();
        assertThat(webhooks.deliveries()).extracting(WebhookDelivery::subject).containsExactly("b@example.com");
    }

    @Test
    void aWebhookIsRegisteredListedAndUnregistered() {
        Reply registered = register("agent_updated", receiver.url(), ",\"description\":\"Rollcall\"");
        String id = registered.at("/id").asText();

        Reply list = web.post("list_webhooks", "{}");
        assertThat(list.at("/0/id").asText()).isEqualTo(id);
        assertThat(list.at("/0/action").asText()).isEqualTo("agent_updated");
        assertThat(list.at("/0/owner_client_id").asText()).isEqualTo(CLIENT);
        assertThat(list.at("/0/description").asText()).isEqualTo("Rollcall");
        assertThat(web.post("list_webhooks", "{\"owner_client_id\":\"another\"}")
                        .text())
                .isEqualTo("[]");
        assertThat(web.post("unregister_webhook", "{\"id\":\"" + id + "\",\"owner_client_id\":\"another\"}")
                        .status())
                .isEqualTo(404);
        assertThat(web.post("unregister_webhook", "{\"id\":\"" + id + "\"}").text())
                .isEqualTo("{}");
        assertThat(webhooks.subscriptions()).isEmpty();
    }

    @Test
    void aClientHasThreeWebhooksForAnActionAndNoMore() {
        for (int i = 0; i < 3; i++) {
            assertThat(register("agent_created", receiver.url() + i, "").status())
                    .isEqualTo(200);
        }

        assertThat(register("agent_created", receiver.url(), "")
                        .at("/error/type")
                        .asText())
                .isEqualTo("limit_reached");
        assertThat(register("agent_deleted", receiver.url(), "").status()).isEqualTo(200);
        assertThat(register("agent_created", receiver.url(), ",\"owner_client_id\":\"another\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void registrationChecksItsParameters() {
        String longUrl = "https://example.com/" + "x".repeat(481);

        assertThat(longUrl).hasSize(501);
        assertThat(register("agent_created", longUrl, "").status()).isEqualTo(400);
        assertThat(register("agent_created", longUrl.substring(1), "").status()).isEqualTo(200);
        assertThat(register("agent_renamed", receiver.url(), "").status()).isEqualTo(400);
        assertThat(register("agent_created", receiver.url(), ",\"filters\":{\"author_type\":\"agent\"}")
                        .status())
                .isEqualTo(400);
        assertThat(register("agent_created", receiver.url(), ",\"filters\":{\"source_type\":[\"me\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(web.post(
                                "register_webhook",
                                "{\"url\":\"https://example.com\",\"action\":\"agent_created\",\"type\":\"license\"}")
                        .at("/error/type")
                        .asText())
                .isEqualTo("validation");
        assertThat(web.post("update_webhook", "{}").status()).isEqualTo(404);
    }

    @Test
    void aPersonalAccessTokenMustNameTheOwner() {
        Web pat = Web.open(simulator.liveChatUrl() + "/action/")
                .basic("livechat-primary-pataccountid", "livechat-primary-pattoken");

        assertThat(pat.post("list_webhooks", "{}").status()).isEqualTo(400);
        assertThat(pat.post("list_webhooks", "{\"owner_client_id\":\"" + CLIENT + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyTheNamesOfWebhooksNeedNoCredentialAndTheRestNeedsTheScope() {
        Web nobody = Web.open(simulator.liveChatUrl() + "/action/");

        assertThat(Web.texts(nobody.post("list_webhook_names", "{}").json(), "action"))
                .contains("agent_created", "routing_status_set", "group_deleted");
        assertThat(nobody.post("list_webhooks", "{}").status()).isEqualTo(401);
        liveChat.set(Setting.WEBHOOK_SCOPE, false);
        assertThat(web.post("list_webhooks", "{}").at("/error/type").asText()).isEqualTo("authorization");
        assertThat(register("agent_created", receiver.url(), "").status()).isEqualTo(403);
    }

    @Test
    void aCreatedAgentIsToldOfWholeWithTheSecretInTheBody() {
        subscribed();

        web.post("create_agent", "{\"id\":\"n@example.com\",\"name\":\"New\"}");

        Hook hook = only();
        assertThat(hook.method()).isEqualTo("POST");
        assertThat(Web.names(hook.json()))
                .containsExactlyInAnyOrder(
                        "webhook_id",
                        "secret_key",
                        "action",
                        "organization_id",
                        "payload",
                        "requester",
                        "additional_data");
        assertThat(hook.at("/secret_key")).isEqualTo("s3cret");
        assertThat(hook.at("/action")).isEqualTo("agent_created");
        assertThat(hook.json().at("/payload"))
                .isEqualTo(people.find("n@example.com").orElseThrow());
        assertThat(hook.at("/requester/client_id")).isEqualTo(CLIENT);
        assertThat(webhooks.subscriptions()).extracting(WebhookSubscription::id).contains(hook.at("/webhook_id"));
        assertThat(webhooks.deliveries().get(0).body()).doesNotContain("s3cret");
    }

    @Test
    void theOrganisationIsTheOneThatTokensName() {
        subscribed();
        people.create(Map.of("id", "n@example.com"));

        Reply token = Web.open(simulator.liveChatTokenUrl())
                .post(
                        "",
                        "grant_type=client_credentials&client_id=" + CLIENT
                                + "&client_secret=livechat-primary-clientsecret");

        assertThat(only().at("/organization_id"))
                .isEqualTo(token.at("/organization_id").asText());
        assertThat(token.at("/scope").asText()).contains("webhooks.configuration:rw");
    }

    @Test
    void anUpdateNamesOnlyWhatChanged() {
        people.create(Map.of("id", "a@example.com", "name", "Ann"));
        subscribed();

        web.post("update_agent", "{\"id\":\"a@example.com\",\"name\":\"Ann\",\"max_chats_count\":3}");

        assertThat(only().json().at("/payload").toString())
                .isEqualTo("{\"id\":\"a@example.com\",\"max_chats_count\":3}");
    }

    @Test
    void anUpdateThatChangesNothingIsNotToldOf() {
        people.create(Map.of("id", "a@example.com", "name", "Ann"));
        subscribed();

        web.post("update_agent", "{\"id\":\"a@example.com\",\"name\":\"Ann\"}");

        assertThat(received()).isEmpty();
    }

    @Test
    void theDoorsAreToldOfAsTheApiIs() {
        subscribed();

        people.create(Map.of("id", "a@example.com"));
        people.change("a@example.com", Map.of("job_title", "Lead"));
        people.delete("a@example.com");

        received();
        assertThat(receiver.all("/action")).containsExactly("agent_created", "agent_updated", "agent_deleted");
        assertThat(receiver.hooks().get(2).json().at("/payload").toString()).isEqualTo("{\"id\":\"a@example.com\"}");
        assertThat(receiver.all("/requester/client_id")).doesNotContain(CLIENT);
    }

    @Test
    void suspensionAndApprovalHaveEventsOfTheirOwnThatNameOnlyTheAgent() {
        people.create(Map.of("id", "a@example.com", "awaiting_approval", true));
        subscribed();

        people.change("a@example.com", Map.of("suspended", true));
        people.change("a@example.com", Map.of("suspended", false));
        people.change("a@example.com", Map.of("awaiting_approval", false));

        received();
        assertThat(receiver.all("/action")).containsExactly("agent_suspended", "agent_unsuspended", "agent_approved");
        assertThat(receiver.hooks())
                .allSatisfy(hook ->
                        assertThat(hook.json().at("/payload").toString()).isEqualTo("{\"id\":\"a@example.com\"}"));
    }

    @Test
    void theRoutingStatusNamesTheAgentByAnotherKeyAndSpellsWithSpaces() {
        people.create(Map.of("id", "a@example.com"));
        webhooks.subscribe(WebhookSetup.secretKey(receiver.url(), "s3cret").on("routing_status_set"));

        people.change("a@example.com", Map.of("routing_status", "accepting_chats"));

        assertThat(only().at("/action")).isEqualTo("routing_status_set");
        assertThat(only().json().at("/payload").toString())
                .isEqualTo("{\"agent_id\":\"a@example.com\",\"status\":\"accepting chats\"}");
    }

    @Test
    void groupsAreToldOfWholeThenByChangeThenById() {
        subscribed();
        people.create(Map.of("id", "a@example.com"));

        int group = web.post("create_group", "{\"name\":\"T2\",\"agent_priorities\":{\"a@example.com\":\"first\"}}")
                .at("/id")
                .asInt();
        web.post("update_group", "{\"id\":" + group + ",\"name\":\"T3\"}");
        web.post("delete_group", "{\"id\":" + group + "}");

        received();
        assertThat(receiver.all("/action"))
                .containsExactly("agent_created", "group_created", "group_updated", "group_deleted");
        assertThat(receiver.hooks().get(1).at("/payload/agent_priorities/a@example.com"))
                .isEqualTo("first");
        assertThat(receiver.hooks().get(2).json().at("/payload").toString())
                .isEqualTo("{\"id\":" + group + ",\"name\":\"T3\"}");
        assertThat(receiver.hooks().get(3).json().at("/payload").toString()).isEqualTo("{\"id\":" + group + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "partial"})
    void aMembershipGivenByTheGroupIsToldOfAsTheGroupsOnly(String priorities) {
        people.create(Map.of("id", "a@example.com"));
        people.create(Map.of("id", "b@example.com"));
        people.join("groups", "1", "a@example.com");
        subscribed();
        liveChat.set(Setting.WEBHOOK_PRIORITIES, priorities);

        web.post("update_group", "{\"id\":1,\"agent_priorities\":{\"b@example.com\":\"first\"}}");

        String kept = priorities.equals("whole") ? "\"a@example.com\":\"normal\"," : "";
        assertThat(only().at("/action")).isEqualTo("group_updated");
        assertThat(only().json().at("/payload").toString())
                .isEqualTo("{\"id\":1,\"agent_priorities\":{" + kept + "\"b@example.com\":\"first\"}}");
    }

    @Test
    void aMembershipGivenByTheAgentIsToldOfAsTheAgentsOnly() {
        people.create(Map.of("id", "a@example.com"));
        subscribed();

        web.post("update_agent", "{\"id\":\"a@example.com\",\"groups\":[{\"id\":1,\"priority\":\"last\"}]}");

        assertThat(only().at("/action")).isEqualTo("agent_updated");
        assertThat(only().at("/payload/groups/0/priority")).isEqualTo("last");
    }

    @Test
    void anotherAddressUnderTheSameAccountIsNotToldOf() {
        people.create(Map.of("id", "a@example.com"));
        subscribed();

        people.rename("a@example.com", "b@example.com");
        people.change("b@example.com", Map.of("login_status", "accepting chats"));

        assertThat(received()).isEmpty();
    }

    @Test
    void theFilterTellsOwnChangesFromOthers() {
        register("agent_created", receiver.url(), ",\"filters\":{\"source_type\":[\"other_clients\"]}");
        web.post("enable_license_webhooks", "{}");

        web.post("create_agent", "{\"id\":\"own@example.com\",\"name\":\"Own\"}");
        people.create(Map.of("id", "other@example.com"));

        assertThat(only().at("/payload/id")).isEqualTo("other@example.com");
    }

    @Test
    void theOtherLicencesChangesAreNotOurs() {
        subscribed();

        liveChat.second().create(Map.of("id", "stranger@example.org"));

        assertThat(received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 302, 401, 503})
    void anythingButExactly200IsAFailure(int status) {
        subscribed();
        receiver.answers(status);

        people.create(Map.of("id", "a@example.com"));
        received();

        WebhookDelivery delivery = webhooks.deliveries().get(0);
        assertThat(delivery.state()).isEqualTo(State.WAITING);
        assertThat(delivery.attempts()).containsExactly(new Attempt(simulator.now(), status));
        simulator.advance(Duration.ofSeconds(10));
        assertThat(received()).hasSize(2);
        assertThat(webhooks.deliveries().get(0).state()).isEqualTo(State.RECEIVED);
    }

    @Test
    void afterThreeResendsWithinAMinuteADeliveryIsLostAndTheWebhookStays() {
        subscribed();
        receiver.answers(500, 500, 500, 500);
        Instant start = simulator.now();

        people.create(Map.of("id", "a@example.com"));
        received();
        for (int seconds : List.of(9, 1, 20, 30, 3600)) {
            simulator.advance(Duration.ofSeconds(seconds));
            received();
        }

        WebhookDelivery delivery = webhooks.deliveries().get(0);
        assertThat(delivery.state()).isEqualTo(State.LOST);
        assertThat(delivery.attempts())
                .extracting(attempt -> Duration.between(start, attempt.at()).toSeconds())
                .containsExactly(0L, 10L, 30L, 60L);
        assertThat(receiver.texts()).hasSize(4).containsOnly(receiver.texts().get(0));
        people.delete("a@example.com");
        assertThat(received()).hasSize(5);
    }

    @Test
    void aReceiverThatKeepsSilentHasFailed() {
        subscribed();
        liveChat.set(Setting.WEBHOOK_TIMEOUT_MS, 100);
        receiver.keepsSilentOnce();

        people.create(Map.of("id", "a@example.com"));
        webhooks.settle();

        assertThat(webhooks.deliveries().get(0).attempts())
                .extracting(Attempt::status)
                .containsExactly(0);
    }

    @Test
    void theApiAnswersWhileAReceiverKeepsSilent() {
        subscribed();
        receiver.keepsSilentOnce();

        Reply created = web.post("create_agent", "{\"id\":\"n@example.com\",\"name\":\"New\"}");
        Reply deleted = web.post("delete_agent", "{\"id\":\"n@example.com\"}");

        assertThat(created.status()).isEqualTo(200);
        assertThat(deleted.status()).isEqualTo(200);
        // The vendor's time limit is long; nothing may end the wait before but closing the receiver.
        assertThat(webhooks.deliveries()).hasSize(2).allMatch(delivery -> delivery.state() == State.WAITING);
        receiver.close();
        webhooks.settle();
    }

    @Test
    void readsMayStillShowWhatAWebhookSaysHasChanged() {
        people.create(Map.of("id", "a@example.com", "name", "Ann"));
        liveChat.set(Setting.READ_DELAY_MS, 120_000);
        subscribed();

        people.change("a@example.com", Map.of("name", "Anna"));

        assertThat(only().at("/payload/name")).isEqualTo("Anna");
        assertThat(web.post("get_agent", "{\"id\":\"a@example.com\"}")
                        .at("/name")
                        .asText())
                .isEqualTo("Ann");
    }
}
