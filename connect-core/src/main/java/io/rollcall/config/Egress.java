package io.rollcall.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where requests, and the credentials on them, may go. */
public final class Egress {
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Egress() {}

    /**
     * Whether {@code next}, a link found in an answer from {@code base}, may be followed with the same credentials: same
     * scheme, host and port. A relative link is taken from {@code base}. False for whatever is not an address.
     */
    public static boolean sameOrigin(String base, String next) {
        try {
            URI origin = new URI(base);
            URI target = origin.resolve(new URI(next));
            return target.getUserInfo() == null
                    && !origin(origin).isEmpty()
                    && origin(origin).equals(origin(target));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether a request may go to this address at all: https, or http where nobody can listen or it was allowed. */
    public static boolean permits(URI url, boolean allowInsecure) {
        String scheme = url.getScheme();
        return "https".equalsIgnoreCase(scheme)
                || ("http".equalsIgnoreCase(scheme) && (allowInsecure || isLoopback(url.getHost())));
    }

    /** Decided by the text alone: asking DNS would make the answer depend on who answers. */
    private static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || LOOPBACK_V4.matcher(host).matches());
    }

    private static String origin(URI url) {
        if (url.getScheme() == null || url.getHost() == null) {
            return "";
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
