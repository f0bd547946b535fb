package io.rollcall.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * A subscription as somebody sets it up.
 *
 * @param url where to deliver to
 * @param events what to tell of, as the vendor spells it; empty is every event about users and, at LiveChat, groups
 * @param secretKey LiveChat: the secret in the body
 * @param headers Gladly: sent with every delivery
 */
public record WebhookSetup(String url, Set<String> events, String secretKey, Map<String, String> headers) {

    /** Copies the collections. */
    public WebhookSetup {
        events = Set.copyOf(events);
        headers = Map.copyOf(headers);
    }

    /** LiveChat's way: a secret in the body. */
    public static WebhookSetup secretKey(String url, String secretKey) {
        return new WebhookSetup(url, Set.of(), secretKey, Map.of());
    }

    /** Gladly with Basic credentials. */
    public static WebhookSetup basic(String url, String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return header(url, "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** Gladly with a fixed header, such as {@code X-Gladly-Token}. */
    public static WebhookSetup header(String url, String name, String value) {
        return new WebhookSetup(url, Set.of(), "", Map.of(name, value));
    }

    /** The same for these events only. */
    public WebhookSetup on(String... only) {
        return new WebhookSetup(url, Set.of(only), secretKey, headers);
    }
}
