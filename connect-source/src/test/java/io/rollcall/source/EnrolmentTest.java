package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rollcall.simulator.JournalEntry;
import io.rollcall.simulator.Setting;
import io.rollcall.simulator.SimulatedVendor;
import io.rollcall.simulator.SimulatedWebhooks;
import io.rollcall.simulator.Simulator;
import io.rollcall.simulator.WebhookSetup;
import io.rollcall.simulator.WebhookSubscription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A LiveChat task registers its webhooks when it starts, and takes them back when it is told to. */
class EnrolmentTest {
    private static final Tenant TENANT = Tenant.LIVECHAT;
    private static final String SECRET = "a-webhook-secret-of-many-letters";
    private static final String URL = "https://hooks.example.com/livechat/acme";
    private static final String OTHER = "https://other.example.com/";
    private static final List<String> ACTIONS = List.of(
            "agent_approved",
            "agent_created",
            "agent_deleted",
            "agent_suspended",
            "agent_unsuspended",
            "agent_updated",
            "group_created",
            "group_deleted",
            "group_updated");

    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void seed() {
        simulator.reset();
        TENANT.seed(simulator, 5);
    }

    private static Worker registering(String url, String secret) {
        return new Worker(TENANT, TENANT.settings(simulator))
                .with("webhook.listen", "localhost:0")
                .with("webhook.secret", secret)
                .with("webhook.debounce.ms", 100)
                .with("livechat.webhook.register", true)
                .with("livechat.webhook.public.url", url);
    }

    private static SimulatedWebhooks webhooks() {
        return TENANT.at(simulator).webhooks();
    }

    private static void othersRegister(String... actions) {
        webhooks()
                .create(
                        SimulatedVendor.PRIMARY,
                        WebhookSetup.secretKey(OTHER, "somebody's").on(actions));
    }

    private static List<WebhookSubscription> at(String url) {
        return webhooks().subscriptions().stream()
                .filter(each -> each.url().startsWith(url))
                .toList();
    }

    private static List<String> actions(List<WebhookSubscription> subscriptions) {
        return subscriptions.stream()
                .flatMap(each -> each.events().stream())
                .sorted()
                .toList();
    }

    /** The vendor's answer to one too many is among them. */
    private static List<JournalEntry> refused() {
        return simulator.journal().entries(entry -> entry.status() >= 400);
    }

    @Test
    void beforeTheFirstSweepEveryActionThatMattersIsRegisteredOnceAndEnabled() {
        try (Worker worker = registering(URL, SECRET).start()) {
            worker.sweep();

            assertThat(actions(webhooks().subscriptions())).isEqualTo(ACTIONS);
            assertThat(at(URL)).hasSize(ACTIONS.size()).allMatch(WebhookSubscription::enabled);
            List<String> asked = simulator.journal().of(TENANT.simulated).stream()
                    .map(JournalEntry::action)
                    .toList();
            assertThat(asked.lastIndexOf("enable_webhooks")).isLessThan(asked.indexOf(TENANT.list()));
            assertThat(refused()).isEmpty();
        }
    }

    @Test
    void anotherAddressReplacesWhatWasRegisteredBeforeWhileOthersStayAndTheLimitHolds() {
        othersRegister();
        othersRegister();
        othersRegister("group_created");
        List<WebhookSubscription> others = at(OTHER);
        try (Worker worker = registering("https://before.example.com/acme", SECRET)) {
            worker.start();
            worker.sweep();
            worker.with("livechat.webhook.public.url", URL).restart();
            worker.sweep();

            assertThat(at("https://before")).isEmpty();
            assertThat(actions(at(URL))).hasSize(ACTIONS.size() - 1).doesNotContain("group_created");
            assertThat(at(OTHER))
                    .extracting(WebhookSubscription::id)
                    .isEqualTo(others.stream().map(WebhookSubscription::id).toList());
            assertThat(refused()).isEmpty();
        }
    }

    @Test
    void setToFalseItRemovesItsOwnAndAsksForNothingMore() {
        othersRegister();
        try (Worker worker = registering(URL, SECRET).start()) {
            worker.sweep();
            worker.with("livechat.webhook.register", false).restart();
            worker.sweep();

            assertThat(at(URL)).isEmpty();
            assertThat(at(OTHER)).hasSize(ACTIONS.size());

            simulator.journal().clear();
            worker.restart();
            worker.sweep();
            assertThat(simulator.journal().entries(entry -> entry.action().contains("webhook")))
                    .extracting(JournalEntry::action)
                    .containsExactly("list_webhooks");
        }
    }

    @Test
    void withoutTheScopeItGoesOnSweeping() {
        TENANT.at(simulator).set(Setting.WEBHOOK_SCOPE, false);
        try (Worker worker = registering(URL, SECRET).start()) {
            worker.sweep();

            assertThat(worker.names()).isEqualTo(TENANT.truth(simulator));
            assertThat(webhooks().subscriptions()).isEmpty();
        }
    }

    @Test
    void whatIsRegisteredReachesTheTaskThroughALoadBalancerWithTheNewerOfTwoSecrets() throws IOException {
        try (Worker worker = registering(URL, SECRET);
                LoadBalancer balancer = new LoadBalancer(worker)) {
            worker.with("webhook.secret", "the-new-secret-of-many-letters," + SECRET)
                    .with("livechat.webhook.public.url", balancer.url())
                    .with(SourceSettings.SWEEP_INTERVAL, 3_600_000)
                    .start();
            worker.sweep();
            worker.pollUntil(() -> worker.metric("webhook-port") instanceof Integer port && port > 0, "a port");
            String id = TENANT.truth(simulator).keySet().iterator().next();
            TENANT.at(simulator).primary().change(id, Map.of("name", "Somebody Else"));

            worker.pollUntil(() -> worker.names().equals(TENANT.truth(simulator)), "the change");

            assertThat(worker.sweeps()).isEqualTo(1);
            assertThat(balancer.passed)
                    .singleElement()
                    .asString()
                    .contains("\"secret_key\":\"the-new-secret-of-many-letters\"");
        }
    }

    /** Has an address before the task has a port, and passes on what comes. */
    private static final class LoadBalancer implements AutoCloseable {
        final List<String> passed = new CopyOnWriteArrayList<>();
        private final Worker worker;
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

        LoadBalancer(Worker worker) throws IOException {
            this.worker = worker;
            server.createContext("/", this::pass);
            server.start();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort() + "/livechat/acme";
        }

        private void pass(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            passed.add(body);
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + worker.metric("webhook-port") + exchange.getRequestURI()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            try {
                int status = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                exchange.sendResponseHeaders(status, -1);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
