package io.rollcall.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.Vendors;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever calls, and however: the right answer, bounded memory, and a vendor who is never kept waiting. */
class WebhookListenerTest {
    private static final String NEW = "0123456789abcdef-new";
    private static final String OLD = "0123456789abcdef-old";
    private static final String PATH = "/hooks";
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final List<String> hinted = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<Object>> metrics = new ConcurrentHashMap<>();
    private final List<WebhookListener> open = new ArrayList<>();
    private volatile boolean full;

    @AfterEach
    void close() {
        open.forEach(WebhookListener::close);
    }

    private final Inbox inbox = new Inbox() {
        @Override
        public boolean concerns(String userId) {
            return !full && hinted.add(userId);
        }

        @Override
        public void everybody() {
            hinted.add("*");
        }
    };

    private int listen(Vendor vendor, Duration deadline, Map<String, String> more) {
        return listening(begin(vendor, deadline, more));
    }

    private int livechat() {
        return listen(Vendors.LIVECHAT, NEVER, Map.of());
    }

    private WebhookListener begin(Vendor vendor, Duration deadline, Map<String, String> more) {
        Map<String, String> props = new HashMap<>(
                Map.of("webhook.listen", "localhost:0", "webhook.path", PATH, "webhook.secret", NEW + ", " + OLD));
        props.putAll(more);
        ConfigDef definition = new ConfigDef();
        ListenSettings.define(definition);
        vendor.defineWebhooks(definition);
        AbstractConfig settings = new AbstractConfig(definition, props, false);
        ListenSettings listen = ListenSettings.parse(settings, "/default");
        assertThat(listen).isNotNull();
        WebhookMetrics counted = new WebhookMetrics();
        counted.gauges((name, meaning, value) -> metrics.put(name, value));
        WebhookListener listener = WebhookListener.open(
                vendor.name() + "/acme", listen, vendor.parseWebhooks(settings), inbox, deadline, counted);
        open.add(listener);
        return listener;
    }

    private int listening(WebhookListener listener) {
        assertThat(listener).isNotNull();
        return (int) await("webhook-port", port -> port > 0);
    }

    private long metric(String name) {
        return ((Number) metrics.get(name).get()).longValue();
    }

