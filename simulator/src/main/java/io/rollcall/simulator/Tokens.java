package io.rollcall.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The access tokens that one vendor has issued, oldest first. */
final class Tokens {

    private record Issued(String account, Instant until) {}

    private final InstantSource clock;
    private final Map<String, Issued> live = new LinkedHashMap<>();
    private final Set<String> everIssued = new LinkedHashSet<>();
    private long count;

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Issues a token; of an account's live ones the oldest goes when there would be more than {@code mostLive}. */
    synchronized String issue(String prefix, String account, int lifeSeconds, int mostLive) {
        drop(clock.instant());
        List<String> ofAccount = new ArrayList<>();
        live.forEach((token, issued) -> {
            if (issued.account().equals(account)) {
                ofAccount.add(token);
            }
        });
        if (ofAccount.size() >= mostLive) {
            live.remove(ofAccount.get(0));
        }
        String seed = account + "#" + ++count;
        String token = prefix + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        everIssued.add(token);
        live.put(token, new Issued(account, clock.instant().plusSeconds(lifeSeconds)));
        return token;
    }

    /** The account that a token opens now; null for an unknown, expired or revoked one. */
    synchronized @Nullable String account(String token) {
        drop(clock.instant());
        Issued issued = live.get(token);
        return issued == null ? null : issued.account();
    }

    synchronized int size() {
        drop(clock.instant());
        return live.size();
    }

    synchronized Set<String> everIssued() {
        return Set.copyOf(everIssued);
    }

    synchronized void revokeAll() {
        live.clear();
    }

    private void drop(Instant now) {
        live.values().removeIf(issued -> !issued.until().isAfter(now));
    }
}
