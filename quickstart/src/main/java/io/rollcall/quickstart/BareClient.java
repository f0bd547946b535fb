package io.rollcall.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The yardstick: a client that does nothing but read a vendor's pages one after the other and parse them.
 *
 * <p>What it takes is what the simulator, HTTP and a parser take; whatever a connector takes beyond that is its own.
 */
final class BareClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String authorization;
    private int requests;

    /** @param authorization value of the header that opens the account */
    BareClient(String authorization) {
        this.authorization = authorization;
    }

    /** How many requests were sent. */
    int requests() {
        return requests;
    }

    JsonNode get(String url) throws InterruptedException {
        return send(request(url).build());
    }

    JsonNode post(String url, JsonNode body) throws InterruptedException {
        return send(request(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** An access token by the client credentials grant. */
    static String token(String url, String id, String secret) throws InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encoded(id) + "&client_secret=" + encoded(secret);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return new BareClient("").send(request).path("access_token").asText();
    }

    static String with(String url, Map<String, ?> query) {
        StringBuilder address = new StringBuilder(url);
        query.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(String.valueOf(value))));
        return address.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", authorization);
    }

    private JsonNode send(HttpRequest request) throws InterruptedException {
        requests++;
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new StackException("The bare client was answered with status " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("The bare client failed", e);
        }
    }
}
