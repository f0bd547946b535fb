package io.rollcall.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Asks a health endpoint.
 *
 * @param health answers 200 when its server can be used
 */
record HttpProbe(HttpClient client, URI health) implements Predicate<JavaProcess> {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public boolean test(JavaProcess launched) {
        HttpRequest request = HttpRequest.newBuilder(health).timeout(LIMIT).build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            // The pause that follows in the poll sees the flag and ends the waiting.
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
