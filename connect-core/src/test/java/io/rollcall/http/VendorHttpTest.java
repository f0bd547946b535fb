package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rollcall.budget.Feedback;
import io.rollcall.config.HttpSettings;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VendorHttpTest {
    private final MockWebServer server = new MockWebServer();
    private final Setup setup = new Setup();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAnswerCarriesItsJsonAndWhenItWasAskedFor() {
        server.enqueue(json(200, "{\"id\":\"1\"}"));
        try (Http http = setup.open()) {
            Answer answer = http.anonymous().send(request());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("id").textValue()).isEqualTo("1");
            assertThat(answer.sentAt()).isEqualTo(setup.clock.instant());
        }
    }

    @Test
    void anEmptyAnswerIsAMissingNode() {
        server.enqueue(json(204, ""));
        try (Http http = setup.open()) {
            assertThat(http.anonymous().send(request()).body().isMissingNode()).isTrue();
        }
    }

    @Test
    void pausesGrowAndAVendorsWishIsKept() {
        server.enqueue(json(500, ""));
        server.enqueue(json(429, "").newBuilder().setHeader("Retry-After", "7").build());
        server.enqueue(json(200, "{\"trunc"));
        server.enqueue(json(200, "[]"));
        try (Http http = setup.open()) {
            http.anonymous().send(request());
        }
        assertThat(setup.waiting.pauses())
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(7_500), Duration.ofMillis(1_000));
        assertThat(setup.budget.feedback.get(1)).isEqualTo(new Feedback(true, null, null, null, Duration.ofSeconds(7)));
    }

    @Test
    void theBudgetLearnsWhatTheVendorSaysIsLeft() {
        server.enqueue(json(200, "[]")
                .newBuilder()
                .setHeader("x-ratelimit-remaining", "12")
                .setHeader("X-RateLimit-Reset", "30")
                .build());
        try (Http http = setup.open()) {
            http.anonymous().send(request());
        }
        assertThat(setup.budget.feedback).containsExactly(new Feedback(false, null, 12, Duration.ofSeconds(30), null));
    }

    @Test
    void whatIsLastingIsToldAtOnceWithTheSettingToLookAt() {
        server.enqueue(json(404, "{\"message\":\"no route\"}"));
        server.enqueue(json(403, "{\"message\":\"needs scope x\"}"));
        try (Http http = setup.open()) {
            VendorException missing = fail(http.anonymous());
            assertThat(missing.failure()).isEqualTo(new Failure.Misconfigured());
            assertThat(missing).hasMessage("acme: list users answered 404 (no route). Check acme.url.");
            VendorException forbidden = fail(http.as(new BasicCredentials("u", new Password("p"), "acme.user")));
            assertThat(forbidden.failure()).isEqualTo(new Failure.Forbidden());
            assertThat(forbidden)
                    .hasMessage(
                            "acme: list users answered 403 (needs scope x). The credentials of acme.user are known there, but may not do this. Give them the scope or role for it.");
        }
        assertThat(setup.waiting.pauses()).isEmpty();
    }

    @Test
    void aPermanentCredentialIsSentAsConfiguredAndNotTriedTwice() throws Exception {
        server.enqueue(json(401, ""));
        server.enqueue(json(200, "[]"));
        server.enqueue(json(200, "[]"));
        try (Http http = setup.open()) {
            VendorException refused = fail(http.as(new BasicCredentials("jane", new Password("pä"), "acme.user")));
            assertThat(refused.failure()).isEqualTo(new Failure.Unauthorized());
            http.as(new BearerCredentials("Bearer", new Password("t1"), "acme.token"))
                    .send(request());
            http.as(new BearerCredentials("", new Password("t2"), "acme.token")).send(request());
        }
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Basic amFuZTpww6Q=");
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer t1");
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("t2");
    }

    @Test
    void anAnswerOverTheLimitIsDroppedEvenWhenItIsSmallOnTheWire() throws Exception {
        setup.with(HttpSettings.MAX_BODY_BYTES, 100_000);
        Buffer bomb = new Buffer();
        try (var zipped = Okio.buffer(new GzipSink(bomb))) {
            zipped.writeUtf8("\"" + "0".repeat(100_000) + "\"");
        }
        assertThat(bomb.size()).isLessThan(1_000);
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(bomb)
                .build());
        server.enqueue(json(200, "\"" + "0".repeat(99_998) + "\""));
        try (Http http = setup.open()) {
            VendorException oversized = fail(http.anonymous());
            assertThat(oversized.failure()).isEqualTo(new Failure.Misconfigured());
            assertThat(oversized).hasMessageContaining(HttpSettings.MAX_BODY_BYTES);
            assertThat(http.anonymous().send(request()).body().textValue()).hasSize(99_998);
        }
    }

    @Test
    void plainHttpLeavesThisMachineOnlyWhenAllowed() {
        Request elsewhere = Request.list("list users", "http://acme.invalid/users", "acme.url");
        setup.with(HttpSettings.MAX_ATTEMPTS, 1);
        try (Http http = setup.open()) {
            VendorException refused = catchThrowableOfType(
                    VendorException.class, () -> http.anonymous().send(elsewhere));
            assertThat(refused.failure()).isEqualTo(new Failure.Misconfigured());
            assertThat(refused).hasMessageContaining(HttpSettings.ALLOW_INSECURE);
        }
        try (Http http = setup.with(HttpSettings.ALLOW_INSECURE, true).open()) {
            VendorException unknown = catchThrowableOfType(
                    VendorException.class, () -> http.anonymous().send(elsewhere));
            assertThat(unknown.failure()).isEqualTo(new Failure.Transient(false, null));
            assertThat(unknown).hasMessageContaining("no such host").hasMessageContaining("acme.url");
        }
    }

    @Test
    void aRefusedConnectionPassesAndCertainlyHadNoEffect() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        setup.with(HttpSettings.MAX_ATTEMPTS, 3);
        try (Http http = setup.open()) {
            VendorException refused = catchThrowableOfType(
                    VendorException.class,
                    () -> http.anonymous().send(Request.list("l", "http://localhost:" + port, "acme.url")));
            assertThat(refused.failure()).isEqualTo(new Failure.Transient(false, null));
            assertThat(refused).hasMessageContaining("attempt 3").hasMessageContaining("acme.url");
        }
    }

    @Test
    void aSilentVendorIsGivenUpAfterTheReadTimeout() throws Exception {
        setup.with(HttpSettings.READ_TIMEOUT, 100).with(HttpSettings.MAX_ATTEMPTS, 1);
        try (RawServer silent = new RawServer(n -> RawServer.SILENCE);
                Http http = setup.open()) {
            VendorException late = catchThrowableOfType(
                    VendorException.class, () -> http.anonymous().send(Request.list("l", silent.url("/"), "acme.url")));
            assertThat(late.failure()).isEqualTo(new Failure.Transient(true, null));
            assertThat(late).hasMessageContaining(HttpSettings.READ_TIMEOUT);
        }
    }

    @Test
    void metricsTellEveryRequestRepetitionAndThrottling() {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpMetrics metrics = new HttpMetrics() {
            @Override
            public void sent(String request, String outcome, Duration latency) {
                seen.add(request + " " + outcome);
            }

            @Override
            public void retried(String request, Duration pause) {
                seen.add("retried after " + pause.toMillis());
            }

            @Override
            public void throttled(String request) {
                seen.add("throttled");
            }
        };
        server.enqueue(json(429, ""));
        server.enqueue(json(200, "[]"));
        try (Http http = setup.open(metrics)) {
            http.anonymous().send(request());
        }
        assertThat(seen).containsExactly("list users 429", "throttled", "retried after 250", "list users 200");
    }

    private Request request() {
        return Request.list("list users", server.url("/users").toString(), "acme.url");
    }

    private VendorException fail(JsonHttp http) {
        return catchThrowableOfType(VendorException.class, () -> http.send(request()));
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }
}
