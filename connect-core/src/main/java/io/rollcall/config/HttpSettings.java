package io.rollcall.config;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a vendor, whichever it is.
 *
 * @param connectTimeout until a TCP connection stands
 * @param readTimeout longest silence while waiting for an answer
 * @param proxy null for the JVM's own proxy properties
 * @param tls files to trust and to be known by
 * @param allowInsecure whether plain http may leave this machine
 * @param maxBodyBytes longest answer to accept, decompressed
 * @param maxAttempts times a request is sent, the first one included
 * @param maxElapsed how long after its first failure a request may still be repeated
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration readTimeout,
        @Nullable Proxy proxy,
        Tls tls,
        boolean allowInsecure,
        int maxBodyBytes,
        int maxAttempts,
        Duration maxElapsed) {

    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String READ_TIMEOUT = "http.read.timeout.ms";
    public static final String PROXY_URL = "http.proxy.url";
    public static final String PROXY_USER = "http.proxy.user";
    public static final String PROXY_PASSWORD = "http.proxy.password";
    public static final String CA_FILE = "http.tls.ca.file";
    public static final String CLIENT_CERTIFICATE_FILE = "http.tls.client.certificate.file";
    public static final String CLIENT_KEY_FILE = "http.tls.client.key.file";
    public static final String ALLOW_INSECURE = "http.allow.insecure";
    public static final String MAX_BODY_BYTES = "http.max.body.bytes";
    public static final String MAX_ATTEMPTS = "retry.max.attempts";
    public static final String MAX_ELAPSED = "retry.max.elapsed.ms";

    /**
     * A proxy that tunnels with CONNECT.
     *
     * @param user null when it asks for none; with it comes a password
     */
    public record Proxy(
            String host,
            int port,
            @Nullable String user,
            @Nullable Password password) {}

    /**
     * PEM files.
     *
     * @param ca trusted instead of the JVM's authorities; null for those
     * @param certificate shown to the vendor, with its chain; null for none
     * @param key belongs to the certificate; null exactly when that is
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable Path certificate,
            @Nullable Path key) {}

    /** Adds these settings to a connector's that can be patient: nobody waits for one request. */
    public static ConfigDef define(ConfigDef settings) {
        return define(settings, 8, Duration.ofMinutes(5));
    }

    /**
     * Adds these settings to a connector's.
     *
     * @param attempts default of {@link #maxAttempts}
     * @param elapsed default of {@link #maxElapsed}
     */
    public static ConfigDef define(ConfigDef settings, int attempts, Duration elapsed) {
        defineConnection(new SettingGroup(settings, "Connection"));
        defineProxyAndTls(new SettingGroup(settings, "Connection"));
        defineRetries(new SettingGroup(settings, "Retries"), attempts, elapsed);
        return settings;
    }

    private static void defineConnection(SettingGroup group) {
        group.add(
                        CONNECT_TIMEOUT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(100, 120_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Connect timeout (ms)",
                        "How long a connection to the vendor or proxy may take, in milliseconds. After that the request"
                                + " counts as failed and is repeated as " + MAX_ATTEMPTS + " allows.")
                .add(
                        READ_TIMEOUT,
                        ConfigDef.Type.INT,
                        20_000,
                        Range.between(100, 600_000),
                        Importance.LOW,
                        Width.SHORT,
                        "Read timeout (ms)",
                        "How long the vendor may be silent before a request counts as failed, in milliseconds; a whole"
                                + " request may take the connect timeout and twice this. Below 15 seconds requests that"
                                + " LiveChat would still answer are given up.")
                .add(
                        MAX_BODY_BYTES,
                        ConfigDef.Type.INT,
                        64 * 1024 * 1024,
                        Range.between(1024, 1 << 30),
                        Importance.LOW,
                        Width.SHORT,
                        "Longest answer (bytes)",
                        "The longest answer to accept, in bytes after decompression. It protects the worker's heap: a"
                                + " longer one is dropped, and the request fails without being repeated.")
                .add(
                        ALLOW_INSECURE,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        null,
                        Importance.LOW,
                        Width.SHORT,
                        "Allow plain http",
                        "Whether addresses of other machines may begin with http://. Anybody on the way can then read the"
                                + " credentials and users' data. Addresses of this machine never need it.");
    }

    private static void defineProxyAndTls(SettingGroup group) {
        group.add(
                        PROXY_URL,
                        ConfigDef.Type.STRING,
                        null,
                        new HostPort(),
                        Importance.LOW,
                        Width.MEDIUM,
                        "Proxy",
                        "The proxy to reach the vendor through, as host:port. Unset: as the JVM's properties"
                                + " https.proxyHost and https.proxyPort say, which is directly when they are unset too.")
                .add(
                        PROXY_USER,
                        ConfigDef.Type.STRING,
                        null,
                        null,
                        Importance.LOW,
                        Width.MEDIUM,
                        "Proxy user",
                        "The user for the proxy's Basic authentication. Unset: none is sent.")
                .add(
                        PROXY_PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        null,
                        null,
                        Importance.LOW,
                        Width.MEDIUM,
                        "Proxy password",
                        "The password that belongs to " + PROXY_USER + ".")
                .add(
                        CA_FILE,
                        ConfigDef.Type.STRING,
                        null,
                        new PemFile(Pem::certificates),
                        Importance.LOW,
                        Width.LONG,
                        "Trusted authorities",
                        "A PEM file on every worker with the certificates to trust, for a proxy that opens TLS. Only they"
                                + " are trusted then. Unset: the authorities of the JVM.")
                .add(
                        CLIENT_CERTIFICATE_FILE,
                        ConfigDef.Type.STRING,
                        null,
                        new PemFile(Pem::certificates),
                        Importance.LOW,
                        Width.LONG,
                        "Client certificate",
                        "A PEM file on every worker with the certificate to show, followed by its chain. Unset: none is"
                                + " shown.")
                .add(
                        CLIENT_KEY_FILE,
                        ConfigDef.Type.STRING,
                        null,
                        new PemFile(Pem::privateKey),
                        Importance.LOW,
                        Width.LONG,
                        "Client key",
                        "A PEM file on every worker with the unencrypted PKCS #8 key of " + CLIENT_CERTIFICATE_FILE
                                + ".");
    }

    private static void defineRetries(SettingGroup group, int attempts, Duration elapsed) {
        group.add(
                        MAX_ATTEMPTS,
                        ConfigDef.Type.INT,
                        attempts,
                        Range.between(1, 100),
                        Importance.LOW,
                        Width.SHORT,
                        "Attempts",
                        "How often a request is sent before its failure counts, the first time included. Only failures"
                                + " that may pass by themselves are repeated, after a random and growing pause of up to"
                                + " 30 seconds or as long as the vendor asks.")
                .add(
                        MAX_ELAPSED,
                        ConfigDef.Type.LONG,
                        elapsed.toMillis(),
                        Range.atLeast(0),
                        Importance.LOW,
                        Width.SHORT,
                        "Retry time (ms)",
                        "How long after its first failure a request may be repeated, in milliseconds. When the vendor asks"
                                + " for a longer wait, the request fails at once: a source leaves it to its next sweep, a"
                                + " sink looks at growing intervals whether the vendor takes requests again.");
    }

    /**
     * Reads these settings.
     *
     * @throws ConfigException naming the one that does not fit the others
     */
    public static HttpSettings parse(AbstractConfig settings) {
        return new HttpSettings(
                Duration.ofMillis(settings.getInt(CONNECT_TIMEOUT)),
                Duration.ofMillis(settings.getInt(READ_TIMEOUT)),
                proxy(settings),
                tls(settings),
                settings.getBoolean(ALLOW_INSECURE),
                settings.getInt(MAX_BODY_BYTES),
                settings.getInt(MAX_ATTEMPTS),
                Duration.ofMillis(settings.getLong(MAX_ELAPSED)));
    }

    private static @Nullable Proxy proxy(AbstractConfig settings) {
        String address = settings.getString(PROXY_URL);
        String user = settings.getString(PROXY_USER);
        Password password = settings.getPassword(PROXY_PASSWORD);
        if (user != null && address == null) {
            throw new ConfigException(PROXY_USER + " is set but " + PROXY_URL + " is not. Set both or none.");
        }
        if ((user == null) != (password == null)) {
            throw new ConfigException((user == null ? PROXY_USER : PROXY_PASSWORD) + " is not set but "
                    + (user == null ? PROXY_PASSWORD : PROXY_USER) + " is. Set both or none.");
        }
        return address == null ? null : new Proxy(HostPort.host(address), HostPort.port(address), user, password);
    }

    private static Tls tls(AbstractConfig settings) {
        Path certificate = path(settings, CLIENT_CERTIFICATE_FILE);
        Path key = path(settings, CLIENT_KEY_FILE);
        if ((certificate == null) != (key == null)) {
            throw new ConfigException((key == null ? CLIENT_KEY_FILE : CLIENT_CERTIFICATE_FILE) + " is not set but "
                    + (key == null ? CLIENT_CERTIFICATE_FILE : CLIENT_KEY_FILE) + " is. Set both or none.");
        }
        return new Tls(path(settings, CA_FILE), certificate, key);
    }

    private static @Nullable Path path(AbstractConfig settings, String key) {
        String value = settings.getString(key);
        return value == null ? null : Path.of(value);
    }
}
