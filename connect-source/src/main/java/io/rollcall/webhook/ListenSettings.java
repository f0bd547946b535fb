package io.rollcall.webhook;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.rollcall.config.Pem;
import io.rollcall.config.PemFile;
import io.rollcall.config.SettingGroup;
import io.rollcall.vendor.VendorSettings;
import io.rollcall.vendor.WebhookSecrets;
import io.rollcall.vendor.Webhooks;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a connector listens for webhooks.
 *
 * @param host address to listen at
 * @param port 0 for any that is free
 * @param path of webhooks
 * @param certificate PEM file; null to speak plain HTTP
 * @param key PEM file of its key; null together with it
 * @param connections how many may be open
 */
public record ListenSettings(
        String host,
        int port,
        String path,
        @Nullable Path certificate,
        @Nullable Path key,
        int connections) {
    public static final String LISTEN = Webhooks.LISTEN;
    public static final String PATH = "webhook.path";
    public static final String CERTIFICATE = "webhook.tls.certificate.file";
    public static final String KEY = "webhook.tls.key.file";
    public static final String BEHIND_PROXY = "webhook.behind.proxy";
    public static final String CONNECTIONS = "webhook.max.connections";

    private static final Pattern ADDRESS = Pattern.compile("(?:([A-Za-z0-9._-]+)|\\[([0-9A-Fa-f:.]+)]):(\\d{1,5})");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    /** Adds these settings. */
    public static void define(ConfigDef definition) {
        new SettingGroup(definition, Webhooks.GROUP)
                .add(
                        LISTEN,
                        Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(ListenSettings::checkAddress, () -> "host:port"),
                        Importance.MEDIUM,
                        Width.MEDIUM,
                        "Listen at",
                        "The address, as host:port, at which the task listens for the vendor's webhooks, on whichever worker it"
                                + " runs: 0.0.0.0:8443 for all networks. Webhooks only make changes known sooner; sweeps go on"
                                + " all the same. Port 0 takes any that is free, which the metric webhook-port tells. Unset: it"
                                + " does not listen.")
                .add(
                        PATH,
                        Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(ListenSettings::checkPath, () -> "a path such as /hooks"),
                        Importance.LOW,
                        Width.MEDIUM,
                        "Path",
                        "The path that webhooks are sent to. Unset: /<vendor>/<tenant>. A load balancer finds the worker that"
                                + " listens by GET /health.")
                .add(
                        WebhookSecrets.SETTING,
                        Type.PASSWORD,
                        null,
                        WebhookSecrets.form(),
                        Importance.HIGH,
                        Width.MEDIUM,
                        "Secret",
                        "The secret by which webhooks are known, of at least 16 characters; to change it, first the new one and"
                                + " the old one with a comma between, and the new one alone once the vendor has it. It may"
                                + " only be left out when the task listens to its own machine.")
                .add(
                        CERTIFICATE,
                        Type.STRING,
                        null,
                        new PemFile(Pem::certificates),
                        Importance.MEDIUM,
                        Width.LONG,
                        "Certificate file",
                        "A PEM file on every worker with the listener's certificate, followed by its chain. It is read when"
                                + " the task starts. Unset: plain HTTP.")
                .add(
                        KEY,
                        Type.STRING,
                        null,
                        new PemFile(Pem::privateKey),
                        Importance.MEDIUM,
                        Width.LONG,
                        "Key file",
                        "A PEM file on every worker with the unencrypted PKCS #8 key of " + CERTIFICATE + ".")
                .add(
                        BEHIND_PROXY,
                        Type.BOOLEAN,
                        false,
                        null,
                        Importance.MEDIUM,
                        Width.SHORT,
                        "Behind a proxy",
                        "Whether something else opens TLS before webhooks get here, so that plain HTTP is meant. Without it,"
                                + " plain HTTP is only spoken to this machine: anybody on the way could read the secret.")
                .add(
                        CONNECTIONS,
                        Type.INT,
                        1_000,
                        ConfigDef.Range.between(1, 100_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Most connections",
                        "How many connections may be open. When one more comes, the oldest of those that have brought no authentic"
                                + " webhook is closed; when those that have are more than half, the one of them that has brought none"
                                + " for longest.");
    }

    /**
     * Reads these settings.
     *
     * @param defaultPath the path when none is set
     * @return null when the task shall not listen
     * @throws ConfigException naming the setting that does not fit the others
     */
    public static @Nullable ListenSettings parse(AbstractConfig settings, String defaultPath) {
        String address = VendorSettings.optional(settings, LISTEN);
        if (address == null) {
            return null;
        }
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new ConfigException(LISTEN + " is not of the form host:port.");
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        String certificate = VendorSettings.optional(settings, CERTIFICATE);
        String key = VendorSettings.optional(settings, KEY);
        boolean loopback = LOOPBACK.matcher(host).matches();
        if ((certificate == null) != (key == null)) {
            throw new ConfigException((certificate == null ? CERTIFICATE : KEY) + " is not set, but "
                    + (certificate == null ? KEY : CERTIFICATE) + " is. Set both or none.");
        }
        if (WebhookSecrets.of(settings).none() && (!loopback || settings.getBoolean(BEHIND_PROXY))) {
            throw new ConfigException(WebhookSecrets.SETTING + " is not set, and " + LISTEN
                    + " or a proxy lets other machines in. Set it, or listen at localhost without a proxy.");
        }
        if (certificate == null && !loopback && !settings.getBoolean(BEHIND_PROXY)) {
            throw new ConfigException(
                    CERTIFICATE + " is not set, and " + LISTEN + " lets other machines in. Set it and " + KEY + ", or "
                            + BEHIND_PROXY + "=true when a proxy opens TLS.");
        }
        String path = VendorSettings.optional(settings, PATH);
        return new ListenSettings(
                host,
                Integer.parseInt(parts.group(3)),
                path == null ? defaultPath : path,
                certificate == null ? null : Path.of(certificate),
                key == null ? null : Path.of(key),
                settings.getInt(CONNECTIONS));
    }

    /** What opens TLS; null for plain HTTP. */
    @Nullable
    SslContext tls() {
        Path shown = certificate;
        Path secret = key;
        if (shown == null || secret == null) {
            return null;
        }
        try {
            X509Certificate[] chain = Pem.certificates(shown).toArray(X509Certificate[]::new);
            return SslContextBuilder.forServer(Pem.privateKey(secret), chain)
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (IOException e) {
            throw new ConfigException(
                    CERTIFICATE + " and " + KEY + " do not make a TLS context together: " + e.getMessage());
        }
    }

    private static void checkAddress(String key, @Nullable Object value) {
        if (value == null || ((String) value).isBlank()) {
            return;
        }
        Matcher parts = ADDRESS.matcher(((String) value).strip());
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
            throw new ConfigException(key + " is not of the form host:port. Write it without http://, with a port up to"
                    + " 65535, for example 0.0.0.0:8443.");
        }
    }

    private static void checkPath(String key, @Nullable Object value) {
        boolean fits = value == null || ((String) value).matches("\\s*|(/[A-Za-z0-9._~-]+)+");
        if (!fits || "/health".equals(value)) {
            throw new ConfigException(
                    key + " is not a path for webhooks. Begin it with a slash, end it without one, and"
                            + " leave /health to load balancers; for example /hooks.");
        }
    }
}
