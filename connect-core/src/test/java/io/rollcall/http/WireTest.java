package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rollcall.config.HttpSettings;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What really goes over a socket. */
class WireTest {
    private static final String OK = RawServer.answer("200 OK", "{\"ok\":true}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "503 Busy\r\nRetry-After: 0",
                "503 Busy\r\nretry-after: 0",
                "408 Slow\r\nRetry-After: 0",
                "408 Slow\r\nConnection: close",
                "421 Elsewhere",
                "401 Who\r\nWWW-Authenticate: Basic realm=\"x\"",
                "407 Proxy\r\nProxy-Authenticate: Basic realm=\"x\"",
                "307 Moved\r\nLocation: /elsewhere",
                "301 Moved\r\nLocation: /elsewhere",
                RawServer.HANG_UP
            })
    void oneAttemptIsOneRequestOnTheWireWhateverTheAnswer(String answer) throws Exception {
        String bytes = answer.equals(RawServer.HANG_UP) ? RawServer.HANG_UP : RawServer.answer(answer, "");
        for (Request request : List.of(get(), post())) {
            Setup setup = new Setup().with(HttpSettings.MAX_ATTEMPTS, 1);
            try (RawServer server = new RawServer(n -> bytes);
                    Http http = setup.open()) {
                fail(http, at(server, request));
                assertThat(server.requests).hasSize(1);
                assertThat(setup.budget.granted).hasValue(1);
                assertThat(setup.budget.returned).hasValue(1);
            }
        }
    }

    @Test
    void aRetriedRequestTakesOnePermitForEachTimeItIsOnTheWire() throws Exception {
        Setup setup = new Setup().with(HttpSettings.MAX_ATTEMPTS, 5);
        try (RawServer server = new RawServer(n -> n < 4 ? RawServer.answer("503 Busy", "", "Retry-After: 0") : OK);
                Http http = setup.open()) {
            http.anonymous().send(at(server, post()));
            assertThat(server.requests).hasSize(4);
            assertThat(setup.budget.granted).hasValue(4);
        }
    }

    @Test
    void aRequestOnAPooledConnectionThatDropsIsNotSentAgainBehindOurBack() throws Exception {
        Setup setup = new Setup().with(HttpSettings.MAX_ATTEMPTS, 1);
        try (RawServer server = new RawServer(n -> n == 1 ? OK : RawServer.HANG_UP);
                Http http = setup.open()) {
            http.anonymous().send(at(server, get()));
            VendorException dropped = fail(http, at(server, post()));
            assertThat(dropped.failure()).isEqualTo(new Failure.Transient(true, null));
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aConnectionThatDiedInThePoolCostsNoRequestWithoutAPermit() throws Exception {
        Setup setup = new Setup();
        try (RawServer server = new RawServer(n -> OK);
                Http http = setup.open()) {
            http.anonymous().send(at(server, get()));
            server.dropConnections();
            http.anonymous().send(at(server, get()));
            // Whether the server still hears the attempt on the dying connection is chance; that it was ours is not.
            assertThat(server.requests.size()).isBetween(2, setup.budget.granted.get());
        }
    }

    @Test
    void aWriteWhoseOutcomeIsUnknownIsNotRepeated() throws Exception {
        Request write = new Request(
                "POST",
                "http://unused",
                List.of(),
                Map.of(),
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                Request.Target.COLLECTION,
                "create user",
                "acme.url",
                "acme.url",
                false,
                Turn.USUAL);
        try (RawServer server = new RawServer(n -> RawServer.HANG_UP);
                Http http = new Setup().open()) {
            assertThat(fail(http, at(server, write)).failure()).isEqualTo(new Failure.Transient(true, null));
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aRedirectIsNotFollowedSoCredentialsStayWithTheirHost() throws Exception {
        try (RawServer other = new RawServer(n -> OK);
                RawServer server =
                        new RawServer(n -> RawServer.answer("302 Found", "", "Location: " + other.url("/catch")));
                Http http = new Setup().open()) {
            BasicCredentials credentials = new BasicCredentials("user", new Password("word"), "acme.user");
            VendorException refused = catchThrowableOfType(
                    VendorException.class, () -> http.as(credentials).send(at(server, get())));
            assertThat(refused.failure()).isInstanceOf(Failure.Misconfigured.class);
            assertThat(refused).hasMessageContaining("redirect").hasMessageContaining("acme.url");
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void queryValuesFormsAndBodiesArriveAsTheyWereMeant() throws Exception {
        try (RawServer server = new RawServer(n -> OK);
                Http http = new Setup().open()) {
            http.anonymous().send(at(server, get()).with("email", "a+b@x.com").with("page[number]", 2));
            http.anonymous()
                    .send(Request.form(
                            "t", server.url("/t"), "s", List.of(new Request.Param("client_secret", "a+b&c=d é"))));
            http.anonymous()
                    .send(at(server, get())
                            .header("Content-Type", "application/scim+json")
                            .header("X-Region", "dal")
                            .post(JsonNodeFactory.instance.objectNode().put("ä", 1)));
            assertThat(server.requests.get(0)).startsWith("GET /users?email=a%2Bb%40x.com&page%5Bnumber%5D=2 HTTP/1.1");
            assertThat(server.requests.get(1))
                    .containsIgnoringCase("content-type: application/x-www-form-urlencoded")
                    .endsWith("client_secret=a%2Bb%26c%3Dd+%C3%A9");
            assertThat(server.requests.get(2))
                    .contains("Content-Type: application/scim+json\r\n", "X-Region: dal\r\n")
                    .endsWith("{\"ä\":1}");
        }
    }

    private static Request get() {
        return Request.list("list users", "http://unused", "acme.url");
    }

    private static Request post() {
        return get().post(JsonNodeFactory.instance.objectNode());
    }

    private static Request at(RawServer server, Request request) {
        return new Request(
                request.method(),
                server.url("/users"),
                request.query(),
                request.headers(),
                request.body(),
                request.form(),
                request.target(),
                request.name(),
                request.setting(),
                request.hostSetting(),
                request.repeatable(),
                request.turn());
    }

    private static VendorException fail(Http http, Request request) {
        return catchThrowableOfType(
                VendorException.class, () -> http.anonymous().send(request));
    }
}
