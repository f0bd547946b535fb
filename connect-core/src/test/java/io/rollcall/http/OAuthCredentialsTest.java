package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rollcall.config.HttpSettings;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthCredentialsTest {
    private static final String SETTINGS = "acme.client.id and acme.client.secret";

    private final MockWebServer server = new MockWebServer();
    private final Setup setup = new Setup().with(HttpSettings.MAX_ATTEMPTS, 1);

    /** Form bodies of token requests, in order. */
    private final ConcurrentLinkedQueue<String> tokenRequests = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<String> tokenHeaders = new ConcurrentLinkedQueue<>();
    private final AtomicInteger apiRequests = new AtomicInteger();
    private volatile String accepted = "Bearer dal:t1";
    private volatile @Nullable MockResponse tokenFailure;
    private volatile String moreFields = ",\"expires_in\":1000";

    static OAuthClient client(String tokenUrl) {
        return new OAuthClient(
                tokenUrl,
                "acme.token.url",
                OAuthClient.Authentication.POST,
                "client",
                new Password("secret"),
                null,
                null,
                Duration.ofMinutes(10),
                SETTINGS);
    }

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return request.getUrl().encodedPath().equals("/token") ? token(request) : api(request);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MockResponse token(RecordedRequest request) {
        tokenHeaders.add(String.valueOf(request.getHeaders().get("Authorization")));
        tokenRequests.add(request.getBody().utf8());
        MockResponse failure = tokenFailure;
        return failure != null
                ? failure
                : answer(200, "{\"access_token\":\"dal:t" + tokenRequests.size() + "\"" + moreFields + "}");
    }

    private MockResponse api(RecordedRequest request) {
        apiRequests.incrementAndGet();
        return answer(accepted.equals(request.getHeaders().get("Authorization")) ? 200 : 401, "{}");
    }

    @Test
    void oneTokenServesManyRequestsAndKeepsItsRegionPrefix() {
        try (Http http = setup.open()) {
            JsonHttp api = http.as(new OAuthCredentials(client(), http));
            api.send(request());
            api.send(request());
        }
        assertThat(tokenRequests)
                .containsExactly("grant_type=client_credentials&client_id=client&client_secret=secret");
    }

    @Test
    void manyThreadsWithoutATokenFetchOne() throws Exception {
        try (Http http = setup.open()) {
            JsonHttp api = http.as(new OAuthCredentials(client(), http));
            sendFromThreads(8, api);
        }
        assertThat(tokenRequests).hasSize(1);
        assertThat(apiRequests).hasValue(8);
    }

    @Test
    void tasksWithEqualCredentialsShareTheTokenUntilTheLastOneEnds() {
        Http first = setup.open();
        Http second = new Setup().open();
        first.as(new OAuthCredentials(client(), first)).send(request());
        JsonHttp other = second.as(new OAuthCredentials(client(), second));
        first.close();
        other.send(request());
        assertThat(tokenRequests).hasSize(1);
        second.close();
        accepted = "Bearer dal:t2";
        try (Http third = setup.open()) {
            third.as(new OAuthCredentials(client(), third)).send(request());
        }
        assertThat(tokenRequests).hasSize(2);
    }

    @Test
    void otherCredentialsGetATokenOfTheirOwn() {
        try (Http http = setup.open()) {
            http.as(new OAuthCredentials(client(), http)).send(request());
            accepted = "Bearer dal:t2";
            http.as(new OAuthCredentials(client(OAuthClient.Authentication.POST, "other", null, null), http))
                    .send(request());
        }
        assertThat(tokenRequests).hasSize(2);
    }

    @Test
    void aTokenIsRenewedAtFourFifthsOfItsLife() {
        try (Http http = setup.open()) {
            JsonHttp api = http.as(new OAuthCredentials(client(), http));
            api.send(request());
            setup.clock.advance(Duration.ofSeconds(799));
            api.send(request());
            assertThat(tokenRequests).hasSize(1);
            setup.clock.advance(Duration.ofSeconds(1));
            accepted = "Bearer dal:t2";
            api.send(request());
            assertThat(tokenRequests).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"expires_in\":null", ",\"expires_in\":\"soon\"", ",\"expires_in\":-1"})
    void aTokenThatDoesNotSayHowLongItLivesLivesAsLongAsTheDefault(String fields) {
        moreFields = fields;
        try (Http http = setup.open()) {
            JsonHttp api = http.as(new OAuthCredentials(client(), http));
            api.send(request());
            setup.clock.advance(Duration.ofMinutes(8).minusMillis(1));
            api.send(request());
            assertThat(tokenRequests).hasSize(1);
            setup.clock.advance(Duration.ofMillis(1));
            accepted = "Bearer dal:t2";
            api.send(request());
            assertThat(tokenRequests).hasSize(2);
        }
    }

    @Test
    void aTokenEndpointThatIsDownDoesNotStopATokenThatStillWorks() {
        try (Http http = setup.open()) {
            JsonHttp api = http.as(new OAuthCredentials(client(), http));
            api.send(request());
            setup.clock.advance(Duration.ofSeconds(900));
            tokenFailure = answer(503, "");
            api.send(request());
            api.send(request());
            assertThat(tokenRequests).hasSize(2);
            setup.clock.advance(Duration.ofSeconds(100));
            assertThat(fail(api).failure()).isInstanceOf(Failure.Transient.class);
        }
    }

    @Test
    void aRevokedTokenIsReplacedOnceForAllWhoHeldIt() throws Exception {
        try (Http http = setup.open()) {
            JsonHttp api = http.as(new OAuthCredentials(client(), http));
            api.send(request());
            accepted = "Bearer dal:t2";
            sendFromThreads(8, api);
            assertThat(tokenRequests).hasSize(2);
        }
    }

    @Test
    void aFreshTokenThatIsRefusedTooIsTheEnd() {
        accepted = "nothing";
        try (Http http = setup.open()) {
            VendorException refused = fail(http.as(new OAuthCredentials(client(), http)));
            assertThat(refused.failure()).isEqualTo(new Failure.Unauthorized());
            assertThat(refused).hasMessageContaining(SETTINGS);
            assertThat(tokenRequests).hasSize(2);
            assertThat(apiRequests).hasValue(2);
            assertThat(setup.budget.granted).as("token requests count too").hasValue(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsupported_grant_type", "invalid_client", "invalid_grant", "something_else"})
    void aRejectedTokenRequestNamesTheSettings(String code) {
        tokenFailure = answer(400, "{\"error\":\"" + code + "\",\"error_description\":\"words\"}");
        try (Http http = setup.open()) {
            VendorException refused = fail(http.as(new OAuthCredentials(client(), http)));
            assertThat(refused.failure()).isEqualTo(new Failure.Unauthorized());
            assertThat(refused)
                    .hasMessageContaining(code)
                    .hasMessageContaining(SETTINGS)
                    .hasMessageContaining("client_credentials");
        }
        assertThat(apiRequests).hasValue(0);
    }

    @Test
    void anAnswerWithoutATokenIsNoToken() {
        tokenFailure = answer(200, "{\"token\":\"x\"}");
        try (Http http = setup.open()) {
            assertThat(fail(http.as(new OAuthCredentials(client(), http))).failure())
                    .isEqualTo(new Failure.Unauthorized());
        }
    }

    @Test
    void aMissingTokenEndpointNamesItsOwnSetting() {
        tokenFailure = answer(404, "");
        try (Http http = setup.open()) {
            VendorException missing = fail(http.as(new OAuthCredentials(client(), http)));
            assertThat(missing.failure()).isEqualTo(new Failure.Misconfigured());
            assertThat(missing).hasMessageContaining("acme.token.url");
        }
    }

    @Test
    void aReplacedRefreshTokenIsUsedNextTimeEvenAfterARefusal() {
        moreFields = ",\"refresh_token\":\"r2\",\"scope\":\"a,b\"";
        try (Http http = setup.open()) {
            OAuthClient client = client(OAuthClient.Authentication.BASIC, "client", new Password("r1"), "a b");
            JsonHttp api = http.as(new OAuthCredentials(client, http));
            api.send(request());
            accepted = "Bearer dal:t2";
            api.send(request());
        }
        assertThat(tokenRequests)
                .containsExactly(
                        "grant_type=refresh_token&refresh_token=r1&scope=a+b",
                        "grant_type=refresh_token&refresh_token=r2&scope=a+b");
        assertThat(tokenHeaders).containsOnly("Basic Y2xpZW50OnNlY3JldA==");
    }

    private void sendFromThreads(int count, JsonHttp api) throws InterruptedException {
        CountDownLatch together = new CountDownLatch(count);
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                together.countDown();
                try {
                    together.await();
                    api.send(request());
                } catch (InterruptedException | RuntimeException e) {
                    failures.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private OAuthClient client() {
        return client(server.url("/token").toString());
    }

    private OAuthClient client(
            OAuthClient.Authentication authentication, String id, @Nullable Password refresh, @Nullable String scope) {
        OAuthClient plain = client();
        return new OAuthClient(
                plain.tokenUrl(),
                plain.tokenUrlSetting(),
                authentication,
                id,
                plain.secret(),
                refresh,
                scope,
                plain.lifetime(),
                plain.settings());
    }

    private Request request() {
        return Request.list("list users", server.url("/users").toString(), "acme.url");
    }

    private VendorException fail(JsonHttp http) {
        return catchThrowableOfType(VendorException.class, () -> http.send(request()));
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }
}