    private long await(String name, LongPredicate reached) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!reached.test(metric(name))) {
            assertThat(System.nanoTime()).as(name).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
        return metric(name);
    }

    private static String updated(String secret, String id) {
        return "{\"webhook_id\":\"w\",\"secret_key\":\"" + secret
                + "\",\"action\":\"agent_updated\",\"organization_id\":\"o\",\"payload\":{\"id\":\"" + id
                + "\",\"max_chats_count\":3},\"additional_data\":{}}";
    }

    private static String good() {
        return Caller.post(PATH, updated(NEW, "smith@example.com"));
    }

    private int ask(int port, String request) throws IOException {
        try (Caller caller = new Caller(port)) {
            return caller.send(request).status();
        }
    }

    static Stream<Arguments> refused() {
        String json = "POST /hooks HTTP/1.1\r\nContent-Type: application/json";
        return Stream.of(
                Arguments.of("no secret", Caller.post(PATH, "{\"action\":\"agent_updated\"}"), 401),
                Arguments.of("wrong secret", Caller.post(PATH, updated("0123456789abcdef-xyz", "a")), 401),
                Arguments.of("secret of another length", Caller.post(PATH, updated("0123", "a")), 401),
                Arguments.of("empty secret", Caller.post(PATH, updated("", "a")), 401),
                Arguments.of("a number as secret", Caller.post(PATH, "{\"secret_key\":1}"), 401),
                Arguments.of("no JSON", Caller.post(PATH, "secret_key=" + NEW), 400),
                Arguments.of("no object", Caller.post(PATH, "[\"" + NEW + "\"]"), 400),
                Arguments.of("an empty body", Caller.post(PATH, ""), 400),
                Arguments.of("two documents", Caller.post(PATH, updated(NEW, "a") + "{}"), 400),
                Arguments.of("two secrets", Caller.post(PATH, "{\"secret_key\":\"a\",\"secret_key\":\"b\"}"), 400),
                Arguments.of("depth 33", Caller.post(PATH, "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"), 400),
                Arguments.of("GET", "GET /hooks HTTP/1.1\r\n\r\n", 405),
                Arguments.of("PUT", Caller.request("PUT /hooks HTTP/1.1", "{}"), 405),
                Arguments.of("POST to health", Caller.post("/health", "{}"), 405),
                Arguments.of(
                        "a question for the health with a body", Caller.request("GET /health HTTP/1.1", "{}"), 413),
                Arguments.of("another path", Caller.post("/hook", updated(NEW, "a")), 404),
                Arguments.of("a path below", Caller.post(PATH + "/x", updated(NEW, "a")), 404),
                Arguments.of("a form", Caller.request("POST /hooks HTTP/1.1\r\nContent-Type: text/plain", "{}"), 415),
                Arguments.of("no type", Caller.request("POST /hooks HTTP/1.1", "{}"), 415),
                Arguments.of("compressed", Caller.request(json + "\r\nContent-Encoding: gzip", "{}"), 415),
                Arguments.of("no length", json + "\r\n\r\n{}", 411),
                Arguments.of("a length too large", json + "\r\nContent-Length: 262145\r\n\r\n", 413),
                Arguments.of(
                        "chunks too large",
                        json + "\r\nTransfer-Encoding: chunked\r\n\r\n50000\r\n" + "x".repeat(0x50000),
                        413),
                Arguments.of("headers too large", json + "\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n", 431),
                Arguments.of("a line too long", "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\n\r\n", 414),
                Arguments.of("no HTTP", "\u0016\u0003\u0001 hello\r\n\r\n", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsNoWebhookGetsTheStatusThatSaysWhyAndLeadsToNothing(String what, String request, int status)
            throws IOException {
        int port = livechat();

        assertThat(ask(port, request)).as(what).isEqualTo(status);

        assertThat(hinted).isEmpty();
        assertThat(ask(port, good())).isEqualTo(200);
        assertThat(hinted).containsExactly("smith@example.com");
    }

    @Test
    void everyReasonToRefuseASecretGetsTheVerySameAnswer() throws IOException {
        int port = livechat();
        List<String> answers = new ArrayList<>();
        for (String secret : List.of("", "0123", "0123456789abcdef-xyz", NEW + "x", NEW.substring(1))) {
            try (Caller caller = new Caller(port)) {
                answers.add(caller.send(Caller.post(PATH, updated(secret, "a"))).answer());
            }
        }
        assertThat(answers).allMatch(answers.get(0)::equals);
    }

    @Test
    void twoSecretsAreGoodAtOnceSoThatOneCanBeChangedWithoutALoss() throws IOException {
        int port = livechat();
        assertThat(ask(port, Caller.post(PATH, updated(NEW, "a")))).isEqualTo(200);
        assertThat(ask(port, Caller.post(PATH, updated(OLD, "b")))).isEqualTo(200);
        assertThat(hinted).containsExactly("a", "b");
    }

    @Test
    void liveChatsActionsLeadToWhatTheyAreAbout() throws IOException {
        int port = livechat();
        String agent = "{\"secret_key\":\"" + NEW + "\",\"action\":\"%s\",\"payload\":%s}";
        for (String action : List.of("agent_deleted", "group_updated", "routing_status_set", "chat_started")) {
            assertThat(ask(port, Caller.post(PATH, agent.formatted(action, "{\"id\":\"u\"}"))))
                    .isEqualTo(200);
        }
        // Without an id, somebody changed and nobody knows who.
        assertThat(ask(port, Caller.post(PATH, agent.formatted("agent_updated", "{}"))))
                .isEqualTo(200);
        assertThat(hinted).containsExactly("u", "*", "*");
        assertThat(metric("webhooks-ignored-total")).isEqualTo(2);
    }

    @Test
    void gladlyIsKnownByBasicOrAHeaderAndSpellsItsEventsInTwoWays() throws IOException {
        int port = listen(Vendors.GLADLY, NEVER, Map.of("gladly.webhook.user", "rollcall"));
        String basic = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("rollcall:" + OLD).getBytes(StandardCharsets.UTF_8));
        String header = "x-gladly-token: " + NEW;
        Map<String, String> bodies = Map.of(
                "{\"type\":\"PING\"}", header,
                "{\"id\":\"e1\",\"type\":\"AGENT/CREATED\",\"content\":{\"agentId\":\"one\"}}", basic,
                "{\"event\":\"agent.updated\",\"data\":{\"id\":\"two\"}}", header,
                "{\"type\":\"CONVERSATION/CLOSED\",\"content\":{\"agentId\":\"three\"}}", header);
        for (Map.Entry<String, String> body : bodies.entrySet()) {
            assertThat(ask(port, gladly(body.getValue(), body.getKey()))).isEqualTo(200);
        }
        assertThat(hinted).containsExactlyInAnyOrder("one", "two");
        for (String wrong : List.of("X-Other: 1", "X-Gladly-Token: nonsense", basic + "x", "Authorization: Basic")) {
            assertThat(ask(port, gladly(wrong, "{\"type\":\"PING\"}"))).isEqualTo(401);
        }
    }

    private static String gladly(String header, String body) {
        return Caller.request("POST " + PATH + " HTTP/1.1\r\nContent-Type: application/json\r\n" + header, body);
    }

    @Test
    void aLoadBalancerFindsTheWorkerThatListens() throws IOException {
        assertThat(ask(livechat(), "GET /health HTTP/1.1\r\n\r\n")).isEqualTo(200);
    }

    @Test
    void aWebhookIsAnswered503WhileThereIsNoRoomForIt() throws IOException {
        int port = livechat();
        full = true;
        assertThat(ask(port, good())).isEqualTo(503);
        full = false;
        assertThat(ask(port, good())).isEqualTo(200);
    }

    @Test
    void slowHeadersAndSlowBodiesAreGivenUpAfterTheTimeForAWholeRequest() throws IOException {
        int port = listen(Vendors.LIVECHAT, SHORT, Map.of());
        for (String begun : List.of("POST /hooks HTTP/1.1\r\nX-Slow: ", good().substring(0, good().length() - 5))) {
            try (Caller slow = new Caller(port)) {
                assertThat(slow.send(begun).status()).isEqualTo(408);
                assertThat(slow.isClosed()).isTrue();
            }
        }
        assertThat(hinted).isEmpty();
    }

    @Test
    void oneConnectionServesManyWebhooksUntilThereIsGarbage() throws IOException {
        int port = livechat();
        try (Caller caller = new Caller(port)) {
            caller.send(good() + good() + "\u0000\u0001garbage\r\n\r\n" + good());
            assertThat(caller.status()).isEqualTo(200);
            assertThat(caller.status()).isEqualTo(200);
            assertThat(caller.status()).isEqualTo(400);
            assertThat(caller.isClosed()).isTrue();
        }
        assertThat(hinted).hasSize(2);
    }

    @Test
    void aGoodWebhookIsAnsweredWhileFiveHundredConnectionsIdleAndCrawl() throws IOException {
        int port = livechat();
        List<Caller> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                Caller caller = new Caller(port);
                crowd.add(caller);
                caller.send(List.of("", "POST /ho", "POST /hooks HTTP/1.1\r\nX: y", good().substring(0, 150))
                        .get(i % 4));
            }
            await("webhook-connections", count -> count == 500);

            assertThat(ask(port, good())).isEqualTo(200);

            // Nobody had to go for it.
            assertThat(metric("webhook-connections-evicted-total")).isZero();
            assertThat(metric("webhook-connections")).isGreaterThanOrEqualTo(500);
        } finally {
            closeAll(crowd);
        }
    }

    @Test
    void whenConnectionsAreTooManyTheOldestOfThoseThatSentNothingGoes() throws IOException {
        int port = listen(Vendors.LIVECHAT, NEVER, Map.of("webhook.max.connections", "3"));
        try (Caller oldest = new Caller(port);
                Caller second = new Caller(port)) {
            await("webhook-connections", count -> count == 2);
            second.send("POST");
            try (Caller third = new Caller(port)) {
                await("webhook-connections", count -> count == 3);
                assertThat(third).isNotNull();
                assertThat(ask(port, good())).isEqualTo(200);
                assertThat(oldest.isClosed()).isTrue();
            }
        }
        assertThat(metric("webhook-connections-evicted-total")).isEqualTo(1);
    }

    @Test
    void whenConnectionsAreTooManyThoseGoThatHaveNotShownTheSecretHoweverNewTheyAre() throws IOException {
        int port = listen(Vendors.LIVECHAT, NEVER, Map.of("webhook.max.connections", "4"));
        List<Caller> strangers = new ArrayList<>();
        try (Caller vendor = new Caller(port)) {
            assertThat(vendor.send(good()).status()).isEqualTo(200);
            for (int i = 0; i < 10; i++) {
                Caller stranger = new Caller(port);
                strangers.add(stranger);
                // An answer, so that the listener has it as one of its connections.
                stranger.send("GET /health HTTP/1.1\r\n\r\n");
                assertThat(stranger.status()).isEqualTo(200);
            }
            assertThat(metric("webhook-connections-evicted-total")).isEqualTo(7);
            assertThat(vendor.send(good()).status()).isEqualTo(200);
            for (Caller gone : strangers.subList(0, 7)) {
                assertThat(gone.isClosed()).isTrue();
            }
            for (Caller there : strangers.subList(7, 10)) {
                assertThat(there.send("GET /health HTTP/1.1\r\n\r\n").status()).isEqualTo(200);
            }
        } finally {
            closeAll(strangers);
        }
    }

    @Test
    void keptAliveConnectionsOfTheVendorLeaveRoomForNewOnesAndTheLongestIdleOneGoesFirst() throws IOException {
        int port = listen(Vendors.LIVECHAT, NEVER, Map.of("webhook.max.connections", "3"));
        try (Caller first = new Caller(port);
                Caller second = new Caller(port);
                Caller third = new Caller(port)) {
            for (Caller vendor : List.of(first, second, third, first)) {
                assertThat(vendor.send(good()).status()).isEqualTo(200);
            }
            try (Caller fourth = new Caller(port)) {
                assertThat(fourth.send(good()).status()).isEqualTo(200);
                // The first is older, but the second has rested longer.
                assertThat(second.isClosed()).isTrue();
                assertThat(first.send(good()).status()).isEqualTo(200);
                try (Caller fifth = new Caller(port)) {
                    assertThat(fifth.send(good()).status()).isEqualTo(200);
                    assertThat(third.isClosed()).isTrue();
                }
            }
        }
    }

    private static void closeAll(List<Caller> callers) throws IOException {
        for (Caller caller : callers) {
            caller.close();
        }
    }

    /** A webhook of this many characters whose last one is missing. */
    private static String unfinished(int length) {
        String whole = updated(NEW, "patient@example.com");
        String body = whole + " ".repeat(length - whole.length());
        return Caller.post(PATH, body).substring(0, Caller.post(PATH, body).length() - 1);
    }

    @Test
    void bodiesThatNeverEndTakeBoundedMemoryAndTheLargestGoes() throws IOException {
        int port = livechat();
        List<Caller> crowd = new ArrayList<>();
        try (Caller proved = new Caller(port);
                Caller small = new Caller(port);
                Caller idle = new Caller(port)) {
            // All of them are older than the crowd.
            assertThat(proved.send(good()).status()).isEqualTo(200);
            proved.send(unfinished(250_000));
            small.send(unfinished(20_000));
            idle.send("GET /health HTTP/1.1\r\n\r\n");
            assertThat(idle.status()).isEqualTo(200);
            // Together 25 MB, of which 16 may be held.
            for (int i = 0; i < 100; i++) {
                Caller caller = new Caller(port);
                crowd.add(caller);
                sendUnlessHungUpOn(caller, unfinished(262_000));
            }
            await("webhook-connections-evicted-total", count -> count >= 30);

            assertThat(ask(port, good())).isEqualTo(200);
            for (Caller spared : List.of(proved, small)) {
                assertThat(spared.send(" ").status()).isEqualTo(200);
            }
            assertThat(idle.send(good()).status()).isEqualTo(200);
        } finally {
            closeAll(crowd);
        }
    }

    private static void sendUnlessHungUpOn(Caller caller, String text) throws IOException {
        try {
            caller.send(text);
        } catch (SocketException hungUp) {
            // As one of many that hold as much.
        }
    }

    @Test
    void nothingIsKeptOfBodiesThatHaveEnded() throws IOException {
        int port = livechat();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        List<Caller> crowd = new ArrayList<>();
        try {
            String large = unfinished(250_000) + " ";
            for (int i = 0; i < 100; i++) {
                Caller caller = new Caller(port);
                crowd.add(caller);
                assertThat(caller.send(good()).status()).isEqualTo(200);
            }
            memory.gc();
            long before = memory.getHeapMemoryUsage().getUsed();
            for (Caller caller : crowd) {
                assertThat(caller.send(large).status()).isEqualTo(200);
            }
            memory.gc();

            // All are open still, and have sent 25 MB.
            assertThat(memory.getHeapMemoryUsage().getUsed() - before).isLessThan(10_000_000);
            assertThat(metric("webhook-connections")).isEqualTo(100);
            assertThat(metric("webhook-connections-evicted-total")).isZero();
        } finally {
            closeAll(crowd);
        }
    }

    @Test
    void whoeverReadsNoAnswersIsHungUpOn() throws IOException {
        int port = livechat();
        String many = "GET /health HTTP/1.1\r\n\r\n".repeat(1_000);
        try (Socket narrow = new Socket()) {
            narrow.setReceiveBufferSize(4_096);
            narrow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Caller deaf = new Caller(narrow);
            assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () -> assertThatThrownBy(() -> {
                                for (int round = 0; round < 200; round++) {
                                    deaf.send(many);
                                }
                            })
                            .isInstanceOf(SocketException.class));
        }
        await("webhook-connections", count -> count == 0);
        assertThat(ask(port, good())).isEqualTo(200);
    }

    /** The thread that closes is another one each time, and meets the listener while it binds, before and after. */
    @Test
    void aListenerThatIsClosedWhileItOpensLeavesThePortFree() throws Exception {
        InetSocketAddress place = unused();
        String at = place.getHostString() + ":" + place.getPort();
        for (int round = 0; round < 100; round++) {
            WebhookListener listener = begin(Vendors.LIVECHAT, NEVER, Map.of("webhook.listen", at));
            int spins = round % 2 == 0 ? 0 : round * 2_000;
            Thread closing = new Thread(() -> {
                for (int spin = 0; spin < spins; spin++) {
                    Thread.onSpinWait();
                }
                listener.close();
            });
            closing.start();
            closing.join();
            try (ServerSocket next = new ServerSocket()) {
                next.bind(place);
            }
        }
    }

    /** Where nobody else comes: an address of this machine's own network that programs do not use unless told. */
    private static InetSocketAddress unused() throws IOException {
        Random random = new Random();
        InetAddress address = InetAddress.getByName("127." + (2 + random.nextInt(250)) + ".7.7");
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(address, 20_000 + random.nextInt(10_000)));
            return (InetSocketAddress) free.getLocalSocketAddress();
        } catch (BindException onlyOneAddress) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return (InetSocketAddress) any.getLocalSocketAddress();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsTriedAgainUntilItIsFree() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            begin(Vendors.LIVECHAT, NEVER, Map.of("webhook.listen", "127.0.0.1:" + taken.getLocalPort()));
            assertThat(metric("webhook-port")).isZero();
        }
        int port = (int) await("webhook-port", found -> found > 0);
        assertThat(ask(port, good())).isEqualTo(200);
    }

    @Test
    void nothingIsLeftOfAListenerThatWasClosed() throws Exception {
        WebhookListener listener = begin(Vendors.LIVECHAT, NEVER, Map.of());
        int port = listening(listener);
        try (Caller idle = new Caller(port)) {
            assertThat(ask(port, good())).isEqualTo(200);

            listener.close();

            assertThat(idle.isClosed()).isTrue();
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("rollcall-webhooks-")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(thread.getName()).doesNotStartWith("globalEventExecutor");
        }
        listener.close();
    }

    @Test
    void withACertificateItSpeaksTls(@TempDir Path files) throws Exception {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        Path certificate = Files.writeString(files.resolve("own.pem"), own.certificatePem());
        Path key = Files.writeString(files.resolve("own.key"), own.privateKeyPkcs8Pem());
        int port = listen(
                Vendors.LIVECHAT,
                NEVER,
                Map.of(
                        "webhook.tls.certificate.file", certificate.toString(),
                        "webhook.tls.key.file", key.toString()));
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(own.certificate())
                .build();
        try (Caller caller = new Caller(trust.sslSocketFactory().createSocket("localhost", port))) {
            assertThat(caller.send(good()).status()).isEqualTo(200);
        }
        assertHungUpOn(port, good().replace("smith", "nobody"));
        assertThat(hinted).containsExactly("smith@example.com");
    }

    private static void assertHungUpOn(int port, String request) throws IOException {
        try (Caller caller = new Caller(port)) {
            caller.send(request);
            boolean closed = caller.isClosed();
            // A TLS alert may come first.
            for (int read = 0; !closed && read < 100; read++) {
                closed = caller.isClosed();
            }
            assertThat(closed).isTrue();
        }
    }
}
