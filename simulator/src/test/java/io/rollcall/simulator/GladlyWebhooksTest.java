package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.simulator.HookReceiver.Hook;
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
final class GladlyWebhooksTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private static Simulator simulator;
    private static SimulatedVendor gladly;
    private static SimulatedAccount people;
    private static SimulatedWebhooks webhooks;
    private static Web web;

    private HookReceiver receiver;
    private String agent;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(0, InstantSource.fixed(START));
        gladly = simulator.gladly();
        people = gladly.primary();
        webhooks = gladly.webhooks();
        web = Web.open(simulator.gladlyUrl()).basic("gladly-primary-user", "gladly-primary-secret");
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
        // A busy machine is no slow receiver.
        gladly.set(Setting.WEBHOOK_TIMEOUT_MS, 60_000);
        receiver = new HookReceiver();
        agent = people.create(Map.of("name", "Ann")).path("id").asText();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private String subscribed() {
        return webhooks.subscribe(WebhookSetup.header(receiver.url(), "X-Gladly-Token", "t0ken"))
                .get(0);
    }

    /** What came after the PING. */
    private List<Hook> received() {
        webhooks.settle();
        return receiver.hooks().subList(1, receiver.hooks().size());
    }

    private Hook only() {
        assertThat(received()).hasSize(1);
        return received().get(0);
    }

    @Test
    void enablingSendsAPing() {
        String id = subscribed();

        assertThat(receiver.texts()).containsExactly("{\"type\":\"PING\"}");
        assertThat(receiver.hooks().get(0).headers().getFirst("X-Gladly-Token")).isEqualTo("t0ken");
        assertThat(webhooks.subscriptions())
                .hasSize(1)
                .allMatch(each -> each.id().equals(id) && each.enabled());
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 401, 404})
    void aPingThatIsNotAnswered200LeavesTheWebhookDisabled(int status) {
        receiver.answers(status);

        assertThatThrownBy(this::subscribed)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(String.valueOf(status));
        people.change(agent, Map.of("name", "Anna"));

        assertThat(received()).isEmpty();
        assertThat(webhooks.subscriptions()).hasSize(1).noneMatch(WebhookSubscription::enabled);
    }

    @Test
    void aNewWebhookIsDisabledAndOnlyADisabledOneCanGo() {
        String id = webhooks.create(SimulatedVendor.PRIMARY, WebhookSetup.basic(receiver.url(), "u", "p"))
                .get(0);
        people.change(agent, Map.of("name", "Anna"));
        assertThat(webhooks.deliveries()).isEmpty();

        webhooks.enable(id);
        assertThatThrownBy(() -> webhooks.remove(id)).isInstanceOf(IllegalStateException.class);
        webhooks.disable(id);
        webhooks.remove(id);

        assertThat(webhooks.subscriptions()).isEmpty();
    }

    @Test
    void anOrganisationHasTwentyWebhooksWithTwentyUrls() {
        for (int i = 0; i < 20; i++) {
            webhooks.create(SimulatedVendor.PRIMARY, WebhookSetup.basic("https://example.com/" + i, "u", "p"));
        }

        assertThatThrownBy(() -> webhooks.create(
                        SimulatedVendor.PRIMARY, WebhookSetup.basic("https://example.com/20", "u", "p")))
                .hasMessageContaining("20");
        assertThatThrownBy(() -> {
                    simulator.reset();
                    WebhookSetup same = WebhookSetup.basic("https://example.com/", "u", "p");
                    webhooks.create(SimulatedVendor.PRIMARY, same);
                    webhooks.create(SimulatedVendor.PRIMARY, same);
                })
                .hasMessageContaining("URL");
        assertThatThrownBy(() ->
                        webhooks.create(SimulatedVendor.PRIMARY, WebhookSetup.basic("http://example.com/", "u", "p")))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> webhooks.create(
                        SimulatedVendor.PRIMARY,
                        WebhookSetup.basic("https://example.com/2", "u", "p").on("agent.deactivated")))
                .hasMessageContaining("agent.deactivated");
    }

    @Test
    void basicCredentialsComeWithEveryDelivery() {
        webhooks.subscribe(WebhookSetup.basic(receiver.url(), "hook", "pass"));

        people.change(agent, Map.of("name", "Anna"));

        assertThat(only().headers().getFirst("Authorization")).isEqualTo("Basic aG9vazpwYXNz");
    }

    @Test
    void aDeliveryNamesTheAgentAndSaysNothingElseAboutIt() {
        subscribed();

        String body = "{\"emailAddress\":\"n@example.com\",\"name\":\"New\",\"role\":\"AGENT\"}";
        String created = web.post("/agents", body).at("/id").asText();

        Hook hook = only();
        assertThat(Web.names(hook.json())).containsExactlyInAnyOrder("id", "type", "timestamp", "initiator", "content");
        assertThat(hook.at("/type")).isEqualTo("agent.created");
        assertThat(hook.at("/timestamp")).isEqualTo(simulator.now().toString());
        assertThat(hook.json().at("/content").toString()).isEqualTo("{\"agentId\":\"" + created + "\"}");
        assertThat(hook.text()).doesNotContain("n@example.com");
    }

    @Test
    void eventsAreSpeltEitherWayInSubscriptionsAndDeliveries() {
        webhooks.subscribe(WebhookSetup.basic(receiver.url(), "u", "p").on("AGENT/UPDATED"));
        people.change(agent, Map.of("name", "Anna"));
        webhooks.settle();
        gladly.set(Setting.WEBHOOK_NAMES, "slash");
        people.change(agent, Map.of("name", "Annabel"));
        people.create(Map.of("name", "Not subscribed"));

        webhooks.settle();
        assertThat(receiver.all("/type")).containsExactly("PING", "agent.updated", "AGENT/UPDATED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content.agentId", "data.id", "agent.id", "agentId", "id"})
    void theAgentsIdStandsWhereTheSettingSays(String place) {
        gladly.set(Setting.WEBHOOK_AGENT_AT, place);
        subscribed();

        people.change(agent, Map.of("name", "Anna"));

        assertThat(only().at("/" + place.replace('.', '/'))).isEqualTo(agent);
    }

    @Test
    void aDeactivationByItselfIsMissedAndAReactivationIsNot() {
        subscribed();

        web.send("PATCH", "/agents/" + agent, "{\"active\":false}");
        assertThat(received()).isEmpty();
        web.send("PATCH", "/agents/" + agent, "{\"active\":true}");

        assertThat(only().at("/type")).isEqualTo("agent.updated");
    }

    @Test
    void aMembershipIsTheAgentsAndWhatHappensToTeamsIsNotToldOf() {
        subscribed();

        people.join("teams", "team_1", agent);
        people.remove("teams", "team_1");
        people.put("teams", Map.of("name", "Night"));
        people.change(agent, Map.of("agentStatus", "AVAILABLE"));
        people.delete(agent);

        assertThat(only().at("/content/agentId")).isEqualTo(agent);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void any2xxIsReceived(int status) {
        subscribed();
        receiver.answers(status);

        people.change(agent, Map.of("name", "Anna"));
        webhooks.settle();

        assertThat(webhooks.deliveries()).allMatch(delivery -> delivery.state() == State.RECEIVED);
    }

    @Test
    void afterFourResendsWithinAnHourTheWebhookIsDisabledUntilEnabledByHand() {
        String id = subscribed();
        receiver.answers(503, 503, 503, 503, 503);
        Instant start = simulator.now();

        people.change(agent, Map.of("name", "Anna"));
        webhooks.settle();
        for (int seconds : List.of(29, 1, 270, 1500)) {
            simulator.advance(Duration.ofSeconds(seconds));
            webhooks.settle();
        }
        assertThat(webhooks.subscriptions().get(0).enabled()).isTrue();
        simulator.advance(Duration.ofMinutes(30));
        webhooks.settle();

        WebhookDelivery delivery = webhooks.deliveries().get(1);
        assertThat(delivery.state()).isEqualTo(State.LOST);
        assertThat(delivery.attempts())
                .extracting(attempt -> Duration.between(start, attempt.at()).toSeconds())
                .containsExactly(0L, 30L, 300L, 1800L, 3600L);
        assertThat(webhooks.subscriptions().get(0).enabled()).isFalse();
        assertThat(webhooks.subscriptions().get(0).disabledAtRetryLimit()).isEqualTo(simulator.now());

        people.change(agent, Map.of("name", "Nobody hears"));
        webhooks.enable(id);
        people.change(agent, Map.of("name", "Heard"));
        webhooks.settle();
        assertThat(webhooks.deliveries(each -> each.event().equals("agent.updated")))
                .hasSize(2);
        assertThat(webhooks.subscriptions().get(0).disabledAtRetryLimit()).isNull();
    }

    @Test
    void aResendCarriesTheSameEnvelopeId() {
        subscribed();
        receiver.answers(500);

        people.change(agent, Map.of("name", "Anna"));
        webhooks.settle();
        simulator.advance(Duration.ofSeconds(30));

        assertThat(received()).hasSize(2);
        assertThat(received().get(1).at("/id")).isEqualTo(received().get(0).at("/id"));
    }
}
