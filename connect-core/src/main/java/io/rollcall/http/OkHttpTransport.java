package io.rollcall.http;

import io.rollcall.config.Egress;
import io.rollcall.config.HttpSettings;
import io.rollcall.http.TransportException.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The innermost layer: one call of {@link #send} is one HTTP exchange.
 *
 * <p>The exchange runs on OkHttp's own thread while the caller waits, because a thread that is inside a name lookup or a
 * socket can be neither interrupted nor cancelled promptly, and a waiting one can.
 */
final class OkHttpTransport implements Transport, AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final HttpSettings settings;
    private final InstantSource clock;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    OkHttpTransport(HttpSettings settings, InstantSource clock) {
        this.client = OkHttpClients.create(settings);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Reply send(Request request) throws TransportException {
        Departure departure = new Departure(request.turn().stillWanted());
        Call call = client.newCall(
                encode(request).newBuilder().tag(Departure.class, departure).build());
        Exchange exchange = new Exchange(call, clock.instant());
        running.add(exchange);
        try {
            // Asked only after it was added: close() sets the flag before it looks for what is running.
            if (closed) {
                throw TransportException.closed(false);
            }
            call.enqueue(exchange);
            return exchange.reply.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            boolean sent = departure.stop();
            exchange.cancel();
            throw TransportException.closed(sent);
        } catch (CancellationException e) {
            throw TransportException.closed(departure.stop());
        } catch (ExecutionException e) {
            throw TransportErrors.classify(e.getCause(), departure.stop(), closed);
        } finally {
            running.remove(exchange);
        }
    }

    private okhttp3.Request encode(Request request) throws TransportException {
        HttpUrl.Builder url = address(request).newBuilder();
        request.query().forEach(parameter -> url.addQueryParameter(parameter.name(), parameter.value()));
        okhttp3.Request.Builder encoded = new okhttp3.Request.Builder()
                .url(url.build())
                .header("Accept", "application/json")
                .header("User-Agent", "Rollcall")
                .method(request.method(), body(request));
        request.headers().forEach(encoded::header);
        return encoded.build();
    }

    private HttpUrl address(Request request) throws TransportException {
        HttpUrl url = HttpUrl.parse(request.url());
        if (url == null || !Egress.permits(url.uri(), settings.allowInsecure())) {
            throw new TransportException(Trouble.BAD_ADDRESS, false, "address not allowed", null);
        }
        return url;
    }

    private static @Nullable RequestBody body(Request request) {
        if (!request.form().isEmpty()) {
            FormBody.Builder form = new FormBody.Builder();
            request.form().forEach(field -> form.add(field.name(), field.value()));
            return form.build();
        }
        if (request.body() != null) {
            // OkHttp lets a body's own type win over the header, so SCIM's type has to be given here.
            String type = request.headers().get("Content-Type");
            return RequestBody.create(Json.write(request.body()), type == null ? JSON : MediaType.get(type));
        }
        return request.method().equals("GET") || request.method().equals("DELETE")
                ? null
                : RequestBody.create(new byte[0]);
    }

    /** One call, and what becomes of it. */
    private final class Exchange implements Callback {
        private final Call call;
        private final Instant sentAt;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();

        Exchange(Call call, Instant sentAt) {
            this.call = call;
            this.sentAt = sentAt;
        }

        @Override
        public void onFailure(Call failed, IOException error) {
            reply.completeExceptionally(error);
        }

        @Override
        public void onResponse(Call answered, Response response) {
            try (response) {
                reply.complete(new Reply(response.code(), headers(response), bytes(response), sentAt));
            } catch (IOException | RuntimeException e) {
                reply.completeExceptionally(e);
            }
        }

        void cancel() {
            call.cancel();
            reply.cancel(false);
        }
    }

    private byte[] bytes(Response response) throws IOException {
        int most = settings.maxBodyBytes();
        InputStream stream = response.body().byteStream();
        byte[] body = stream.readNBytes(most);
        if (body.length == most && stream.read() >= 0) {
            throw new TransportException(Trouble.OVERSIZED, true, "answer too long", null);
        }
        return body;
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().forEach(header -> headers.putIfAbsent(header.getFirst(), header.getSecond()));
        String retryAfter = headers.remove(OneExchange.RETRY_AFTER);
        if (retryAfter != null) {
            headers.put("Retry-After", retryAfter);
        }
        return headers;
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Exchange::cancel);
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
