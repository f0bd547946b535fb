package io.rollcall.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what, and how it knows that the vendor tells it.
 *
 * @param owner the API client that registered it; empty at Gladly
 * @param events as the vendor's list of events spells them
 * @param headers sent with every delivery, credentials among them
 * @param secret sent in the body; empty when none is
 * @param sources whose changes it is told of; empty is everybody's
 * @param disabledInTheEnd when a delivery failed for the last time and took the subscription with it
 */
record Subscription(
        String id,
        String account,
        String owner,
        String url,
        String description,
        Set<String> events,
        Map<String, String> headers,
        String secret,
        Set<String> sources,
        boolean enabled,
        @Nullable Instant disabledInTheEnd) {

    private static final String NOT_THE_SECRET = "not-the-secret";

    Subscription named(String newId) {
        return new Subscription(
                newId, account, owner, url, description, events, headers, secret, sources, enabled, disabledInTheEnd);
    }

    Subscription turned(boolean on, @Nullable Instant failedAt) {
        return new Subscription(id, account, owner, url, description, events, headers, secret, sources, on, failedAt);
    }

    private Subscription of(String newAccount) {
        return new Subscription(
                id, newAccount, owner, url, description, events, headers, secret, sources, enabled, disabledInTheEnd);
    }

    private Subscription showing(String newSecret, Map<String, String> newHeaders) {
        return new Subscription(
                id,
                account,
                owner,
                url,
                description,
                events,
                newHeaders,
                newSecret,
                sources,
                enabled,
                disabledInTheEnd);
    }

    /** The subscription as somebody would imitate it who does not know all of it. */
    Subscription forged(Forgery forgery) {
        return switch (forgery) {
            case WRONG_SECRET -> {
                Map<String, String> wrong = new LinkedHashMap<>(headers);
                wrong.replaceAll((name, value) -> NOT_THE_SECRET);
                yield showing(secret.isEmpty() ? "" : NOT_THE_SECRET, wrong);
            }
            case NO_SECRET -> showing("", Map.of());
            case OTHER_ACCOUNT ->
                of(account.equals(SimulatedVendor.PRIMARY) ? SimulatedVendor.SECOND : SimulatedVendor.PRIMARY);
            case UNKNOWN_SUBSCRIPTION -> named("00000000000000000000000000000000");
        };
    }

    WebhookSubscription shown() {
        return new WebhookSubscription(id, account, url, events, enabled, disabledInTheEnd);
    }
}
