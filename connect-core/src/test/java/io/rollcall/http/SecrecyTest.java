package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.config.HttpSettings;
import io.rollcall.vendor.VendorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.common.config.types.Password;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets and people go over the wire and nowhere else. */
class SecrecyTest {
    private static final String CANARY = "canary7secret";
    private static final String PERSON = "jane.doe@canary7mail.example";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("canary", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            log.add(event.getMessage().getFormattedMessage() + event.getThrown());
        }
    };
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

    @BeforeEach
    void listen() {
        appender.start();
        context.getConfiguration().getRootLogger().addAppender(appender, Level.ALL, null);
        context.getConfiguration().getRootLogger().setLevel(Level.TRACE);
        context.updateLoggers();
    }

    @AfterEach
    void stopListening() {
        context.getConfiguration().getRootLogger().removeAppender("canary");
        context.getConfiguration().getRootLogger().setLevel(Level.WARN);
        context.updateLoggers();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 OK|[]",
                "400 Bad|{\"error\":{\"type\":\"validation\",\"message\":\"apikey=" + CANARY + " of " + PERSON + "\"}}",
                "401 No|{\"error\":\"invalid_client\",\"error_description\":\"client_secret: '" + CANARY + "'\"}",
                "403 No|Authorization: Bearer " + CANARY + " of " + PERSON,
                "400 Bad|there is nothing like " + CANARY + " here",
                "401 No|there is nothing like " + CANARY + " here",
                "200 OK|" + CANARY + " {\"email\": \"" + PERSON + "\"}",
                "302 Found|",
                RawServer.HANG_UP
            })
    void neitherLogsNorExceptionsHoldASecretOrAPerson(String script) throws Exception {
        String answer = script.equals(RawServer.HANG_UP)
                ? script
                : RawServer.answer(
                        script.substring(0, script.indexOf('|')),
                        script.substring(script.indexOf('|') + 1),
                        "Location: https://elsewhere.example/?apikey=" + CANARY);
        List<String> seen = new ArrayList<>();
        try (RawServer server = new RawServer(n -> answer)) {
            for (Function<Http, Credentials> kind : kinds(server)) {
                try (Http http = setup().open()) {
                    http.as(kind.apply(http)).send(request(server));
                } catch (VendorException e) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    seen.add(trace.toString());
                }
            }
            assertThat(String.join("\n", server.requests)).contains(CANARY);
        }
        assertThat(log).anyMatch(line -> line.contains("acme: GET list users"));
        seen.addAll(log);
        assertThat(seen).allSatisfy(SecrecyTest::isClean);
    }

    @Test
    void nothingThatHoldsASecretPrintsIt() throws Exception {
        Password secret = new Password(CANARY);
        try (RawServer server = new RawServer(n -> RawServer.SILENCE)) {
            for (Function<Http, Credentials> kind : kinds(server)) {
                try (Http http = setup().open();
                        Credentials credentials = kind.apply(http)) {
                    isClean(credentials.toString());
                }
            }
            isClean(client(server).toString());
            isClean(client(server).request(secret).toString());
            isClean(request(server).header("Authorization", CANARY).toString());
        }
        isClean(setup().with(HttpSettings.PROXY_URL, "proxy:1")
                .with(HttpSettings.PROXY_USER, "u")
                .with(HttpSettings.PROXY_PASSWORD, CANARY)
                .settings()
                .toString());
    }

    private static void isClean(String text) {
        String basic = Base64.getEncoder().encodeToString((CANARY + ":").getBytes(StandardCharsets.UTF_8));
        assertThat(text).doesNotContain(CANARY, basic, basic.substring(0, 12)).doesNotContain("canary7mail", "jane");
    }

    private static List<Function<Http, Credentials>> kinds(RawServer server) {
        return List.of(
                http -> new BasicCredentials(CANARY, new Password(CANARY), "acme.key"),
                http -> new BearerCredentials("Bearer", new Password(CANARY), "acme.token"),
                http -> new OAuthCredentials(client(server), http));
    }

    private static Setup setup() {
        return new Setup().with(HttpSettings.MAX_ATTEMPTS, 2);
    }

    private static OAuthClient client(RawServer server) {
        return new OAuthClient(
                server.url("/token"),
                "acme.token.url",
                OAuthClient.Authentication.BASIC,
                "client",
                new Password(CANARY),
                new Password(CANARY),
                null,
                Duration.ofMinutes(10),
                "acme.client.secret");
    }

    private static Request request(RawServer server) {
        return new Request(
                        "GET",
                        server.url("/users"),
                        List.of(),
                        Map.of("X-Api-Key", CANARY),
                        null,
                        List.of(),
                        Request.Target.COLLECTION,
                        "list users",
                        "acme.url",
                        "acme.url",
                        true,
                        Turn.USUAL)
                .with("email", PERSON)
                .with("apikey", CANARY);
    }
}
