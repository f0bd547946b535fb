package io.rollcall.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A subscription as somebody sets it up.
 *
 * @param url where to deliver to
 * @param events what to tell of, as the vendor spells it; empty is all of Gladly's {@code agent.} events, and all of LiveChat's {@code agent_}
 *     and {@code group_} actions
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

    /** The events of each webhook that this makes: LiveChat's tell of one action each. */
    List<Set<String>> eventSets(Vendor vendor) {
        if (vendor != Vendor.LIVECHAT) {
            return List.of(events.isEmpty() ? Set.copyOf(GladlyHooks.AGENT_EVENTS) : events);
        }
        Stream<String> actions = events.isEmpty()
                ? LiveChatHooks.ACTIONS.stream().filter(LiveChatHooks::aboutUsers)
                : events.stream().sorted(Comparator.comparing(LiveChatHooks.ACTIONS::indexOf));
        return actions.<Set<String>>map(Set::of).toList();
    }
}
