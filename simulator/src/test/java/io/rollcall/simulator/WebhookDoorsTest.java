package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.WebhookDelivery.Cause;
import io.rollcall.simulator.WebhookDelivery.State;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can go wrong between a vendor and a receiver, at will. */
@Timeout(120)
final class WebhookDoorsTest {

    private static final Map<String, String> STRANGER = Map.of("id", "stranger@example.com");

    private static Simulator simulator;
    private static SimulatedVendor liveChat;
    private static SimulatedAccount people;
    private static SimulatedWebhooks webhooks;

    private HookReceiver receiver;
    private String updates;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
        liveChat = simulator.liveChat();
        people = liveChat.primary();
        webhooks = liveChat.webhooks();
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
        people.create(Map.of("id", "a@example.com", "name", "0"));
        updates = webhooks.subscribe(
                        WebhookSetup.secretKey(receiver.url(), "s3cret").on("agent_updated"))
                .get(0);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private static void rename(String... names) {
        for (String name : names) {
            people.change("a@example.com", Map.of("name", name));
        }
    }

    private List<String> received(String pointer) {
        webhooks.settle();
        return receiver.all(pointer);
    }

    private static List<Long> numbers(List<WebhookDelivery> deliveries) {
        return deliveries.stream().map(WebhookDelivery::sequence).toList();
    }

    @Test
    void deliveriesComeInTheOrderOfTheChanges() {
        rename("1", "2", "3", "4");

        assertThat(received("/payload/name")).containsExactly("1", "2", "3", "4");
    }

    @Test
    void heldDeliveriesComeLateInTheOrderOfTheChanges() {
        webhooks.hold();
        rename("1", "2");

        assertThat(received("/payload/name")).isEmpty();
        assertThat(webhooks.held()).hasSize(2);
        webhooks.release();
        rename("3");

        assertThat(received("/payload/name")).containsExactly("1", "2", "3");
    }

    @Test
    void heldDeliveriesComeInAChosenOrderAndTheRestStaysHeld() {
        webhooks.hold();
        rename("1", "2", "3");
        List<Long> held = numbers(webhooks.held());

        webhooks.release(List.of(held.get(2), held.get(0)));
        rename("4");

        assertThat(received("/payload/name")).containsExactly("3", "1");
        assertThat(webhooks.held()).hasSize(2);
    }

    @Test
    void aDroppedOrLostDeliveryNeverComes() {
        webhooks.hold();
        rename("1");
        webhooks.drop(webhooks.held().get(0).sequence());
        webhooks.release();
        webhooks.loseNext(1);
        rename("2", "3");

        assertThat(received("/payload/name")).containsExactly("3");
        assertThat(webhooks.deliveries())
                .extracting(WebhookDelivery::state)
                .containsExactly(State.LOST, State.LOST, State.RECEIVED);
    }

    @Test
    void aRepeatedDeliveryIsTheVerySameBodyHoweverStale() {
        rename("1");
        webhooks.settle();
        people.delete("a@example.com");
        webhooks.repeat(webhooks.deliveries().get(0).sequence());

        webhooks.settle();
        assertThat(receiver.texts()).hasSize(2).containsOnly(receiver.texts().get(0));
        assertThat(webhooks.deliveries())
                .extracting(WebhookDelivery::cause)
                .containsExactly(Cause.VENDOR, Cause.REPEATED);
    }

    @Test
    void forgeriesLackWhatOnlyTheVendorKnows() {
        for (Forgery forgery : Forgery.values()) {
            webhooks.forge(updates, forgery, "agent_updated", Map.of("id", "a@example.com", "name", "Forged"));
        }
        rename("1");

        assertThat(received("/secret_key")).containsExactly("not-the-secret", "", "s3cret", "s3cret", "s3cret");
        List<String> organisations = received("/organization_id");
        assertThat(organisations.get(2)).isNotEqualTo(organisations.get(4));
        assertThat(organisations.get(0)).isEqualTo(organisations.get(4));
        List<String> ids = received("/webhook_id");
        assertThat(ids.get(3)).isNotEqualTo(updates);
        assertThat(ids.get(2)).isEqualTo(updates);
        assertThat(webhooks.deliveries(delivery -> delivery.cause() == Cause.MADE_UP))
                .hasSize(4);
    }

