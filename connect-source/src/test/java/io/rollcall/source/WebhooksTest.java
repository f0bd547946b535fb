package io.rollcall.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.schema.UserEventCodec;
import io.rollcall.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Webhooks in a whole task: over real sockets in, and out to the vendor's API. */
class WebhooksTest {
    private static final String SECRET = "a-webhook-secret-of-many-letters";
    private static final Duration INTERVAL = Duration.ofHours(1);

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
    void forget() {
        simulator.reset();
    }

    private static Worker worker(Tenant tenant) {
        tenant.seed(simulator, 5);
        return new Worker(tenant, tenant.settings(simulator))
                .with(SourceSettings.SWEEP_INTERVAL, INTERVAL.toMillis())
                .with("webhook.listen", "localhost:0")
                .with("webhook.secret", SECRET)
                .with("webhook.debounce.ms", 100);
    }

    /** Started, with its first sweep over and its listener open. */
    private static Worker watching(Worker worker) {
        worker.start();
        worker.sweep();
        worker.pollUntil(() -> port(worker) > 0, "a port");
        return worker;
    }

    private static int port(Worker worker) {
        return worker.metric("webhook-port") instanceof Integer port ? port : 0;
    }

    private static long count(Worker worker, String metric) {
        return worker.metric(metric) instanceof Number number ? number.longValue() : -1;
    }

    private static String body(Tenant tenant, String secret, String userId) throws IOException {
        Object hook = tenant == Tenant.LIVECHAT
                ? Map.of("secret_key", secret, "action", "agent_updated", "payload", Map.of("id", userId))
                : Map.of("id", "event", "type", "AGENT/UPDATED", "content", Map.of("agentId", userId));
        return new ObjectMapper().writeValueAsString(hook);
    }

