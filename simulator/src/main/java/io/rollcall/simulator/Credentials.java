package io.rollcall.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The credentials that open each account of one vendor. */
final class Credentials {

    /** The two parts of a Basic header. */
    record Pair(String user, String password) {}

    private static final Map<Vendor, String[]> NAMES = Map.of(
            Vendor.OLARK, new String[] {"apiKey"},
            Vendor.LIVECHAT,
                    new String[] {"clientId", "clientSecret", "refreshToken", "bearerToken", "patAccountId", "patToken"
                    },
            Vendor.GLADLY, new String[] {"user", "secret"},
            Vendor.TALKDESK, new String[] {"clientId", "clientSecret", "scimToken"});

    private final Vendor vendor;
    private final Map<String, Map<String, String>> byAccount = new ConcurrentHashMap<>();

    Credentials(Vendor vendor) {
        this.vendor = vendor;
    }

    void reset(String account) {
        Map<String, String> values = new TreeMap<>();
        for (String name : NAMES.getOrDefault(vendor, new String[0])) {
            String prefix = name.endsWith("earerToken") || name.equals("refreshToken") ? "dal:" : "";
            values.put(name, prefix + vendor.segment() + "-" + account + "-" + name.toLowerCase(Locale.ROOT));
        }
        byAccount.put(account, Map.copyOf(values));
    }

    Map<String, String> of(String account) {
        return byAccount.getOrDefault(account, Map.of());
    }

    void set(String account, Map<String, String> values) {
        Map<String, String> merged = new TreeMap<>(of(account));
        values.forEach((name, value) -> {
            if (!merged.containsKey(name)) {
                throw new IllegalArgumentException("no credential " + name + " at " + vendor.segment());
            }
            merged.put(name, value);
        });
        byAccount.put(account, Map.copyOf(merged));
    }

    /** The account that all of these open; null when none. */
    @Nullable
    String account(Map<String, String> shown) {
        for (Map.Entry<String, Map<String, String>> each : byAccount.entrySet()) {
            if (each.getValue().entrySet().containsAll(shown.entrySet())) {
                return each.getKey();
            }
        }
        return null;
    }

    static Optional<String> bearer(Call call) {
        return afterScheme(call, "bearer ");
    }

    static Optional<Pair> basic(Call call) {
        return afterScheme(call, "basic ").flatMap(encoded -> {
            try {
                String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                return colon < 0
                        ? Optional.empty()
                        : Optional.of(new Pair(text.substring(0, colon), text.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<String> afterScheme(Call call, String scheme) {
        String header = call.header("Authorization");
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(header.substring(scheme.length()).strip())
                : Optional.empty();
    }
}