    @Test
    void gladlyForgeriesAreInTheHeaders() {
        SimulatedWebhooks gladly = simulator.gladly().webhooks();
        String id = gladly.subscribe(WebhookSetup.header(receiver.url(), "X-Gladly-Token", "t0ken"))
                .get(0);
        Map<String, Object> content = Map.of("content", Map.of("agentId", "agt_99999"));

        gladly.forge(id, Forgery.WRONG_SECRET, "agent.updated", content);
        gladly.forge(id, Forgery.NO_SECRET, "agent.updated", content);
        gladly.send(id, "agent.updated", content);
        gladly.settle();

        assertThat(receiver.hooks())
                .extracting(hook -> String.valueOf(hook.headers().getFirst("X-Gladly-Token")))
                .containsExactly("t0ken", "not-the-secret", "null", "t0ken");
        assertThat(receiver.all("/content/agentId")).containsExactly("", "agt_99999", "agt_99999", "agt_99999");
        assertThatThrownBy(() -> gladly.forge(id, Forgery.OTHER_ACCOUNT, "agent.updated", content))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownUserAHalfEventAndHalfABodyCanBeSent() {
        webhooks.send(updates, "agent_deleted", STRANGER);
        webhooks.send(updates, "agent_updated", Map.of());
        webhooks.post(updates, "{\"secret_key\":\"s3cret\",\"act");

        webhooks.settle();
        assertThat(receiver.hooks().get(0).at("/payload/id")).isEqualTo("stranger@example.com");
        assertThat(receiver.hooks().get(0).at("/secret_key")).isEqualTo("s3cret");
        assertThat(receiver.hooks().get(1).json().at("/payload").toString()).isEqualTo("{}");
        assertThat(receiver.texts().get(2)).isEqualTo("{\"secret_key\":\"s3cret\",\"act");
        assertThat(webhooks.deliveries().toString()).doesNotContain("s3cret");
    }

    @Test
    void whatIsHeldForAWebhookThatGoesIsLost() {
        webhooks.hold();
        rename("1");
        webhooks.remove(updates);
        webhooks.release();

        assertThat(received("/payload/name")).isEmpty();
        assertThat(webhooks.deliveries().get(0).state()).isEqualTo(State.LOST);
    }

    @Test
    void aResetForgetsSubscriptionsAndDeliveries() {
        webhooks.hold();
        rename("1");
        long last = webhooks.held().get(0).sequence();
        simulator.reset();

        assertThat(webhooks.subscriptions()).isEmpty();
        assertThat(webhooks.deliveries()).isEmpty();
        assertThatThrownBy(() -> webhooks.drop(last)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void vendorsWithoutWebhooksHaveNone() {
        assertThatThrownBy(() -> simulator.olark().webhooks()).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> simulator.talkdesk().webhooks()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theDoorsOpenFromAnotherProcessToo() {
        Web admin = Web.open(simulator.adminUrl() + "/vendors/gladly/webhooks");
        String setup =
                "{\"url\":\"" + receiver.url() + "\",\"user\":\"u\",\"password\":\"p\",\"events\":[\"agent.updated\"]}";
        String id = admin.post("", setup).at("/0").asText();
        String agent = simulator.gladly().primary().create(Map.of()).path("id").asText();

        admin.post("/hold", "");
        simulator.gladly().primary().change(agent, Map.of("name", "1"));
        simulator.gladly().primary().change(agent, Map.of("name", "2"));
        long held = admin.get("/deliveries").at("/1/sequence").asLong();
        admin.post("/deliveries/" + held + "/drop", "");
        admin.post("/release", "{\"sequences\":[" + (held + 1) + "]}");
        admin.post("/release", "");
        admin.post("/deliveries/" + (held + 1) + "/repeat", "");
        admin.post("/" + id + "/send", "{\"event\":\"agent.updated\",\"payload\":{\"agentId\":\"x\"}}");
        admin.post("/" + id + "/send", "{\"event\":\"agent.updated\",\"forgery\":\"no_secret\",\"payload\":{}}");
        admin.post("/" + id + "/post", "half");
        admin.post("/settle", "");

        assertThat(Web.texts(admin.get("/deliveries").json(), "state"))
                .containsExactly("received", "lost", "received", "received", "received", "received", "received");
        assertThat(receiver.hooks()).hasSize(6);
        assertThat(receiver.texts().get(5)).isEqualTo("half");
        assertThat(admin.send("DELETE", "/" + id, "").status()).isEqualTo(400);
        admin.post("/" + id + "/disable", "");
        assertThat(admin.send("DELETE", "/" + id, "").status()).isEqualTo(204);
        assertThat(admin.get("").text()).isEqualTo("[]");
        assertThat(Web.open(simulator.adminUrl()).get("/vendors/olark/webhooks").status())
                .isEqualTo(404);
    }

    @Test
    void closingEndsADeliveryThatIsUnderWay() throws InterruptedException {
        Simulator own = Simulator.start();
        SimulatedWebhooks hooks = own.liveChat().webhooks();
        // Nothing but closing may end the wait.
        own.liveChat().set(Setting.WEBHOOK_TIMEOUT_MS, 100_000_000);
        hooks.subscribe(WebhookSetup.secretKey(receiver.keepsSilentOnce().url(), "s3cret"));
        own.liveChat().primary().create(Map.of("id", "b@example.com"));
        receiver.awaitHooks(1);

        own.close();

        assertThat(hooks.running()).isFalse();
    }
}
