package io.rollcall.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One POST to a receiver, on the caller's thread: no pool and no selector stay behind when the simulator closes. */
final class HookPost {

    /** No answer in time, or none that is HTTP. */
    static final int UNANSWERED = 0;

    private final AtomicReference<@Nullable HttpURLConnection> open = new AtomicReference<>();
    private volatile boolean aborted;

    int send(String url, Map<String, String> headers, String body, int timeLimitMillis) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        @Nullable HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
            open.set(connection);
            if (aborted) {
                return UNANSWERED;
            }
            connection.setConnectTimeout(timeLimitMillis);
            connection.setReadTimeout(timeLimitMillis);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            // A buffered body would be sent a second time, unasked, when a kept connection turns out to be dead.
            connection.setFixedLengthStreamingMode(bytes.length);
            connection.setRequestProperty("Content-Type", "application/json");
            headers.forEach(connection::setRequestProperty);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(bytes);
            }
            return Math.max(UNANSWERED, connection.getResponseCode());
        } catch (IOException e) {
            return UNANSWERED;
        } finally {
            open.set(null);
            if (connection != null) {
                // Not by "Connection: close": the JDK's own HTTP server resets some of the connections that ask for it.
                connection.disconnect();
            }
        }
    }

    /** Ends a POST that is under way, and every later one. */
    void abort() {
        aborted = true;
        @Nullable HttpURLConnection connection = open.get();
        if (connection != null) {
            connection.disconnect();
        }
    }
}
