package io.rollcall.vendor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The one or two secrets by which webhooks are known. */
public final class WebhookSecrets {
    public static final String SETTING = "webhook.secret";

    private static final int SHORTEST = 16;
    private static final int MOST = 2;

    private final List<String> secrets;
    private final List<byte[]> digests;

    private WebhookSecrets(List<String> secrets) {
        this.secrets = secrets;
        this.digests = secrets.stream().map(WebhookSecrets::digest).toList();
    }

    /** The secrets as configured, none when the setting is left out. */
    public static WebhookSecrets of(AbstractConfig settings) {
        Password value = settings.getPassword(SETTING);
        return new WebhookSecrets(value == null ? List.of() : split(value.value()));
    }

    private static List<String> split(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    /** Whether any webhook is taken. */
    public boolean none() {
        return secrets.isEmpty();
    }

    /** The first one, which is for new registrations; null when there is none. */
    public @Nullable String first() {
        return secrets.isEmpty() ? null : secrets.get(0);
    }

    /** Whether this is one of them, in a time that tells nothing about them. Anything is when there are none. */
    public boolean accept(@Nullable String given) {
        return none() || among(given, digests.stream());
    }

    /** Whether this is the text that {@code form} makes of one of them. */
    public boolean accept(@Nullable String given, UnaryOperator<String> form) {
        return none() || among(given, secrets.stream().map(form).map(WebhookSecrets::digest));
    }

    private static boolean among(@Nullable String given, Stream<byte[]> digests) {
        byte[] digest = digest(given == null ? "" : given);
        // Reduced, not matched: that would stop at the first one, sooner for the newer secret.
        return digests.map(own -> MessageDigest.isEqual(own, digest)).reduce(false, Boolean::logicalOr);
    }

    /** Of equal length whatever is given, so that a comparison does not tell how long a secret is. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** What the setting may be. Never repeats it. */
    public static ConfigDef.Validator form() {
        return ConfigDef.LambdaValidator.with(WebhookSecrets::check, () -> "one or two secrets between commas");
    }

    private static void check(String key, @Nullable Object value) {
        if (value == null) {
            return;
        }
        List<String> parts = split(((Password) value).value());
        boolean fit = parts.size() <= MOST
                && parts.stream().allMatch(part -> part.length() >= SHORTEST && part.matches("[!-~]+"));
        if (!fit) {
            throw new ConfigException(key + " is neither a secret nor two with a comma between. Make each at least "
                    + SHORTEST + " letters, digits and signs long, without blanks, as `openssl rand -hex 32` does.");
        }
    }

    @Override
    public String toString() {
        return secrets.size() + " secrets";
    }
}
