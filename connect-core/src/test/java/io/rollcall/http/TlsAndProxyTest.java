package io.rollcall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rollcall.config.HttpSettings;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsAndProxyTest {
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(1).build();
    private final HeldCertificate serverCertificate = new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("localhost")
            .build();
    private final Setup setup = new Setup().with(HttpSettings.MAX_ATTEMPTS, 1);

    @TempDir
    Path folder;

    @BeforeEach
    void trust() throws IOException {
        setup.with(HttpSettings.CA_FILE, file("ca.pem", authority.certificatePem()));
    }

    @Test
    void aServerOfTheConfiguredAuthorityIsTrusted() throws Exception {
        try (MockWebServer server = tlsServer(false);
                Http http = setup.open()) {
            assertThat(http.anonymous().send(request(server)).status()).isEqualTo(200);
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrustedAndGetsNoRequest() throws Exception {
        HeldCertificate other =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        setup.with(HttpSettings.CA_FILE, file("other.pem", other.certificatePem()));
        try (MockWebServer server = tlsServer(false);
                Http http = setup.open()) {
            VendorException refused = fail(http, request(server));
            assertThat(refused.failure()).isEqualTo(new Failure.Transient(false, null));
            assertThat(refused).hasMessageContaining("TLS").hasMessageContaining(HttpSettings.CA_FILE);
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void aServerUnderAnotherNameIsNotTrusted() throws Exception {
        try (MockWebServer server = tlsServer(false);
                Http http = setup.open()) {
            String url = server.url("/users").toString().replace("localhost", "127.0.0.1");
            assertThat(fail(http, Request.list("l", url, "acme.url"))).hasMessageContaining("TLS");
        }
    }

    @Test
    void aServerThatAsksForACertificateGetsTheConfiguredOne() throws Exception {
        HeldCertificate elliptic = new HeldCertificate.Builder()
                .ecdsa256()
                .signedBy(authority)
                .commonName("rollcall")
                .build();
        HeldCertificate rsa = new HeldCertificate.Builder()
                .rsa2048()
                .signedBy(authority)
                .commonName("rollcall")
                .build();
        for (HeldCertificate own : new HeldCertificate[] {elliptic, rsa}) {
            setup.with(HttpSettings.CLIENT_CERTIFICATE_FILE, file("own.pem", own.certificatePem()))
                    .with(HttpSettings.CLIENT_KEY_FILE, file("own.key", own.privateKeyPkcs8Pem()));
            try (MockWebServer server = tlsServer(true);
                    Http http = setup.open()) {
                http.anonymous().send(request(server));
                assertThat(String.valueOf(server.takeRequest().getHandshake())).contains("CN=rollcall");
            }
        }
    }

    @Test
    void aServerThatAsksForACertificateRefusesAClientWithoutOne() throws Exception {
        try (MockWebServer server = tlsServer(true);
                Http http = setup.open()) {
            assertThat(fail(http, request(server)).failure()).isInstanceOf(Failure.Transient.class);
        }
    }

    @Test
    void aProxyIsAskedForATunnelWithItsCredentialsAndSeesNothingElse() throws Exception {
        setup.with(HttpSettings.READ_TIMEOUT, 200);
        String tunnel = "HTTP/1.1 200 Connected\r\n\r\n";
        try (RawServer proxy = new RawServer(n -> tunnel);
                Http http = throughProxy(proxy, "jane", "pw").open()) {
            // The raw server never answers the TLS greeting, so the call fails after the tunnel.
            JsonHttp vendor = http.as(new BearerCredentials("Bearer", new Password("CANARY"), "acme.token"));
            catchThrowableOfType(
                    VendorException.class,
                    () -> vendor.send(Request.list("l", "https://acme.invalid/users", "acme.url")));
            assertThat(proxy.requests.get(0))
                    .startsWith("CONNECT acme.invalid:443 HTTP/1.1")
                    .contains("Proxy-Authorization: Basic amFuZTpwdw==\r\n")
                    .doesNotContain("CANARY");
        }
    }

    @Test
    void aRequestThroughTheTunnelOfAProxyArrives() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(certificates(false));
            server.enqueue(new MockResponse.Builder().inTunnel().build());
            server.enqueue(new MockResponse.Builder().body("[]").build());
            server.start();
            setup.with(HttpSettings.PROXY_URL, "localhost:" + server.getPort());
            try (Http http = setup.open()) {
                assertThat(http.anonymous()
                                .send(Request.list("l", "https://localhost:1/users", "acme.url"))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    @Test
    void aProxyThatRefusesTheCredentialsIsToldApartFromTheVendor() throws Exception {
        IntFunction<String> refusal = n -> RawServer.answer("407 No", "", "Proxy-Authenticate: Basic realm=\"proxy\"");
        try (RawServer proxy = new RawServer(refusal);
                Http http = throughProxy(proxy, "jane", "wrong").open()) {
            VendorException refused = fail(http, Request.list("l", "https://acme.invalid/users", "acme.url"));
            assertThat(refused.failure()).isEqualTo(new Failure.Misconfigured());
            assertThat(refused).hasMessageContaining(HttpSettings.PROXY_PASSWORD);
            assertThat(proxy.requests).hasSize(1);
        }
    }

    private Setup throughProxy(RawServer proxy, String user, String password) {
        return setup.with(HttpSettings.PROXY_URL, proxy.url("").replace("http://", ""))
                .with(HttpSettings.PROXY_USER, user)
                .with(HttpSettings.PROXY_PASSWORD, password);
    }

    private MockWebServer tlsServer(boolean clientCertificate) throws IOException {
        MockWebServer server = new MockWebServer();
        server.useHttps(certificates(clientCertificate));
        if (clientCertificate) {
            server.requireClientAuth();
        }
        server.enqueue(new MockResponse.Builder().body("[]").build());
        server.start();
        return server;
    }

    private SSLSocketFactory certificates(boolean clientCertificate) {
        HandshakeCertificates.Builder certificates =
                new HandshakeCertificates.Builder().heldCertificate(serverCertificate);
        if (clientCertificate) {
            certificates.addTrustedCertificate(authority.certificate());
        }
        return certificates.build().sslSocketFactory();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Request request(MockWebServer server) {
        return Request.list("list users", server.url("/users").toString(), "acme.url");
    }

    private static VendorException fail(Http http, Request request) {
        return catchThrowableOfType(
                VendorException.class, () -> http.anonymous().send(request));
    }
}