    private static int send(Worker worker, Tenant tenant, String secret, String userId) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port(worker) + "/" + tenant.vendor.name() + "/acme"))
                .header("Content-Type", "application/json")
                .header("X-Gladly-Token", secret)
                .POST(HttpRequest.BodyPublishers.ofString(body(tenant, secret, userId)))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String anybody(Tenant tenant) {
        return tenant.truth(simulator).keySet().iterator().next();
    }

    private static void rename(Tenant tenant, String id) {
        tenant.at(simulator).primary().change(id, Map.of("name", "Somebody Else"));
    }

    private static String channel(List<SourceRecord> batch) {
        return ((Struct) batch.get(0).value()).getStruct("event").getString("channel");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVECHAT", "GLADLY_THIN", "GLADLY_FULL"})
    void aWebhookMakesAChangeKnownWithoutASweepAndTheEventSaysSo(Tenant tenant) throws Exception {
        try (Worker worker = watching(worker(tenant))) {
            String id = anybody(tenant);
            rename(tenant, id);

            assertThat(send(worker, tenant, SECRET, id)).isEqualTo(200);

            worker.pollUntil(() -> worker.names().equals(tenant.truth(simulator)), "the change");
            assertThat(worker.sweeps()).isEqualTo(1);
            assertThat(channel(worker.batches.get(worker.batches.size() - 1))).isEqualTo("WEBHOOK");
            assertThat(count(worker, "hint-reads-total")).isEqualTo(1);
            assertThat(count(worker, "hints-waiting")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVECHAT", "GLADLY_THIN"})
    void aForgedWebhookCostsNoRequestAndPublishesNothing(Tenant tenant) throws Exception {
        try (Worker worker = watching(worker(tenant))) {
            String id = anybody(tenant);
            rename(tenant, id);
            simulator.journal().clear();

            assertThat(send(worker, tenant, "another-secret-of-many-letters", id))
                    .isEqualTo(401);

            for (int poll = 0; poll < 3; poll++) {
                assertThat(worker.poll()).isEmpty();
            }
            assertThat(simulator.journal().entries(any -> true)).isEmpty();
            assertThat(count(worker, "webhooks-refused-unauthorized-total")).isEqualTo(1);
            assertThat(count(worker, "hints-queued-total")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVECHAT", "GLADLY_FULL"})
    void aTaskThatIsKilledWithHintsWaitingLosesNothing(Tenant tenant) throws Exception {
        Worker worker = watching(worker(tenant).with("webhook.debounce.ms", 600_000));
        String id = anybody(tenant);
        rename(tenant, id);
        assertThat(send(worker, tenant, SECRET, id)).isEqualTo(200);
        assertThat(count(worker, "hints-waiting")).isEqualTo(1);

        try (Worker again = new Worker(tenant, worker.settings, worker.offsets.copy())) {
            worker.close();
            again.start();
            assertThat(again.sweep())
                    .extracting(change -> change.key().userId())
                    .containsExactly(id);
        }
    }

    @Test
    void aFullQueueAnswers503AndASweepFindsWhatWasTurnedAway() throws Exception {
        Tenant tenant = Tenant.LIVECHAT;
        try (Worker worker =
                watching(worker(tenant).with("webhook.debounce.ms", 500_000).with("webhook.queue.size", 1))) {
            assertThat(send(worker, tenant, SECRET, "first@example.com")).isEqualTo(200);
            String id = anybody(tenant);
            rename(tenant, id);

            assertThat(send(worker, tenant, SECRET, id)).isEqualTo(503);

            // Far less than the interval of an hour.
            worker.pass(Duration.ofMinutes(10));
            assertThat(worker.sweep())
                    .extracting(change -> change.key().userId())
                    .containsExactly(id);
        }
    }

    @Test
    void anAgentWhoIsGoneIsDeletedByTheSweepThatAWebhookCalls() throws Exception {
        Tenant tenant = Tenant.LIVECHAT;
        try (Worker worker = watching(worker(tenant))) {
            String id = anybody(tenant);
            tenant.at(simulator).primary().delete(id);
            assertThat(send(worker, tenant, SECRET, id)).isEqualTo(200);
            worker.pollUntil(() -> count(worker, "hint-reads-total") == 1, "the read");
            assertThat(worker.names()).containsKey(id);

            worker.pass(Duration.ofMinutes(10));
            worker.pollUntil(() -> worker.names().equals(tenant.truth(simulator)), "the delete");
        }
    }

    @Test
    void aSecondTaskOnTheSamePortSweepsAndTakesThePortWhenItIsFree() throws Exception {
        Tenant tenant = Tenant.LIVECHAT;
        try (Worker first = watching(worker(tenant));
                Leaks log = new Leaks()) {
            int taken = port(first);
            try (Worker second = worker(tenant).with("webhook.listen", "localhost:" + taken)) {
                second.start();
                second.sweep();
                assertThat(second.names()).isEqualTo(tenant.truth(simulator));
                second.pollUntil(
                        () -> log.told.stream().anyMatch(line -> line.contains("webhook.listen=localhost:" + taken)),
                        "a warning that names the setting");
                assertThat(port(second)).isZero();

                first.task().stop();
                second.pollUntil(() -> port(second) == taken, "the port");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVECHAT", "GLADLY_THIN"})
    void theSecretIsInNoLogRecordOrMetric(Tenant tenant) throws Exception {
        try (Leaks log = new Leaks();
                Worker worker = watching(worker(tenant))) {
            String id = anybody(tenant);
            rename(tenant, id);
            for (String secret : List.of(SECRET, SECRET + "-wrong")) {
                send(worker, tenant, secret, id);
            }
            worker.pollUntil(() -> worker.names().equals(tenant.truth(simulator)), "the change");

            assertThat(log.told).isNotEmpty().noneMatch(line -> line.contains(SECRET) || line.contains(id));
            assertThat(worker.batches.toString()).doesNotContain(SECRET);
            worker.batches.stream()
                    .flatMap(List::stream)
                    .filter(record -> record.value() != null)
                    .map(record -> UserEventCodec.decode((Struct) record.value()))
                    .forEach(event -> assertThat(event.toString()).doesNotContain(SECRET));
            assertThat(worker.metrics.keySet().stream().map(name -> name + worker.metric(name)))
                    .noneMatch(line -> line.contains(SECRET));
        }
    }

    @Test
    void settingsThatWouldLetAnybodyInOrShowTheSecretAreRefused() {
        Map<String, String> settings = Tenant.GLADLY_THIN.settings(simulator);
        settings.put("validate.live", "false");
        assertThat(errors(settings, "webhook.listen", "0.0.0.0:0")).contains("webhook.secret");
        settings.put("webhook.behind.proxy", "true");
        assertThat(errors(settings, "webhook.listen", "localhost:0")).contains("webhook.secret");
        settings.remove("webhook.behind.proxy");
        settings.put("webhook.secret", SECRET);
        assertThat(errors(settings, "webhook.listen", "0.0.0.0:0")).contains("webhook.behind.proxy=true");
        settings.put("webhook.behind.proxy", "true");
        assertThat(errors(settings, "webhook.listen", "0.0.0.0:0")).isEmpty();
        assertThat(errors(settings, "webhook.listen", "https://here")).contains("host:port");
        assertThat(errors(settings, "webhook.path", "/health")).contains("load balancers");
        assertThat(errors(settings, "webhook.secret", "short"))
                .contains("at least 16")
                .doesNotContain("short");
        assertThat(errors(settings, "webhook.secret", SECRET + "," + SECRET + "," + SECRET))
                .contains("nor two");
    }

    private static String errors(Map<String, String> settings, String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return String.join(
                "\n",
                Worker.connector("gladly").validate(changed).configValues().stream()
                        .flatMap(one -> one.errorMessages().stream())
                        .toList());
    }

    /** Everything that is logged while it is open. */
    private static final class Leaks implements AutoCloseable {
        final List<String> told = new CopyOnWriteArrayList<>();
        private final LoggerContext log = (LoggerContext) LogManager.getContext(false);

        Leaks() {
            AbstractAppender appender = new AbstractAppender("webhooks", null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    told.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
                }
            };
            appender.start();
            log.getConfiguration().getRootLogger().addAppender(appender, Level.ALL, null);
            Configurator.setAllLevels("", Level.TRACE);
            log.updateLoggers();
        }

        @Override
        public void close() {
            log.reconfigure();
        }
    }
}
