package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a healthy worker seldom shows; the rest is in {@link StackIT}. */
class ConnectRestTest {

    private record Answer(int status, String body) {}

    private final VirtualTime time = new VirtualTime();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private ConnectRest rest;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        rest = new ConnectRest(url, HttpClient.newHttpClient(), time.poll(Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRequestThatMeetsARebalanceIsRepeatedUntilItIsOver() throws Exception {
        answers.add(new Answer(409, "{\"error_code\":409,\"message\":\"rebalance\"}"));
        answers.add(new Answer(409, "{\"error_code\":409,\"message\":\"rebalance\"}"));
        answers.add(new Answer(201, "{}"));

        rest.put("olark", Map.of("tasks.max", "1"));

        assertThat(requests)
                .containsOnly("PUT /connectors/olark/config {\"tasks.max\":\"1\"}")
                .hasSize(3);
    }

    @Test
    void aRebalanceThatDoesNotEndIsAnErrorAfterAMinute() {
        answers.add(new Answer(409, "{}"));
        assertThatThrownBy(() -> rest.pause("olark"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("PUT /connectors/olark/pause");
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aConnectorIsNotRunningBeforeItsTasksAre() throws Exception {
        answers.add(new Answer(404, "{}"));
        answers.add(new Answer(200, status("RUNNING", "")));
        answers.add(new Answer(200, status("RUNNING", "{\"id\":0,\"state\":\"UNASSIGNED\"}")));
        answers.add(new Answer(200, status("RUNNING", "{\"id\":0,\"state\":\"RUNNING\"}")));

        assertThat(rest.awaitRunning("olark").tasks()).hasSize(1);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aFailedTaskEndsTheWaitingAtOnceWithItsTrace() {
        answers.add(new Answer(
                200,
                status("RUNNING", "{\"id\":0,\"state\":\"FAILED\",\"trace\":\"java.net.ConnectException: refused\"}")));
        assertThatThrownBy(() -> rest.awaitRunning("olark"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("java.net.ConnectException: refused");
        assertThat(time.passed()).isZero();
    }

    @Test
    void aConnectorThatNeverRunsIsReportedWithItsLastStatus() {
        answers.add(new Answer(200, status("PAUSED", "")));
        assertThatThrownBy(() -> rest.awaitRunning("olark"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("PAUSED");
    }

    private static String status(String connector, String tasks) {
        return "{\"name\":\"olark\",\"connector\":{\"state\":\"" + connector + "\"},\"tasks\":[" + tasks + "]}";
    }

    /** The answers in their order; the last one stays. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            Answer next = answers.size() > 1 ? answers.remove() : answers.element();
            byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
