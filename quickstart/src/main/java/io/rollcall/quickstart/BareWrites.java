package io.rollcall.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The yardstick of commands: OkHttp that does nothing but change one agent at Gladly after the other, in so many threads. */
final class BareWrites implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final ExecutorService threads;
    private final String agents;
    private final String authorization;

    BareWrites(String url, String user, String secret, int concurrency) {
        agents = url + "/agents/";
        authorization = Credentials.basic(user, secret);
        threads = Executors.newFixedThreadPool(concurrency);
        client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(concurrency, 1, TimeUnit.MINUTES))
                .build();
    }

    /** Changes each of them. */
    void change(List<String> ids, String name) throws InterruptedException {
        List<Future<?>> sent = new ArrayList<>();
        ids.forEach(id -> sent.add(threads.submit(() -> change(id, name))));
        for (Future<?> each : sent) {
            try {
                each.get();
            } catch (ExecutionException failed) {
                throw new StackException("The bare client failed: " + failed.getMessage(), failed);
            }
        }
    }

    private void change(String id, String name) {
        Request request = new Request.Builder()
                .url(agents + id)
                .header("Authorization", authorization)
                .patch(RequestBody.create("{\"name\":\"" + name + "\"}", JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            response.body().bytes();
            if (!response.isSuccessful()) {
                throw new StackException("The bare client was answered with status " + response.code());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.connectionPool().evictAll();
    }
}
