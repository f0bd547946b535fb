package io.rollcall.apply;

import io.rollcall.user.Email;
import io.rollcall.user.User;
import io.rollcall.vendor.Capabilities;
import io.rollcall.vendor.Identity;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.WritableDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account that the connector's credentials belong to. The settings name it in one way, commands may in another, so it is
 * looked up once in a while. Thread-safe.
 */
final class OwnAccount {
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    private final Capabilities capabilities;
    private final InstantSource clock;
    private Set<String> names;
    private @Nullable Instant learnt;

    OwnAccount(Capabilities capabilities, InstantSource clock) {
        this.capabilities = capabilities;
        this.clock = clock;
        this.names = capabilities.ownIdentities();
    }

    /** Looks it up, unless that was done a while ago. */
    synchronized void learn(WritableDirectory directory) {
        Instant now = clock.instant();
        boolean due = learnt == null || !now.isBefore(learnt.plus(KNOWN_FOR));
        if (!due || capabilities.ownIdentities().isEmpty()) {
            return;
        }
        Set<String> all = new HashSet<>(capabilities.ownIdentities());
        for (String name : capabilities.ownIdentities()) {
            Identity.Kind kind = name.contains("@") ? Identity.Kind.EMAIL : Identity.Kind.EXTERNAL_ID;
            if (capabilities.identities().contains(kind)) {
                for (Lookup.Found found : directory.find(new Identity(kind, name), now.minus(KNOWN_FOR))) {
                    add(all, found.view().user());
                }
            }
        }
        names = all;
        learnt = now;
    }

    synchronized boolean is(String identity) {
        return names.contains(identity);
    }

    private static void add(Set<String> all, User user) {
        all.add(user.id().toLowerCase(Locale.ROOT));
        for (Email email : user.emails()) {
            all.add(email.value().toLowerCase(Locale.ROOT));
        }
    }
}
