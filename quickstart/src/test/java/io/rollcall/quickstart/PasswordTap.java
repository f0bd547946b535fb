package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a connector and its vendor, and keeps the passwords that go by: nobody else does. */
final class PasswordTap implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> passwords = ConcurrentHashMap.newKeySet();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final URI vendor;

    private PasswordTap(HttpServer server, URI vendor) {
        this.server = server;
        this.vendor = vendor;
    }

    /** @param vendor the address that everything is handed on to */
    static PasswordTap before(String vendor) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PasswordTap tap = new PasswordTap(server, URI.create(vendor));
        server.createContext("/", tap::handOn);
        server.setExecutor(tap.threads);
        server.start();
        return tap;
    }

    /** The vendor's address by way of this. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + vendor.getPath();
    }

    Set<String> passwords() {
        return Set.copyOf(passwords);
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String password =
                    body.length == 0 ? "" : JSON.readTree(body).path("password").asText();
            if (!password.isEmpty()) {
                passwords.add(password);
            }
            HttpResponse<byte[]> answer = client.send(request(exchange, body), BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        vendor.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json");
        exchange.getRequestHeaders()
                .getOrDefault("Authorization", List.of())
                .forEach(credentials -> request.header("Authorization", credentials));
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
