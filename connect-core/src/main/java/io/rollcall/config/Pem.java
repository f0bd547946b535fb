package io.rollcall.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM files. The JDK reads certificates in this form, but no keys. */
public final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    /**
     * Every certificate in the file, in order.
     *
     * @throws IOException saying what is wrong with the file
     */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        byte[] content = read(file);
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IOException("holds no certificate; it has to begin with -----BEGIN CERTIFICATE-----");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IOException("holds no readable PEM certificate", e);
        }
    }

    /**
     * The private key in the file: PKCS #8, not encrypted, RSA or elliptic curve.
     *
     * @throws IOException saying what is wrong with the file, without quoting it
     */
    public static PrivateKey privateKey(Path file) throws IOException {
        Matcher key = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new IOException("holds no unencrypted PKCS #8 key; it has to begin with -----BEGIN PRIVATE KEY-----,"
                    + " and `openssl pkcs8 -topk8 -nodes` makes one of any other");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        InvalidKeySpecException mismatch = null;
        // The encoding names its algorithm, but only to a parser; asking each factory is shorter.
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                mismatch = e;
            } catch (GeneralSecurityException e) {
                throw new IOException("cannot be read: this JVM has no " + algorithm + " keys", e);
            }
        }
        throw new IOException("holds a key that is neither RSA nor elliptic curve", mismatch);
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("does not exist or may not be read by this worker");
        }
        return Files.readAllBytes(file);
    }
}
