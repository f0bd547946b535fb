package io.rollcall.http;

import io.rollcall.config.HttpSettings;
import io.rollcall.http.TransportException.Trouble;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** OkHttp as we want it: it connects and speaks HTTP/1.1, and leaves every decision to the layers above. */
final class OkHttpClients {
    /** One for each caller, who would have to connect again for every request otherwise; the callers are the limit. */
    private static final int IDLE_CONNECTIONS = Integer.MAX_VALUE;

    private static final int IDLE_SECONDS = 30;

    private OkHttpClients() {}

    static OkHttpClient create(HttpSettings settings) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                // With HTTP/2 one connection would carry all requests and lose them together.
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(new OneExchange())
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                .callTimeout(
                        settings.connectTimeout().plus(settings.readTimeout().multipliedBy(2)));
        HttpSettings.Proxy proxy = settings.proxy();
        if (proxy != null) {
            client.proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port())));
            client.proxyAuthenticator(proxyAuthenticator(proxy));
        }
        TlsFiles.apply(settings.tls(), client);
        OkHttpClient built = client.build();
        // Each caller waits for its own exchange, so the callers are the limit.
        built.dispatcher().setMaxRequests(Integer.MAX_VALUE);
        built.dispatcher().setMaxRequestsPerHost(Integer.MAX_VALUE);
        return built;
    }

    private static Authenticator proxyAuthenticator(HttpSettings.Proxy proxy) {
        return (route, response) -> {
            // OkHttp asks once before CONNECT with a challenge of its own; a second question is the proxy's refusal.
            boolean first = response.challenges().stream()
                    .anyMatch(asked -> asked.scheme().equals("OkHttp-Preemptive"));
            if (!first) {
                throw new TransportException(Trouble.PROXY_REFUSED, false, "proxy wants other credentials", null);
            }
            if (proxy.user() == null || proxy.password() == null) {
                return null;
            }
            return response.request()
                    .newBuilder()
                    .header(
                            "Proxy-Authorization",
                            BasicCredentials.encode(
                                    proxy.user(), proxy.password().value()))
                    .build();
        };
    }
}
