package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** A stack with a connector at each of the five APIs, all running side by side. */
final class FiveDesks implements AutoCloseable {

    private final Simulator simulator;
    private final Simulator other;
    private final Stack stack;
    private final List<Watcher> watchers = new ArrayList<>();

    private FiveDesks(Simulator simulator, Simulator other, Stack stack) {
        this.simulator = simulator;
        this.other = other;
        this.stack = stack;
    }

    /**
     * Returns when everybody was told of for the first time.
     *
     * @param users at each desk
     * @param clock the vendors'
     */
    static FiveDesks open(int users, InstantSource clock, String tenant) throws InterruptedException {
        FiveDesks desks = new FiveDesks(
                Simulator.start(0, clock), Simulator.start(0, clock), Stack.start(KafkaChoice.settings()));
        for (Desk desk : Desk.all(desks.simulator, desks.other)) {
            desk.account().seed(users);
            desks.watchers.add(Watcher.start(desks.stack, desk, tenant, Map.of()));
        }
        for (Watcher watcher : desks.watchers) {
            watcher.topic().awaitCount(users);
        }
        return desks;
    }

    List<Watcher> watchers() {
        return watchers;
    }

    Watcher watcher(String desk) {
        return watchers.stream()
                .filter(watcher -> watcher.desk().name().equals(desk))
                .findFirst()
                .orElseThrow();
    }

    /** What the worker has logged so far. */
    String log() {
        return stack.worker().log().text();
    }

    /** The only schema of a subject. */
    Schema registered(String subject) throws IOException, InterruptedException {
        URI url = URI.create(stack.registryUrl() + "/subjects/" + subject + "/versions/latest");
        String answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
        JsonNode schema = new ObjectMapper().readTree(answer);
        assertThat(schema.path("version").asInt())
                .as("nobody registered another version")
                .isEqualTo(1);
        return new Schema.Parser().parse(schema.path("schema").asText());
    }

    @Override
    public void close() {
        watchers.forEach(Watcher::stopReading);
        stack.close();
        simulator.close();
        other.close();
    }
}
