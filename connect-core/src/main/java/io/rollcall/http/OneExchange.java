package io.rollcall.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Sits next to the socket: lets nothing leave that may not any more, and keeps OkHttp from sending anything twice.
 *
 * <p>With redirects and repetitions switched off, OkHttp still answers a 503 with {@code Retry-After: 0} by sending the same
 * request again, whatever its method. It decides by the header, so the header travels under another name.
 */
final class OneExchange implements Interceptor {
    static final String RETRY_AFTER = "Rollcall-Retry-After";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Departure departure = chain.request().tag(Departure.class);
        if (departure != null) {
            departure.leave();
        }
        Response response = chain.proceed(chain.request());
        String retryAfter = response.header("Retry-After");
        return retryAfter == null
                ? response
                : response.newBuilder()
                        .removeHeader("Retry-After")
                        .header(RETRY_AFTER, retryAfter)
                        .build();
    }
}
