package io.rollcall.http;

import io.rollcall.config.HttpSettings;
import io.rollcall.config.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Makes a client trust, and show, what is in the configured files. Without files it is left as it is. */
final class TlsFiles {
    /** The key store lives in memory only, but the JDK wants a password for it. */
    private static final char[] NO_PASSWORD = new char[0];

    private TlsFiles() {}

    /** @throws ConfigException when a file changed since it was checked */
    static void apply(HttpSettings.Tls files, OkHttpClient.Builder client) {
        if (files.ca() == null && files.certificate() == null) {
            return;
        }
        try {
            X509TrustManager trust = trust(files.ca());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(files.certificate(), files.key()), new TrustManager[] {trust}, null);
            client.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException(HttpSettings.CA_FILE + ", " + HttpSettings.CLIENT_CERTIFICATE_FILE + " and "
                    + HttpSettings.CLIENT_KEY_FILE + " do not make a TLS context together: " + e.getMessage());
        }
    }

    private static X509TrustManager trust(@Nullable Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = null;
        if (ca != null) {
            store = emptyStore();
            int number = 0;
            for (X509Certificate certificate : Pem.certificates(ca)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store); // null stands for the JVM's own authorities
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this JVM has no X.509 trust manager");
    }

    private static KeyManager @Nullable [] keys(@Nullable Path certificate, @Nullable Path key)
            throws IOException, GeneralSecurityException {
        if (certificate == null || key == null) {
            return null;
        }
        List<X509Certificate> chain = Pem.certificates(certificate);
        KeyStore store = emptyStore();
        store.setKeyEntry("client", Pem.privateKey(key), NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
