package io.rollcall.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A schema registry with Confluent's API. Its schemas are on disk, so they outlive a kill. */
public final class Registry extends StackProcess {

    /** The strictest rule there is; the registry's own default is to accept anything. */
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client;
    private final URI url;

    private Registry(JavaProcess process, HttpClient client, URI url) {
        super(process);
        this.client = client;
        this.url = url;
    }

    static Registry in(RunDirectory run, StackHome home, HttpClient client, int port) {
        URI server = URI.create("http://127.0.0.1:" + port);
        JavaProcess process = new JavaProcess(
                "registry",
                home,
                List.of(
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dapicurio.datasource.url=jdbc:h2:file:" + run.data().resolve("registry"),
                        // The default of 20 connections is meant for many clients.
                        "-Dapicurio.datasource.jdbc.initial-size=2",
                        "-Dapicurio.datasource.jdbc.min-size=2",
                        "-jar",
                        home.registryJar().toString()),
                run.log("registry"),
                new HttpProbe(client, server.resolve("/health/ready")));
        return new Registry(process, client, server.resolve("/apis/ccompat/v7"));
    }

    /** What {@code schema.registry.url} wants. */
    public URI url() {
        return url;
    }

    @Override
    Duration awaitReady() throws InterruptedException {
        Duration time = super.awaitReady();
        setCompatibility();
        return time;
    }

    private void setCompatibility() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/config"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"compatibility\":\"" + COMPATIBILITY + "\"}"))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new StackException("The schema registry did not take the compatibility rule: " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach the schema registry", e);
        }
    }
}
