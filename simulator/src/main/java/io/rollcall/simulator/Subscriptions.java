package io.rollcall.simulator;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** One vendor's webhook subscriptions, oldest first. Thread-safe. */
final class Subscriptions {

    private record Owner(String client, String account) {}

    private final Map<String, Subscription> byId = new LinkedHashMap<>();
    private final Set<Owner> on = new HashSet<>();

    synchronized void put(Subscription subscription) {
        byId.put(subscription.id(), subscription);
    }

    synchronized List<Subscription> all() {
        return List.copyOf(byId.values());
    }

    synchronized List<Subscription> of(String account) {
        return byId.values().stream()
                .filter(subscription -> subscription.account().equals(account))
                .toList();
    }

    synchronized Optional<Subscription> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Subscription get(String id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no webhook " + id));
    }

    boolean enabled(String id) {
        return find(id).map(Subscription::enabled).orElse(false);
    }

    synchronized void turn(String id, boolean on) {
        byId.computeIfPresent(id, (any, old) -> old.turned(on, null));
    }

    /** Whether a client has enabled an account's webhooks, those it has and those to come. */
    synchronized boolean isOn(String client, String account) {
        return on.contains(new Owner(client, account));
    }

    synchronized void turnAll(String client, String account, boolean enabled) {
        Owner owner = new Owner(client, account);
        if (enabled) {
            on.add(owner);
        } else {
            on.remove(owner);
        }
        byId.replaceAll(
                (id, old) -> owner.equals(new Owner(old.owner(), old.account())) ? old.turned(enabled, null) : old);
    }

    synchronized void giveUp(String id, Instant at) {
        byId.computeIfPresent(id, (any, old) -> old.turned(false, at));
    }

    synchronized void remove(String id) {
        byId.remove(id);
    }

    synchronized void clear() {
        byId.clear();
        on.clear();
    }
}
