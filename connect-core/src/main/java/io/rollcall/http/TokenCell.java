package io.rollcall.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The one token of equal credentials in this worker, however many tasks use them: LiveChat revokes the oldest of 25 tokens
 * of a client, so tasks that each fetched their own would throw each other out.
 *
 * <p>Lives as long as somebody holds it. Its fields are guarded by the cell itself.
 */
final class TokenCell {
    private static final Map<Key, TokenCell> SHARED = new HashMap<>();

    private final Key key;
    private int holders;

    /** Null before the first token and after a refusal. */
    @Nullable
    Token token;

    /** The vendor's replacement for the configured one; null until it gives one. */
    @Nullable
    Password refreshToken;

    boolean fetching;

    private record Key(String tokenUrl, String client, String digest) {}

    private TokenCell(Key key) {
        this.key = key;
    }

    /** The cell of these credentials; to be given back with {@link #release}. */
    static TokenCell hold(OAuthClient client) {
        Key key = new Key(client.tokenUrl(), client.id(), digest(client));
        synchronized (SHARED) {
            TokenCell cell = SHARED.computeIfAbsent(key, TokenCell::new);
            cell.holders++;
            return cell;
        }
    }

    void keep(@Nullable Token next) {
        token = next;
        if (next != null && next.refreshToken() != null) {
            refreshToken = next.refreshToken();
        }
    }

    void release() {
        synchronized (SHARED) {
            if (--holders == 0) {
                SHARED.remove(key);
            }
        }
    }

    /** Of everything else that makes two clients different; a digest, so that the map's keys hold no secret. */
    private static String digest(OAuthClient client) {
        Password refreshToken = client.refreshToken();
        String secrets = String.join(
                "\n",
                client.secret().value(),
                refreshToken == null ? "" : refreshToken.value(),
                client.scope() == null ? "" : client.scope());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secrets.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
